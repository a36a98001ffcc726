package dwell.trainer;

import dwell.envs.process.CompiledProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyFamily;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.Component;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.WarmStartConfig;
import dwell.trainer.evaluate.EpisodeReport;
import dwell.trainer.evaluate.PolicyReport;
import dwell.trainer.evaluate.PolicyScore;
import dwell.trainer.evaluate.RunFacts;
import dwell.trainer.evaluate.Standing;
import dwell.trainer.evaluate.Task;
import dwell.trainer.evaluate.WhichEpisode;
import dwell.trainer.rollout.Collector;
import dwell.trainer.warm.WarmStart;
import dwell.trainer.warm.WarmStartReport;
import java.util.Optional;

/** Everything that trains and evaluates under one config, in memory only. Confined to one thread. */
final class Session implements AutoCloseable {
    private final RunConfig config;
    private final Catalog catalog;
    private final Workers workers;
    private final Task task;
    private final LearnedPolicy policy;
    private final LearnedPolicy reference;
    private final Learner learner;
    private final String fingerprint;
    private final WarmStartReport warmStart;

    /**
     * Makes the task, draws the initial weights, warms the policy up and puts the trainer together. The reference of a KL
     * penalty is the policy after its warm start, as a policy after supervised fine-tuning is in the papers.
     *
     * @param warm hears of the warm start; null where there is to be none, since the weights come from a checkpoint and nothing
     *     asks for the reference
     * @throws IllegalArgumentException with one sentence, if the config's parts do not fit each other
     */
    Session(RunConfig config, Catalog catalog, Progress warm) {
        this.config = config;
        this.catalog = catalog;
        this.workers = new Workers(config.trainer().threads());
        this.task = Task.of(config, catalog, workers);
        this.fingerprint = task.fingerprint();
        this.policy = create();
        this.reference = config.trainer().kl().beta() > 0 ? create() : null;
        workers.lendTo(policy);
        // A policy that cannot act on held-out items or in the test task must say so now, not after training.
        task.requireActs(policy);
        boolean imitates = config.trainer().warmStart().kind() != WarmStartConfig.Kind.NONE;
        this.warmStart = imitates && warm != null ? WarmStart.run(config, catalog, task, policy, warm::notice) : null;
        if (warmStart != null && reference != null) {
            HostTransfer.writeAll(HostTransfer.readAll(policy.parameters()), reference.parameters());
        }
        this.learner = learner(task.collector(policy));
    }

    private Learner learner(Collector collector) {
        if (config.trainer().estimator() != TrainerConfig.Estimator.SAMPLED) {
            return new ExactAscent(config, collector.process().orElse(null), policy);
        }
        return Trainer.of(
                config.trainer(),
                config.run().seed(),
                task.actions(),
                collector,
                config.stakes(),
                catalog.shaping(config.trainer().shaping().id()),
                policy,
                reference,
                workers);
    }

    /** The policy with its initial weights; closed by the caller. */
    @SuppressWarnings("unchecked")
    private LearnedPolicy create() {
        Component component = config.policy();
        PolicyFamily<Record> family = (PolicyFamily<Record>) catalog.policy(component.id());
        long key = RandomKey.of(config.run().seed(), Purpose.WEIGHTS);
        return family.create(
                component.parameters(), task.shape(), config.trainer().precision(), key);
    }

    /** The compiled process; empty where the environment is stepped. */
    Optional<CompiledProcess> process() {
        return task.process();
    }

    RunConfig config() {
        return config;
    }

    /** What the run is trained on, see {@link Task#fingerprint}. */
    String fingerprint() {
        return fingerprint;
    }

    /** What the warm start did; empty where there was none. */
    Optional<WarmStartReport> warmStart() {
        return Optional.ofNullable(warmStart);
    }

    LearnedPolicy policy() {
        return policy;
    }

    Learner learner() {
        return learner;
    }

    /** How the policy does now. */
    Standing standing() {
        return task.standing(policy);
    }

    /** Everything about the policy as it is now. */
    PolicyReport report(RunFacts facts) {
        try (LearnedPolicy untrained = create()) {
            return task.report(policy, untrained, facts);
        }
    }

    /** What comparisons need to know of the policy as it is now. */
    PolicyScore score() {
        return task.score(policy);
    }

    /** One episode of the policy as it is now. */
    EpisodeReport explain(WhichEpisode which) {
        return task.explain(policy, which);
    }

    @Override
    public void close() {
        learner.close();
        workers.close();
        policy.close();
        if (reference != null) {
            reference.close();
        }
    }
}
