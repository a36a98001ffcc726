package dwell.trainer.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.config.SamplingConfig.Importance;
import dwell.trainer.config.SamplingConfig.ImportanceLevel;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** One row, two actions: policy (.8, .2), behaviour (.5, .5), so that factors of decisions are 1.6 and .4. */
class ImportanceWeightsTest {
    private static Rollouts rollouts(int[]... episodes) {
        RowTable table = new RowTable(1, 2, false);
        table.reserve(1);
        table.count = 1;
        table.policy = new double[] {Math.log(.8), Math.log(.2)};
        table.behaviour = new double[] {Math.log(.5), Math.log(.5)};
        Rollouts rollouts = new Rollouts(1, episodes.length, 2, 1, 1, table, null);
        rollouts.decisions[0] =
                Arrays.stream(episodes).flatMapToInt(Arrays::stream).toArray();
        int at = 0;
        for (int e = 0; e < episodes.length; e++) {
            rollouts.begin[e] = at;
            rollouts.length[e] = episodes[e].length;
            at += episodes[e].length;
        }
        return rollouts;
    }

    private static MetricValues metrics(ImportanceWeights weights) {
        MetricValues metrics = new MetricValues();
        weights.describe(metrics);
        return metrics;
    }

    @Test
    void ofDecisions() {
        Rollouts rollouts = rollouts(new int[] {0, 0}, new int[] {1});
        ImportanceWeights truncate = new ImportanceWeights(Importance.TRUNCATE, ImportanceLevel.DECISION, 1.2);
        truncate.of(rollouts);
        assertThat(truncate.decision(0)).isEqualTo(1.2);
        assertThat(truncate.decision(1)).isCloseTo(.4, within(1e-15));
        assertThat(truncate.episode(0)).isEqualTo(1);
        assertThat(metrics(truncate).get(Metric.IMPORTANCE_MEAN)).isCloseTo(2.8 / 3, within(1e-12));
        assertThat(metrics(truncate).get(Metric.EFFECTIVE_SAMPLE_SHARE))
                .isCloseTo(2.8 * 2.8 / 3 / (2 * 1.44 + .16), within(1e-12));
        ImportanceWeights mask = new ImportanceWeights(Importance.MASK, ImportanceLevel.DECISION, 2);
        mask.of(rollouts);
        assertThat(mask.decision(0)).isCloseTo(1.6, within(1e-12));
        assertThat(mask.decision(1)).as("below 1 / cap").isZero();
        assertThat(metrics(mask).get(Metric.IMPORTANCE_MASKED)).isCloseTo(1 / 3., within(1e-12));
    }

    @Test
    void ofEpisodes() {
        Rollouts rollouts = rollouts(new int[] {0, 0}, new int[] {1}, new int[] {0, 1}, new int[] {});
        ImportanceWeights truncate = new ImportanceWeights(Importance.TRUNCATE, ImportanceLevel.EPISODE, 2);
        truncate.of(rollouts);
        assertThat(truncate.episode(0)).as("1.6^2 = 2.56").isEqualTo(2);
        assertThat(truncate.episode(1)).isCloseTo(.4, within(1e-12));
        assertThat(truncate.episode(2)).isCloseTo(.64, within(1e-12));
        assertThat(truncate.episode(3)).isEqualTo(1);
        assertThat(truncate.decision(1)).isEqualTo(1);
        ImportanceWeights mask = new ImportanceWeights(Importance.MASK, ImportanceLevel.EPISODE, 2);
        mask.of(rollouts);
        assertThat(mask.episode(0)).isZero();
        assertThat(mask.episode(1)).isZero();
        assertThat(mask.episode(2)).isCloseTo(.64, within(1e-12));
        assertThat(metrics(mask).get(Metric.IMPORTANCE_MASKED)).isEqualTo(.5);
        assertThat(metrics(mask).get(Metric.IMPORTANCE_MEAN)).isCloseTo(1.64 / 4, within(1e-12));
    }

    @Test
    void withoutCorrectionFactorsAreOneAndTheMetricsSayWhatTheyWouldBe() {
        Rollouts rollouts = rollouts(new int[] {0, 0}, new int[] {1});
        for (Importance importance : new Importance[] {Importance.NONE, Importance.BEHAVIOUR}) {
            ImportanceWeights none = new ImportanceWeights(importance, ImportanceLevel.DECISION, 1);
            none.of(rollouts);
            assertThat(none.decision(0)).isEqualTo(1);
            assertThat(metrics(none).get(Metric.IMPORTANCE_MEAN)).isCloseTo(3.6 / 3, within(1e-12));
        }
    }

    @Test
    void onPolicyThereIsNothingToCorrectOrToLog() {
        RowTable table = new RowTable(1, 2, true);
        table.reserve(1);
        table.count = 1;
        Rollouts rollouts = new Rollouts(1, 1, 2, 1, 1, table, null);
        rollouts.decisions[0] = new int[] {1};
        rollouts.length[0] = 1;
        ImportanceWeights mask = new ImportanceWeights(Importance.MASK, ImportanceLevel.DECISION, 1);
        mask.of(rollouts);
        assertThat(mask.decision(1)).isEqualTo(1);
        assertThat(metrics(mask).measured()).isEmpty();
    }
}
