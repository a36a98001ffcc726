package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyShape;
import dwell.trainer.Workers;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.rollout.Collector;
import java.util.List;
import java.util.Optional;

/**
 * What a config asks a policy to do: how its rollouts are collected, and how well it is done. Exactly where the family declares a
 * process, by sampling where it is stepped. Confined to one thread.
 */
public sealed interface Task permits ExactTask, SteppedTask {
    /**
     * Compiles and solves a process, or makes the environments of a stepped family.
     *
     * @param workers that rollouts and sampled evaluation are spread over; closed by the caller
     * @throws IllegalArgumentException with one sentence, if the config's task cannot be made
     */
    static Task of(RunConfig config, Catalog catalog, Workers workers) {
        return catalog.task(config.env().id()) instanceof EnvironmentFamily
                ? new SteppedTask(config, catalog, workers)
                : new ExactTask(config, catalog, workers);
    }

    /**
     * The report of a fixed policy on the task of a config.
     *
     * @param name for example {@code think:5}
     * @throws IllegalArgumentException with one sentence, if there is no such policy or it does not fit the task
     */
    static PolicyReport fixed(RunConfig config, String name) {
        try (Workers workers = new Workers(config.trainer().threads())) {
            return of(config, Catalog.installed(), workers).fixed(name);
        }
    }

    /** What a policy has to fit. */
    PolicyShape shape();

    /** The compiled process; empty where the environment is stepped. */
    Optional<CompiledProcess> process();

    /** The actions, in the order of a policy's logits. */
    List<Action> actions();

    /** Says whether two tasks are the same to train on, whatever the stakes; hexadecimal. */
    String fingerprint();

    /** Collects training rollouts as the config says. */
    Collector collector(LearnedPolicy policy);

    /**
     * Checks before training that a policy can act wherever it will be evaluated.
     *
     * @throws IllegalArgumentException with one sentence, if it cannot
     */
    void requireActs(LearnedPolicy policy);

    /**
     * How a policy does now.
     *
     * @throws dwell.trainer.NonFiniteException if it gives a number that is not finite
     */
    Standing standing(LearnedPolicy policy);

    /**
     * Everything about a learned policy.
     *
     * @param untrained the same policy with its initial weights
     */
    PolicyReport report(LearnedPolicy policy, LearnedPolicy untrained, RunFacts facts);

    /** What comparisons need to know of a learned policy. */
    PolicyScore score(LearnedPolicy policy);

    /**
     * One episode of a learned policy, step by step.
     *
     * @throws IllegalArgumentException with one sentence, where there is no optimum to hold it against
     */
    EpisodeReport explain(LearnedPolicy policy, WhichEpisode which);

    /** Everything about a fixed policy, {@code id} or {@code id:argument}. */
    PolicyReport fixed(String name);
}
