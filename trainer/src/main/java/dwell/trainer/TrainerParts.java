package dwell.trainer;

import dwell.envs.Action;
import dwell.envs.Stakes;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.rollout.Collector;
import dwell.trainer.shaping.ProcessFacts;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import java.util.List;

/**
 * What a trainer is put together from.
 *
 * @param actions of the task, in order
 * @param reference the policy that a KL penalty is measured against; null where there is none
 */
record TrainerParts(
        TrainerConfig config,
        long seed,
        List<Action> actions,
        Collector collector,
        Rewards rewards,
        LearnedPolicy policy,
        LearnedPolicy reference) {
    /** The parts for a collector and a shaping. */
    static TrainerParts of(
            TrainerConfig config,
            long seed,
            List<Action> actions,
            Collector collector,
            Stakes stakes,
            Shaping<?> shaping,
            LearnedPolicy policy,
            LearnedPolicy reference) {
        ShapingContext context = new ShapingContext(
                stakes,
                config.groupSize(),
                config.updates(),
                collector.levels(),
                collector
                        .process()
                        .map(process -> new ProcessFacts(
                                process, stakes, name -> Catalog.installed().fixedPolicy(name))));
        Rewards rewards =
                new Rewards(shaping, config.shaping().parameters(), context, config.prompts(), config.groupSize());
        return new TrainerParts(config, seed, actions, collector, rewards, policy, reference);
    }
}
