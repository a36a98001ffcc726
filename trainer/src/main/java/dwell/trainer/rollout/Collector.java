package dwell.trainer.rollout;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessEnvironment;
import dwell.envs.process.Simulator;
import dwell.policies.LearnedPolicy;
import dwell.trainer.Resumable;
import dwell.trainer.Workers;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.MetricValues;
import java.util.List;
import java.util.Optional;

/**
 * Collects the rollouts of an update as {@link dwell.trainer.config.SamplingConfig} says. Confined to one thread.
 *
 * <p>In an update, {@link #collect} comes first, then {@link #redraw}, any number of times, or {@link #replay}, at most once,
 * then {@link #greedy}; all while the policy has the weights that the update begins with.
 */
public interface Collector {
    /**
     * A collector from a compiled process: state sharing or stepping, as the config says.
     *
     * @throws IllegalArgumentException with one sentence, if the curriculum does not fit the levels of the process
     */
    static Collector of(
            CompiledProcess process, TrainerConfig config, LearnedPolicy policy, Workers workers, long seed) {
        Curriculum curriculum = new Curriculum(process, config.curriculum(), config.curriculumPath());
        if (config.stateSharing()) {
            return new SharedCollector(
                    process,
                    curriculum,
                    config.sampling(),
                    policy,
                    workers,
                    seed,
                    config.prompts(),
                    config.groupSize());
        }
        Simulator simulator = new Simulator(process);
        return new SteppedCollector(
                slots -> new ProcessEnvironment(process, simulator, slots, curriculum::item),
                process,
                curriculum,
                config.sampling(),
                policy,
                workers,
                seed,
                config.prompts(),
                config.groupSize());
    }

    /**
     * Collects. A pure function of the run's seed, the update, the policy's weights, {@link #state()} and {@link #memory()}.
     *
     * @param update number of the update, from 0
     * @return rollouts owned by the collector, valid until the next call
     * @throws dwell.trainer.NonFiniteException if the policy gives a logit that is not finite
     */
    Rollouts collect(int update);

    /**
     * Draws the groups of some prompts anew, in the rollouts of the last {@link #collect}: other items and other episodes, pure
     * functions of seed, update, prompt and attempt, drawn from what all others were. All other groups stay as they are.
     *
     * @param update as collected
     * @param attempt from 1, another one for each time that a prompt is drawn anew in an update
     * @param prompts the first {@code count} are drawn anew, ascending
     */
    void redraw(int update, int attempt, int[] prompts, int count);

    /**
     * Puts stored groups in the place of those of some prompts, in the rollouts of the last {@link #collect}. Their decisions
     * refer to rows of their own, with the behaviour log-probabilities that they were drawn with and the present policy's.
     *
     * @param prompts as many as groups
     */
    void replay(int[] prompts, List<StoredGroup> groups);

    /**
     * One episode for each item of the last {@link #collect} and {@link #redraw}, in which the policy's likeliest action is
     * taken, the first of equals: the baseline of ReMax (2310.10505). What chance decides in it is drawn apart from the group's
     * episodes. Not for prompts that were replayed, whose items are not drawn again.
     *
     * @return groups of one, owned by the collector, valid until the next call
     */
    Rollouts greedy();

    /** Sets metrics of how the last rollouts were drawn; none where they were drawn from the policy as it is. */
    void describe(MetricValues metrics);

    /** The process that is collected from; empty where the environment is stepped. */
    Optional<CompiledProcess> process();

    /** Names of the levels, easiest first. */
    List<String> levels();

    /** What has to be kept in a checkpoint so that the next update is the same to the byte. */
    int[] state();

    /** Takes back what {@link #state()} gave. */
    void restore(int[] state);

    /** Weights of earlier updates, for a checkpoint; empty unless rollouts lag behind. */
    Resumable memory();
}
