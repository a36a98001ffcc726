package dwell.trainer;

import dwell.envs.Stakes;
import dwell.envs.exact.PolicyTable;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyFamily;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.Component;
import dwell.trainer.config.EvaluationConfig.Mode;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.EpisodeReport;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.Evaluator;
import dwell.trainer.evaluate.ExactEvaluator;
import dwell.trainer.evaluate.Explainer;
import dwell.trainer.evaluate.Problem;
import dwell.trainer.evaluate.RunFacts;
import dwell.trainer.evaluate.WhichEpisode;
import dwell.trainer.rollout.ProcessRows;
import dwell.trainer.shaping.Shaping;

/** Everything that trains and evaluates under one config, in memory only. Confined to one thread. */
final class Session implements AutoCloseable {
    private final RunConfig config;
    private final Problem problem;
    private final Evaluator evaluator;
    private final LearnedPolicy policy;
    private final LearnedPolicy reference;
    private final Workers workers;
    private final Trainer trainer;
    private final ObservationBatch rows;
    private final double[] untrained;
    private final String fingerprint;

    /**
     * Compiles the task, draws the initial weights and puts the trainer together.
     *
     * @throws IllegalArgumentException with one sentence, if the config's parts do not fit each other
     */
    Session(RunConfig config, Catalog catalog) {
        this.config = config;
        this.problem = Problem.of(config, catalog);
        this.evaluator = new Evaluator(problem, catalog);
        this.rows = problem.rows();
        this.fingerprint = Long.toHexString(problem.process().fingerprint());
        this.policy = create(catalog);
        this.reference = config.trainer().klWeight() > 0 ? create(catalog) : null;
        this.workers = new Workers(config.trainer().threads());
        workers.lendTo(policy);
        this.untrained = ProcessRows.probabilities(problem.process(), policy, rows);
        Shaping<?> shaping = catalog.shaping(config.trainer().shaping().id());
        Stakes stakes = config.stakes();
        this.trainer = Trainer.of(
                config.trainer(), config.run().seed(), problem.process(), stakes, shaping, policy, reference, workers);
        // A policy that cannot act on held-out items or in the test task must say so now, not after training.
        problem.probabilities(policy, problem.heldOut());
        problem.probabilities(policy, problem.test());
    }

    @SuppressWarnings("unchecked")
    private LearnedPolicy create(Catalog catalog) {
        Component component = config.policy();
        PolicyFamily<Record> family = (PolicyFamily<Record>) catalog.policy(component.id());
        long key = RandomKey.of(config.run().seed(), Purpose.WEIGHTS);
        return family.create(
                component.parameters(), problem.shape(), config.trainer().precision(), key);
    }

    RunConfig config() {
        return config;
    }

    /** What the run is trained on, see {@link dwell.envs.process.CompiledProcess#fingerprint}; hexadecimal. */
    String fingerprint() {
        return fingerprint;
    }

    LearnedPolicy policy() {
        return policy;
    }

    Trainer trainer() {
        return trainer;
    }

    /** Exact performance and regret of the policy as it is now. */
    ExactEvaluator.Glance glance() {
        double[] probabilities = ProcessRows.probabilities(problem.process(), policy, rows);
        NonFiniteException.check("evaluation", probabilities, probabilities.length);
        if (config.evaluation().mode() == Mode.GREEDY) {
            probabilities = ProcessRows.greedy(probabilities, problem.process().actionCount());
        }
        return problem.training().glance(PolicyTable.ofRows(problem.process(), probabilities));
    }

    /** Everything about the policy as it is now. */
    EvaluationReport report(RunFacts facts) {
        return evaluator.learned(policy, untrained, facts);
    }

    /** One episode of the policy as it is now. */
    EpisodeReport explain(WhichEpisode which) {
        return new Explainer(problem).learned(policy, config.policy().id(), which);
    }

    @Override
    public void close() {
        trainer.close();
        workers.close();
        policy.close();
        if (reference != null) {
            reference.close();
        }
    }
}
