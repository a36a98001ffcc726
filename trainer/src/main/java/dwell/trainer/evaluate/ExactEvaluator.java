package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.exact.BestObserver;
import dwell.envs.exact.ComputeDistribution;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.KnownLevel;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.ParetoFront;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Regret;
import dwell.envs.exact.ResponseTimes;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.PlotPoint;
import dwell.policies.FixedPolicy;
import dwell.trainer.config.Catalog;
import dwell.trainer.evaluate.EvaluationReport.Fixed;
import dwell.trainer.evaluate.EvaluationReport.HeldOut;
import dwell.trainer.evaluate.EvaluationReport.Level;
import dwell.trainer.evaluate.EvaluationReport.MapPoint;
import dwell.trainer.evaluate.EvaluationReport.Mass;
import dwell.trainer.evaluate.EvaluationReport.StateMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates policies on one process for fixed stakes; the optimum is solved once. Immutable and thread-safe. */
public final class ExactEvaluator {
    private final CompiledProcess process;
    private final Stakes stakes;
    private final Optimum optimum;
    private final Evaluation optimal;

    public ExactEvaluator(CompiledProcess process, Stakes stakes) {
        this.process = process;
        this.stakes = stakes;
        this.optimum = Optimum.of(process, stakes);
        this.optimal = Evaluation.of(process, stakes, optimum.policy());
    }

    public CompiledProcess process() {
        return process;
    }

    public Optimum optimum() {
        return optimum;
    }

    /** Performance of the optimal policy. */
    public Evaluation optimal() {
        return optimal;
    }

    /**
     * What is looked at again and again during training.
     *
     * @param performance of the policy
     * @param regret of the policy and its causes
     */
    public record Glance(Performance performance, Regret regret) {}

    /** Evaluates a policy's overall performance and regret. */
    public Glance glance(PolicyTable policy) {
        return new Glance(Evaluation.overall(process, stakes, policy), Regret.overall(optimum, policy));
    }

    /** Levels of a policy against those of the optimal one. */
    List<Level> levels(PolicyTable policy) {
        Evaluation evaluation = Evaluation.of(process, stakes, policy);
        List<Regret> regrets = Regret.of(optimum, policy).levels();
        List<Level> levels = new ArrayList<>();
        for (int level = 0; level < process.levelCount(); level++) {
            Performance own = evaluation.levels().get(level);
            Performance best = optimal.levels().get(level);
            Regret regret = regrets.get(level);
            levels.add(new Level(
                    process.levels().get(level),
                    process.levelWeight(level),
                    own.accuracy(),
                    best.accuracy(),
                    own.abstention(),
                    own.thinks(),
                    best.thinks(),
                    own.compute(),
                    best.compute(),
                    own.utility(),
                    best.utility(),
                    regret.total(),
                    regret.overthinking(),
                    regret.underthinking(),
                    regret.wrongAnswer(),
                    own.actions(),
                    best.actions()));
        }
        return levels;
    }

    Fixed fixed(String name, PolicyTable policy) {
        Evaluation evaluation = Evaluation.of(process, stakes, policy);
        Performance overall = evaluation.overall();
        return new Fixed(
                name,
                overall.accuracy(),
                overall.thinks(),
                overall.compute(),
                overall.utility(),
                evaluation.levels().stream().map(Performance::utility).toList());
    }

    /** Fixed policies worth comparing with on this process, see {@link Yardstick}. */
    List<Fixed> yardsticks(Catalog catalog) {
        List<Fixed> out = new ArrayList<>();
        for (Yardstick yardstick : Yardstick.of(process)) {
            FixedPolicy policy = catalog.fixedPolicy(yardstick.id());
            out.add(fixed(yardstick.label(), policy.table(optimum, yardstick.argument())));
        }
        return out;
    }

    /**
     * The figures of a policy that comparisons need.
     *
     * @param greedy the same policy as it takes its likeliest action
     */
    PolicyScore score(PolicyTable policy, PolicyTable greedy, Catalog catalog) {
        Glance glance = glance(policy);
        return PolicyScore.of(
                process.declaration().computeUnit(),
                glance.performance(),
                optimal.overall(),
                glance.regret(),
                Evaluation.overall(process, stakes, greedy).utility(),
                yardsticks(catalog).stream()
                        .map(one -> new PolicyScore.Fixed(one.policy(), one.utility(), one.thinks(), one.compute()))
                        .toList(),
                levels(policy));
    }

    /** A policy that was trained on another process, against the optimum of this one. */
    HeldOut elsewhere(PolicyTable policy) {
        Glance glance = glance(policy);
        return new HeldOut(
                glance.performance().utility(),
                optimum.utility(),
                glance.regret().total(),
                glance.regret().overthinking(),
                glance.regret().underthinking(),
                glance.regret().wrongAnswer(),
                glance.performance().accuracy(),
                glance.performance().thinks(),
                glance.performance().compute(),
                levels(policy));
    }

    /** Optimal utility when the level is told. */
    double utilityLevelKnown() {
        return KnownLevel.of(process, stakes).utility();
    }

    /** Best utility found for what the observation shows; null where it shows the whole state. */
    Double bestObserverUtility() {
        return process.fullyObserved()
                ? null
                : (Double) BestObserver.of(process, stakes).utility();
    }

    List<ParetoFront.Vertex> pareto(int most) {
        return ParetoFront.of(process, stakes, most).vertices();
    }

    static Map<String, Double> endings(Performance performance) {
        Map<String, Double> out = new LinkedHashMap<>();
        for (Ending ending : Ending.values()) {
            out.put(
                    ending.name().toLowerCase(java.util.Locale.ROOT),
                    performance.endings().get(ending.ordinal()));
        }
        return out;
    }

    static List<Mass> computeDistribution(ResponseTimes compute) {
        return ComputeDistribution.of(compute).overall().entrySet().stream()
                .map(entry -> new Mass(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What the policy does in each state; null where no state is drawn. */
    StateMap map(PolicyTable policy) {
        double[] visits = Evaluation.visits(process, policy);
        List<Action> actions = process.actions();
        List<MapPoint> points = new ArrayList<>();
        for (int s = 0; s < process.stateCount(); s++) {
            if (!process.isDecision(s) || process.plotPoint(s).isEmpty()) {
                continue;
            }
            double think = 0;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                think += deliberates(actions, k) ? policy.probability(k) : 0;
            }
            PlotPoint at = process.plotPoint(s).get();
            points.add(
                    new MapPoint(at.panel(), at.x(), at.y(), think, deliberates(actions, optimum.best(s)), visits[s]));
        }
        List<String> axes = process.declaration().plotAxes();
        return points.isEmpty() ? null : new StateMap(axes.get(0), axes.get(1), points);
    }

    private boolean deliberates(List<Action> actions, int choice) {
        return actions.get(process.actionOf(choice)).kind().deliberates();
    }
}
