package dwell.trainer.evaluate;

import dwell.envs.exact.Clock;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Regret;
import dwell.envs.exact.ResponseTimes;
import dwell.envs.exact.Tallies;
import dwell.envs.process.CompiledProcess;
import dwell.policies.FixedPolicy;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.EvaluationConfig.Mode;
import dwell.trainer.evaluate.EvaluationReport.HeldOut;
import dwell.trainer.rollout.ProcessRows;

/** Puts an {@link EvaluationReport} together. */
final class EvaluationBuilder {
    private static final int FORMAT = 1;

    private final Problem problem;
    private final Catalog catalog;

    EvaluationBuilder(Problem problem, Catalog catalog) {
        this.problem = problem;
        this.catalog = catalog;
    }

    /**
     * The report of a learned policy.
     *
     * @param untrained probabilities of the policy with its initial weights, see {@link ProcessRows#probabilities}
     */
    EvaluationReport learned(LearnedPolicy policy, double[] untrained, RunFacts facts) {
        CompiledProcess process = problem.process();
        Mode mode = problem.config().evaluation().mode();
        double[] probabilities = ProcessRows.probabilities(process, policy, problem.rows());
        double[] greedy = ProcessRows.greedy(probabilities, process.actionCount());
        return build(
                PolicyTable.ofRows(process, acting(mode, probabilities, process.actionCount())),
                PolicyTable.ofRows(process, greedy),
                PolicyTable.ofRows(process, acting(mode, untrained, process.actionCount())),
                other(policy, problem.heldOut()),
                other(policy, problem.test()),
                facts);
    }

    private HeldOut other(LearnedPolicy policy, ExactEvaluator evaluator) {
        double[] probabilities = problem.probabilities(policy, evaluator);
        if (probabilities == null) {
            return null;
        }
        CompiledProcess process = evaluator.process();
        Mode mode = problem.config().evaluation().mode();
        return evaluator.elsewhere(PolicyTable.ofRows(process, acting(mode, probabilities, process.actionCount())));
    }

    /** The probabilities with which a policy acts when it is evaluated. */
    static double[] acting(Mode mode, double[] probabilities, int actions) {
        return mode == Mode.SAMPLED ? probabilities : ProcessRows.greedy(probabilities, actions);
    }

    /** The report of a fixed policy. */
    EvaluationReport fixed(FixedPolicy policy, String argument, String name) {
        PolicyTable table = policy.table(problem.training().optimum(), argument);
        return build(
                table,
                table,
                null,
                other(policy, argument, problem.heldOut()),
                other(policy, argument, problem.test()),
                new RunFacts(name, name, 0, 0, 0, 0));
    }

    private static HeldOut other(FixedPolicy policy, String argument, ExactEvaluator evaluator) {
        return evaluator == null ? null : evaluator.elsewhere(policy.table(evaluator.optimum(), argument));
    }

    private EvaluationReport build(
            PolicyTable policy,
            PolicyTable greedy,
            PolicyTable untrained,
            HeldOut heldOut,
            HeldOut test,
            RunFacts facts) {
        ExactEvaluator evaluator = problem.training();
        ExactEvaluator.Glance glance = evaluator.glance(policy);
        ExactEvaluator.Glance greedyGlance = evaluator.glance(greedy);
        ExactEvaluator.Glance untrainedGlance = untrained == null ? null : evaluator.glance(untrained);
        Performance own = glance.performance();
        Performance best = evaluator.optimal().overall();
        Regret regret = glance.regret();
        CompiledProcess process = problem.process();
        PolicyTable optimal = evaluator.optimum().policy();
        ResponseTimes compute = ResponseTimes.of(process, policy, Clock.COMPUTE);
        double index = regret.excessCompute() / best.compute();
        return new EvaluationReport(
                FORMAT,
                facts.run(),
                problem.config().task(),
                facts.policy(),
                problem.config().run().seed(),
                facts.updates(),
                facts.decisions(),
                facts.seconds(),
                facts.decisionsPerSecond(),
                problem.config().evaluation().mode().toString(),
                problem.config().stakes(),
                problem.process().declaration().computeUnit(),
                problem.process().actions(),
                own.utility(),
                evaluator.optimum().utility(),
                regret.total(),
                regret.overthinking(),
                regret.underthinking(),
                regret.wrongAnswer(),
                own.accuracy(),
                best.accuracy(),
                own.abstention(),
                own.thinks(),
                best.thinks(),
                own.compute(),
                best.compute(),
                Double.isFinite(index) ? index : null,
                greedyGlance.performance().utility(),
                greedyGlance.regret().total(),
                untrained == null
                        ? null
                        : (Double) untrainedGlance.performance().utility(),
                untrained == null ? null : (Double) untrainedGlance.regret().total(),
                evaluator.utilityLevelKnown(),
                evaluator.bestObserverUtility(),
                ExactEvaluator.endings(own),
                own.actions(),
                best.actions(),
                evaluator.levels(policy),
                evaluator.yardsticks(catalog),
                evaluator.pareto(problem.config().evaluation().paretoVertices()),
                ExactEvaluator.computeDistribution(compute),
                heldOut,
                problem.config().evaluation().test(),
                test,
                evaluator.map(policy),
                Responses.of(process, policy, compute),
                Responses.of(process, optimal),
                Tallied.of(Tallies.of(process, policy), Tallies.of(process, optimal)));
    }
}
