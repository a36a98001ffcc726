package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One row for each observation, or one for each decision: the same training. */
class StateSharingTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    /** Tasks and every setting that changes the loss are drawn by seed. */
    @ParameterizedTest
    @MethodSource("seeds")
    void givesTheSameWeightsAndMetricsAsDecisionByDecision(long seed) {
        CompiledProcess process = TaskFixture.process(seed);
        compare(process, seed, TaskFixture.config(seed, true, 2), TaskFixture.config(seed, false, 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesTheSameUnderACurriculum(long seed) {
        CompiledProcess process = TaskFixture.process(seed);
        compare(
                process,
                seed,
                TaskFixture.withCurriculum(process, seed, true, 2),
                TaskFixture.withCurriculum(process, seed, false, 2));
    }

    private static void compare(CompiledProcess process, long seed, TrainerConfig sharing, TrainerConfig stepping) {
        Stakes stakes = TaskFixture.stakes(seed);
        try (LearnedPolicy shared = TaskFixture.mlp(process, Precision.DOUBLE, seed, 8, 8);
                LearnedPolicy single = TaskFixture.mlp(process, Precision.DOUBLE, seed, 8, 8);
                LearnedPolicy sharedReference = TaskFixture.mlp(process, Precision.DOUBLE, seed, 8, 8);
                LearnedPolicy singleReference = TaskFixture.mlp(process, Precision.DOUBLE, seed, 8, 8);
                Workers workers = new Workers(2);
                Trainer one = TaskFixture.trainer(sharing, seed, process, stakes, shared, sharedReference, workers);
                Trainer other =
                        TaskFixture.trainer(stepping, seed, process, stakes, single, singleReference, workers)) {
            double[] initial = shared.parameters().toDoubleVector();
            for (int update = 0; update < 4; update++) {
                MetricValues a = one.update();
                MetricValues b = other.update();
                for (Metric metric : Metric.values()) {
                    if (metric != Metric.ROWS && !Double.isNaN(a.get(metric))) {
                        assertThat(a.get(metric))
                                .as("update %d, %s", update, metric)
                                .isCloseTo(b.get(metric), within(b.get(metric)));
                    }
                }
            }
            double[] a = shared.parameters().toDoubleVector();
            double[] b = single.parameters().toDoubleVector();
            double moved = 0;
            for (int i = 0; i < a.length; i++) {
                assertThat(a[i]).isCloseTo(b[i], org.assertj.core.data.Offset.offset(1e-6));
                moved = Math.max(moved, Math.abs(a[i] - initial[i]));
            }
            assertThat(moved)
                    .as("training moved the weights, so equality says something")
                    .isGreaterThan(1e-4);
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double value) {
        return org.assertj.core.data.Offset.offset(1e-6 * Math.max(1, Math.abs(value)));
    }
}
