package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Regret;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyShape;
import dwell.trainer.NonFiniteException;
import dwell.trainer.Workers;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.rollout.Collector;
import dwell.trainer.rollout.ProcessRows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A process: compiled, solved, and evaluated without sampling. */
public final class ExactTask implements Task {
    private final RunConfig config;
    private final Catalog catalog;
    private final Workers workers;
    private final Problem problem;
    private final Evaluator evaluator;
    private final ObservationBatch rows;

    ExactTask(RunConfig config, Catalog catalog, Workers workers) {
        this.config = config;
        this.catalog = catalog;
        this.workers = workers;
        this.problem = Problem.of(config, catalog);
        this.evaluator = new Evaluator(problem, catalog);
        this.rows = problem.rows();
    }

    /** What was compiled and solved. */
    public Problem problem() {
        return problem;
    }

    @Override
    public Optional<CompiledProcess> process() {
        return Optional.of(problem.process());
    }

    @Override
    public PolicyShape shape() {
        return problem.shape();
    }

    @Override
    public List<Action> actions() {
        return problem.process().actions();
    }

    /** Hash of the compiled tables, see {@link CompiledProcess#fingerprint}. */
    @Override
    public String fingerprint() {
        return Long.toHexString(problem.process().fingerprint());
    }

    @Override
    public Collector collector(LearnedPolicy policy) {
        return Collector.of(
                problem.process(),
                config.trainer(),
                policy,
                workers,
                config.run().seed());
    }

    /** A policy must have weights for the observations of held-out items and of the test task. */
    @Override
    public void requireActs(LearnedPolicy policy) {
        problem.probabilities(policy, problem.heldOut());
        problem.probabilities(policy, problem.test());
    }

    @Override
    public Standing standing(LearnedPolicy policy) {
        CompiledProcess process = problem.process();
        double[] probabilities = ProcessRows.probabilities(process, policy, rows);
        NonFiniteException.check("evaluation", probabilities, probabilities.length);
        double[] acting = EvaluationBuilder.acting(config.evaluation().mode(), probabilities, process.actionCount());
        ExactEvaluator.Glance glance = problem.training().glance(PolicyTable.ofRows(process, acting));
        return new Exactly(glance.performance(), glance.regret());
    }

    private record Exactly(Performance performance, Regret regret) implements Standing {
        @Override
        public void describe(MetricValues metrics) {
            metrics.set(Metric.UTILITY, performance.utility())
                    .set(Metric.REGRET, regret.total())
                    .set(Metric.OVERTHINKING_LOSS, regret.overthinking())
                    .set(Metric.UNDERTHINKING_LOSS, regret.underthinking())
                    .set(Metric.WRONG_ANSWER_LOSS, regret.wrongAnswer())
                    .set(Metric.EXACT_ACCURACY, performance.accuracy())
                    .set(Metric.EXACT_THINKS, performance.thinks())
                    .set(Metric.EXACT_COMPUTE, performance.compute());
        }

        @Override
        public double loss() {
            return regret.total();
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "regret %.4f", regret.total());
        }
    }

    @Override
    public EvaluationReport report(LearnedPolicy policy, LearnedPolicy untrained, RunFacts facts) {
        return evaluator.learned(policy, ProcessRows.probabilities(problem.process(), untrained, rows), facts);
    }

    @Override
    public PolicyScore score(LearnedPolicy policy) {
        CompiledProcess process = problem.process();
        double[] probabilities = ProcessRows.probabilities(process, policy, rows);
        NonFiniteException.check("evaluation", probabilities, probabilities.length);
        int actions = process.actionCount();
        double[] acting = EvaluationBuilder.acting(config.evaluation().mode(), probabilities, actions);
        return problem.training()
                .score(
                        PolicyTable.ofRows(process, acting),
                        PolicyTable.ofRows(process, ProcessRows.greedy(probabilities, actions)),
                        catalog);
    }

    @Override
    public EpisodeReport explain(LearnedPolicy policy, WhichEpisode which) {
        return new Explainer(problem).learned(policy, config.policy().id(), which);
    }

    @Override
    public EvaluationReport fixed(String name) {
        return evaluator.fixed(name);
    }
}
