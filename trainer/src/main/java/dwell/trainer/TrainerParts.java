package dwell.trainer;

import dwell.envs.Action;
import dwell.envs.Stakes;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.KlConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.rollout.Collector;
import dwell.trainer.shaping.AdditiveShaping;
import dwell.trainer.shaping.ProcessFacts;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import java.util.List;

/**
 * What a trainer is put together from.
 *
 * @param actions of the task, in order
 * @param klReward the KL penalty where it is part of the reward; null otherwise
 * @param station owned by the trainer
 * @param reference the policy that a KL penalty is measured against; null where there is none
 */
record TrainerParts(
        TrainerConfig config,
        long seed,
        List<Action> actions,
        Collector collector,
        Rewards rewards,
        KlReward klReward,
        AdvantageStation station,
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
            LearnedPolicy reference,
            Workers workers) {
        ShapingContext context = new ShapingContext(
                stakes,
                config.groupSize(),
                config.updates(),
                collector.levels(),
                collector
                        .process()
                        .map(process -> new ProcessFacts(
                                process, stakes, name -> Catalog.installed().fixedPolicy(name))));
        Record parameters = config.shaping().parameters();
        Rewards rewards = new Rewards(shaping, parameters, context, config.prompts(), config.groupSize());
        AdvantageStation station = new AdvantageStation(
                config,
                seed,
                collector.process().orElse(null),
                AdditiveShaping.stakes(parameters, stakes).orElse(null),
                policy,
                rewards.names().size(),
                workers);
        if (station.needsGreedy()) {
            rewards.requireSingles(config.shaping().id());
        }
        boolean inReward =
                config.kl().place() == KlConfig.Place.REWARD && config.kl().beta() > 0;
        KlReward klReward = inReward ? new KlReward(config.kl(), reference) : null;
        return new TrainerParts(config, seed, actions, collector, rewards, klReward, station, policy, reference);
    }
}
