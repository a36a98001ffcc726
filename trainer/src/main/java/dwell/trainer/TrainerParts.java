package dwell.trainer;

import dwell.envs.Stakes;
import dwell.envs.VectorEnvironment;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessEnvironment;
import dwell.envs.process.Simulator;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.rollout.Collector;
import dwell.trainer.rollout.SharedCollector;
import dwell.trainer.rollout.SteppedCollector;
import dwell.trainer.shaping.Shaping;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trainer is put together from.
 *
 * @param reference the policy that a KL penalty is measured against; null where there is none
 */
record TrainerParts(
        TrainerConfig config,
        long seed,
        Collector collector,
        Rewards rewards,
        LearnedPolicy policy,
        LearnedPolicy reference) {
    private static final int SHARDS = 16;

    /** The parts for a compiled process: state sharing or stepping, as the config says. */
    static TrainerParts of(
            TrainerConfig config,
            long seed,
            CompiledProcess process,
            Stakes stakes,
            Shaping<?> shaping,
            LearnedPolicy policy,
            LearnedPolicy reference,
            Workers workers) {
        Collector collector = config.stateSharing()
                ? new SharedCollector(process, policy, workers, seed, config.prompts(), config.groupSize())
                : new SteppedCollector(
                        environments(process, config.episodes()),
                        policy,
                        workers,
                        seed,
                        config.prompts(),
                        config.groupSize());
        Rewards rewards =
                new Rewards(shaping, config.shaping().parameters(), stakes, config.prompts(), config.groupSize());
        return new TrainerParts(config, seed, collector, rewards, policy, reference);
    }

    private static List<VectorEnvironment> environments(CompiledProcess process, int episodes) {
        Simulator simulator = new Simulator(process);
        int shards = Math.min(SHARDS, episodes);
        List<VectorEnvironment> environments = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            int first = (int) ((long) shard * episodes / shards);
            int last = (int) ((long) (shard + 1) * episodes / shards);
            environments.add(new ProcessEnvironment(process, simulator, last - first));
        }
        return environments;
    }
}
