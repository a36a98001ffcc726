package dwell.trainer.rollout;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessEnvironment;
import dwell.envs.process.Simulator;
import dwell.policies.LearnedPolicy;
import dwell.trainer.Workers;
import dwell.trainer.config.TrainerConfig;
import java.util.List;
import java.util.Optional;

/** Collects the rollouts of an update under the present policy. Confined to one thread. */
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
                    process, curriculum, policy, workers, seed, config.prompts(), config.groupSize());
        }
        Simulator simulator = new Simulator(process);
        return new SteppedCollector(
                slots -> new ProcessEnvironment(process, simulator, slots, curriculum::item),
                process,
                curriculum,
                policy,
                workers,
                seed,
                config.prompts(),
                config.groupSize());
    }

    /**
     * Collects. A pure function of the run's seed, the update, the policy's weights and {@link #state()}.
     *
     * @param update number of the update, from 0
     * @return rollouts owned by the collector, valid until the next call
     * @throws dwell.trainer.NonFiniteException if the policy gives a logit that is not finite
     */
    Rollouts collect(int update);

    /** The process that is collected from; empty where the environment is stepped. */
    Optional<CompiledProcess> process();

    /** Names of the levels, easiest first. */
    List<String> levels();

    /** What has to be kept in a checkpoint so that the next update is the same to the byte. */
    int[] state();

    /** Takes back what {@link #state()} gave. */
    void restore(int[] state);
}
