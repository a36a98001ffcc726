package dwell.trainer.instrument;

import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Regret;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.fixed.AlwaysAnswer;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.Component;
import dwell.trainer.config.ConfigTree;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.Declared;
import dwell.trainer.instrument.AuditReport.Comparison;
import dwell.trainer.instrument.AuditReport.Does;
import dwell.trainer.instrument.AuditReport.Found;
import dwell.trainer.instrument.AuditReport.Level;
import dwell.trainer.instrument.AuditReport.Split;
import dwell.trainer.shaping.ProcessFacts;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import dwell.trainer.shaping.UtilityShaping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a shaping pays for on a process, against the exact optimum. Confined to one thread. */
public final class Audit {
    private final RunConfig config;
    private final Catalog catalog;
    private final CompiledProcess process;
    private final Optimum truth;
    private final ShapedStates states;
    private final ShapingContext context;

    private Audit(RunConfig config, Catalog catalog, CompiledProcess process) {
        this.config = config;
        this.catalog = catalog;
        this.process = process;
        this.truth = Optimum.of(process, config.stakes());
        this.states = ShapedStates.of(process);
        this.context = new ShapingContext(
                config.stakes(),
                config.trainer().groupSize(),
                config.trainer().updates(),
                process.levels(),
                Optional.of(new ProcessFacts(process, config.stakes(), catalog::fixedPolicy)));
    }

    /**
     * Audits the shaping of a config on its task.
     *
     * @param against another shaping to compare with; null for none
     * @throws IllegalArgumentException with one sentence, if the task is stepped or too large, or a shaping does not fit it
     */
    public static AuditReport of(RunConfig config, Catalog catalog, Component against) {
        if (catalog.task(config.env().id()) instanceof EnvironmentFamily) {
            throw new IllegalArgumentException(
                    "env %s is stepped and has no exact optimum to audit a shaping by; that takes a process"
                            .formatted(config.env().id()));
        }
        CompiledProcess process =
                ProcessCompiler.compile(Declared.of(catalog, config).train());
        return new Audit(config, catalog, process).report(against);
    }

    private ShapedRewards start(Component shaping) {
        return ShapedRewards.start(states, catalog.shaping(shaping.id()), shaping.parameters(), context);
    }

    private AuditReport report(Component against) {
        Component shaping = config.trainer().shaping();
        ShapedRewards rewards = start(shaping);
        ShapedSolution solution = ShapedSolution.of(states, rewards, truth);
        PolicyTable shaped = states.marginal(solution.taken, truth);
        Regret.Split regret = Regret.of(truth, shaped);
        double utility = Evaluation.overall(process, config.stakes(), shaped).utility();
        // What a rule with a state pays depends on where it has come to; one without is asked where all act well.
        double[] paid =
                rewards.stateful() ? solution.reward : start(shaping).expected(states.ends(states.of(truth.policy())));
        return new AuditReport(
                config.task(),
                shaping.id(),
                ConfigTree.of(shaping.parameters()),
                config.stakes(),
                process.declaration().computeUnit(),
                rewards.relative(),
                rewards.stateful(),
                config.trainer().groupSize(),
                new Found(
                        !rewards.sampled() && !(rewards.relative() && rewards.stateful()),
                        solution.converged,
                        solution.rounds,
                        solution.cycle,
                        states.count()),
                truth.utility(),
                utility,
                split(regret.overall()),
                solution.paid,
                solution.paid - utility,
                levels(shaped, regret, rewards.outcomesOfItem(), paid),
                against == null ? null : compare(solution, against));
    }

    private static Split split(Regret regret) {
        return new Split(regret.total(), regret.overthinking(), regret.underthinking(), regret.wrongAnswer());
    }

    private List<Level> levels(PolicyTable shaped, Regret.Split regret, int[][] outcomesOfItem, double[] paid) {
        List<Performance> best =
                Evaluation.of(process, config.stakes(), truth.policy()).levels();
        List<Performance> own = Evaluation.of(process, config.stakes(), shaped).levels();
        List<Performance> direct = Evaluation.of(process, config.stakes(), new AlwaysAnswer().table(truth, ""))
                .levels();
        double[] weights = states.ends(states.uniform());
        Shaping<UtilityShaping.Parameters> utility = new UtilityShaping();
        double[] worth = ShapedRewards.start(states, utility, utility.defaults(), context)
                .expected(null);
        List<Level> levels = new ArrayList<>();
        for (int level = 0; level < process.levelCount(); level++) {
            if (!(process.levelWeight(level) > 0)) {
                continue;
            }
            AuditPrices prices = AuditPrices.of(states, outcomesOfItem, level, weights, paid);
            AuditPrices honest = AuditPrices.of(states, outcomesOfItem, level, weights, worth);
            double spent = best.get(level).compute();
            double accuracy = best.get(level).accuracy();
            double p0 = direct.get(level).accuracy();
            double thinking = prices.thinking(spent);
            levels.add(new Level(
                    process.levels().get(level),
                    process.levelWeight(level),
                    does(best.get(level)),
                    does(own.get(level)),
                    split(regret.levels().get(level)),
                    p0,
                    prices.rate(spent, accuracy),
                    honest.rate(spent, accuracy),
                    Double.isNaN(thinking) ? null : (Double) thinking,
                    prices.breakEven(p0, spent),
                    honest.breakEven(p0, spent),
                    prices.wrongAnswers(),
                    prices.dominated(),
                    prices.budgets()));
        }
        return levels;
    }

    private static Does does(Performance performance) {
        return new Does(performance.accuracy(), performance.thinks(), performance.compute(), performance.utility());
    }

    private Comparison compare(ShapedSolution one, Component against) {
        ShapedSolution other = ShapedSolution.of(states, start(against), truth);
        AuditComparison comparison = new AuditComparison(catalog, truth, states, one, other);
        Regret regret = Regret.overall(truth, states.marginal(other.taken, truth));
        return new Comparison(
                against.id(),
                ConfigTree.of(against.parameters()),
                comparison.counterNode() < 0,
                comparison.advantageDifference(),
                split(regret),
                comparison.counterExample());
    }
}
