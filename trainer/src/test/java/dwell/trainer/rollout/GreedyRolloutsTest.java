package dwell.trainer.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.TaskFixture;
import dwell.trainer.Workers;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreedyRolloutsTest {
    /**
     * Their mean utility is the exact one of the policy that takes the likeliest action, within 5 standard errors (false alarm
     * 2 x 5.8e-7), whatever the group is drawn from; and their items are those of the groups.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "lag=1 firstDecision=forced temperature=3"})
    void areWorthWhatTheGreedyPolicyIsWorth(String settings) {
        long seed = 5;
        CompiledProcess process = TaskFixture.process(seed);
        Stakes stakes = TaskFixture.stakes(seed);
        TrainerConfig config = SamplingFixture.config(settings, 256, 2, true);
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, seed, 5);
                Workers workers = new Workers(1)) {
            double[] pi = ProcessRows.probabilities(process, policy, ProcessRows.all(process));
            double[] greedy = ProcessRows.greedy(pi, process.actionCount());
            double exact = Evaluation.overall(process, stakes, PolicyTable.ofRows(process, greedy))
                    .utility();
            Collector collector = SamplingFixture.collector(process, config, policy, workers, seed);
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int update = 0; update < 100; update++) {
                Rollouts drawn = collector.collect(update);
                Rollouts rollouts = collector.greedy();
                assertThat(rollouts.groupSize()).isEqualTo(1);
                for (int e = 0; e < rollouts.episodes(); e++) {
                    assertThat(rollouts.item(e)).isEqualTo(drawn.item(e));
                    double utility = stakes.value(rollouts.verdict(e)) - stakes.price() * rollouts.compute(e);
                    sum += utility;
                    squares += utility * utility;
                    count++;
                }
            }
            double mean = sum / count;
            double error = Math.sqrt((squares / count - mean * mean) / count);
            assertThat(mean).isCloseTo(exact, within(5 * error));
        }
    }

    /** With one level and one start state, what is logged about first decisions is known. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNaturalRateOfNotThinkingIsLoggedBesideTheForcedOne(boolean sharing) {
        CompiledProcess process = SamplingFixture.twoModes(0.8);
        TrainerConfig config = SamplingFixture.config("firstDecision=forced forcedShare=0.25", 8, 4, sharing);
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, 2, 3);
                Workers workers = new Workers(1)) {
            double[] pi = ProcessRows.probabilities(process, policy, ProcessRows.all(process));
            Collector collector = SamplingFixture.collector(process, config, policy, workers, 1);
            Rollouts rollouts = collector.collect(0);
            MetricValues metrics = new MetricValues();
            collector.describe(metrics);
            assertThat(metrics.get(Metric.FIRST_DIRECT)).isEqualTo(0.25);
            int think = process.actions().get(0).kind().deliberates() ? 0 : 1;
            assertThat(metrics.get(Metric.POLICY_FIRST_DIRECT)).isCloseTo(pi[1 - think], within(1e-9));
            for (int e = 0; e < rollouts.episodes(); e++) {
                int cell = rollouts.decisions(e / 4)[rollouts.begin(e)];
                boolean thinks = cell % 2 == think;
                assertThat(thinks).isEqualTo(e % 4 > 0);
                assertThat(Math.exp(rollouts.rows().behaviourLogProbability()[cell]))
                        .isCloseTo(thinks ? 0.75 : 0.25, within(1e-12));
            }
        }
    }
}
