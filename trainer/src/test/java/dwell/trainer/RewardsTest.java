package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.rollout.Collector;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.shaping.HapoShaping;
import dwell.trainer.shaping.LagrangianShaping;
import dwell.trainer.shaping.ProcessFacts;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import dwell.trainer.shaping.SoftOverlongShaping;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewardsTest {
    private static ShapingContext context(CompiledProcess process, Stakes stakes, TrainerConfig config) {
        return new ShapingContext(
                stakes,
                config.groupSize(),
                config.updates(),
                process.levels(),
                Optional.of(new ProcessFacts(
                        process, stakes, name -> Catalog.installed().fixedPolicy(name))));
    }

    private static Rewards rewards(CompiledProcess process, long seed, Shaping<?> shaping, Record parameters) {
        TrainerConfig config = TaskFixture.config(seed, true, 1);
        return new Rewards(
                shaping,
                parameters,
                context(process, TaskFixture.stakes(seed), config),
                config.prompts(),
                config.groupSize());
    }

    private static Rollouts collected(CompiledProcess process, long seed, boolean shared, LearnedPolicy policy) {
        Workers workers = new Workers(1);
        try (workers) {
            return Collector.of(process, TaskFixture.config(seed, shared, 1), policy, workers, seed)
                    .collect(0);
        }
    }

    private static double[] of(Rewards rewards, Rollouts rollouts, int update) {
        rewards.begin(update, rollouts);
        rewards.end();
        return rewards.rewards().clone();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void termsSumToTheRewardAndTheirMeansToItsMean(long seed) {
        CompiledProcess process = TaskFixture.process(seed);
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, seed, 5)) {
            Rollouts rollouts = collected(process, seed, true, policy);
            Rewards rewards = rewards(process, seed, new SoftOverlongShaping(), new SoftOverlongShaping().defaults());
            double[] reward = of(rewards, rollouts, 0);
            double[][] terms = rewards.terms();
            assertThat(terms).hasNumberOfRows(3);
            double mean = 0;
            for (int e = 0; e < reward.length; e++) {
                assertThat(reward[e]).isCloseTo(terms[0][e] + terms[1][e] + terms[2][e], within(1e-12));
                assertThat(terms[1][e])
                        .isCloseTo(-TaskFixture.stakes(seed).price() * rollouts.compute(e), within(1e-12));
                mean += reward[e] / reward.length;
            }
            assertThat(rewards.termMean(0) + rewards.termMean(1) + rewards.termMean(2))
                    .isCloseTo(mean, within(1e-12));
        }
    }

    @Test
    void aStateTakenBackGivesTheSameRewards() {
        CompiledProcess process = TaskFixture.process(4);
        Map<Shaping<?>, Record> stateful = Map.of(
                new HapoShaping(),
                new HapoShaping().defaults(),
                new LagrangianShaping(),
                new LagrangianShaping.Parameters(0, 0.1, 0));
        stateful.forEach((shaping, parameters) -> {
            try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, 4, 5)) {
                Rollouts rollouts = collected(process, 4, true, policy);
                Rewards rewards = rewards(process, 4, shaping, parameters);
                double[] first = of(rewards, rollouts, 0);
                double[] state = rewards.state();
                double[] second = of(rewards, rollouts, 1);
                assertThat(second).as(shaping.id()).isNotEqualTo(first);
                Rewards resumed = rewards(process, 4, shaping, parameters);
                resumed.restore(state);
                assertThat(of(resumed, rollouts, 1)).isEqualTo(second);
                assertThat(resumed.state()).isEqualTo(rewards.state());
            }
        });
    }

    /** Both collectors tell the same of items, levels and confidence; an item has one level. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void groupsAreTheSameWhetherRowsAreSharedOrNot(long seed) {
        CompiledProcess process = TaskFixture.process(seed);
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, seed, 5)) {
            Rollouts shared = collected(process, seed, true, policy);
            Rollouts stepped = collected(process, seed, false, policy);
            Map<Integer, Integer> levels = new HashMap<>();
            for (int p = 0; p < shared.prompts(); p++) {
                Rollouts.GroupView one = shared.groups().at(p);
                Rollouts.GroupView other = stepped.groups().at(p);
                assertThat(one.item()).isNotNegative().isEqualTo(other.item());
                assertThat(one.level()).isEqualTo(other.level()).isEqualTo(shared.level(p));
                assertThat(levels.merge(one.item(), one.level(), (a, b) -> b)).isEqualTo(one.level());
                for (int i = 0; i < one.size(); i++) {
                    assertThat(one.confidence(i)).isEqualTo(Double.valueOf(other.confidence(i)));
                    assertThat(Double.isNaN(one.confidence(i))).isEqualTo(!process.fullyObserved());
                    assertThat(one.direct(i)).isEqualTo(one.thinks(i) == 0);
                }
            }
        }
    }
}
