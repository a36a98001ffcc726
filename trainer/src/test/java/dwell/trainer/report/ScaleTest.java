package dwell.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void coversAnyDataWithFewTicks() {
        long key = RandomKey.of(1, Purpose.CHECK);
        for (int i = 0; i < 2000; i++) {
            double size = Math.pow(10, 12 * RandomKey.uniform(key, 3L * i) - 6);
            double low = size * (RandomKey.uniform(key, 3L * i + 1) - 0.5);
            double high = low + size * RandomKey.uniform(key, 3L * i + 2);
            Scale scale = Scale.covering(low, high, 0, 100, 5);
            assertThat(scale.low()).isLessThanOrEqualTo(low + 1e-8 * size);
            assertThat(scale.high()).isGreaterThanOrEqualTo(high - 1e-8 * size);
            assertThat(scale.ticks()).hasSizeBetween(2, 8);
            assertThat(scale.ticks().stream().map(scale::label).distinct()).hasSameSizeAs(scale.ticks());
        }
    }

    @Test
    void coversASingleValue() {
        for (double value : new double[] {0, 1, -3, 1e-7, 5e6}) {
            Scale scale = Scale.covering(value, value, 0, 100, 4);
            assertThat(value).isBetween(scale.low(), scale.high());
            assertThat(scale.at(value)).isBetween(0.0, 100.0);
        }
    }

    @Test
    void labelsHaveAsManyDecimalsAsTheStepNeeds() {
        Scale scale = Scale.covering(0, 0.05, 0, 100, 5);
        assertThat(scale.ticks().stream().map(scale::label))
                .isEqualTo(List.of("0.00", "0.01", "0.02", "0.03", "0.04", "0.05"));
        assertThat(Scale.covering(0, 20000, 0, 100, 4).label(5000)).isEqualTo("5,000");
        assertThat(Scale.covering(0, 3e-10, 0, 100, 3).label(1e-10)).isEqualTo("1e-10");
    }
}
