package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.MetricValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training under every way of drawing rollouts: one row for each observation, or one for each decision; and restored. */
class SamplingTrainingTest {
    private static final long SEED = 5;
    private final CompiledProcess process = TaskFixture.process(SEED);
    // Without a price, groups that are all right or all wrong have equal rewards.
    private final Stakes stakes = new Stakes(0, 1, 0, 0);

    private static TrainerConfig config(String settings, boolean sharing) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("trainer.prompts", 16);
        keys.put("trainer.groupSize", 4);
        keys.put("trainer.minibatches", 2);
        keys.put("trainer.passes", 2);
        keys.put("trainer.optimizer", "sgd");
        keys.put("trainer.learningRate", 0.3);
        keys.put("trainer.precision", Precision.DOUBLE);
        keys.put("trainer.stateSharing", sharing);
        for (String setting : settings.split(" ")) {
            keys.put("trainer." + setting.split("=")[0], setting.split("=")[1]);
        }
        return TaskFixture.settings(keys);
    }

    private static final class Run implements AutoCloseable {
        final LearnedPolicy policy;
        final Trainer trainer;

        Run(CompiledProcess process, Stakes stakes, String settings, boolean sharing, Workers workers) {
            policy = TaskFixture.mlp(process, Precision.DOUBLE, SEED, 6);
            trainer = TaskFixture.trainer(config(settings, sharing), SEED, process, stakes, policy, null, workers);
        }

        double[] weights() {
            return HostTransfer.readAll(policy.parameters());
        }

        @Override
        public void close() {
            trainer.close();
            policy.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sampling.temperature=1.5 sampling.epsilon=0.1",
                "sampling.firstDecision=forced advantage.baseline=none",
                "sampling.lag=1 sampling.importance=none",
                "sampling.lag=2 sampling.importance=truncate sampling.importanceCap=1.02",
                "sampling.lag=1 sampling.importance=mask sampling.importanceLevel=episode sampling.importanceCap=1.1",
                "sampling.epsilon=0.4 sampling.importance=truncate sampling.importanceLevel=episode loss.aggregation=episode-mean",
                "sampling.propsRounds=4",
                "sampling.degenerate=skip",
                "sampling.degenerate=resample advantage.baseline=greedy",
                "sampling.degenerate=replay sampling.replayCapacity=9 sampling.firstDecision=forced"
            })
    void sharesStatesAndResumes(String settings) {
        try (Workers workers = new Workers(1);
                Run shared = new Run(process, stakes, settings, true, workers);
                Run stepped = new Run(process, stakes, settings, false, workers);
                Run resumed = new Run(process, stakes, settings, true, workers)) {
            double[] initial = shared.weights();
            List<Map<String, Object>> lines = new ArrayList<>();
            for (int update = 0; update < 6; update++) {
                MetricValues a = shared.trainer.update();
                MetricValues b = stepped.trainer.update();
                lines.add(a.measured());
                b.measured().forEach((key, value) -> {
                    if (value instanceof Number number && !key.equals("rows")) {
                        assertThat(((Number) a.measured().get(key)).doubleValue())
                                .as(key)
                                .isCloseTo(
                                        number.doubleValue(),
                                        within(1e-6 * Math.max(1, Math.abs(number.doubleValue()))));
                    }
                });
                if (update == 2) {
                    HostTransfer.writeAll(shared.weights(), resumed.policy.parameters());
                    resumed.trainer.restore(shared.trainer.state());
                } else if (update > 2) {
                    assertThat(resumed.trainer.update().measured()).isEqualTo(lines.get(update));
                }
            }
            double[] a = shared.weights();
            double[] b = stepped.weights();
            double moved = 0;
            for (int i = 0; i < a.length; i++) {
                assertThat(a[i]).isCloseTo(b[i], within(1e-6));
                moved = Math.max(moved, Math.abs(a[i] - initial[i]));
            }
            assertThat(moved)
                    .as("training moved the weights, so equality says something")
                    .isGreaterThan(1e-4);
            assertThat(resumed.weights()).isEqualTo(a);
        }
    }

    @Test
    void aGreedyBaselineCannotBeOfReplayedItems() {
        assertThatThrownBy(() -> config("sampling.degenerate=replay advantage.baseline=greedy", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sampling.degenerate must not be replay under advantage.baseline: greedy");
    }
}
