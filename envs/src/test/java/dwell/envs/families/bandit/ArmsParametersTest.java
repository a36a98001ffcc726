package dwell.envs.families.bandit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Changed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmsParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alternatives   | ''       | alternatives must name at least one level, was empty",
                "alternatives   | 0.5, 2   | alternatives must lie in [0, 1], was 2",
                "alternatives   | NaN      | alternatives must lie in [0, 1], was NaN",
                "arms           | 0        | arms must lie in [1, 4], was 0",
                "arms           | 5        | arms must lie in [1, 4], was 5",
                "priorSuccesses | 0        | priorSuccesses must lie in (0, 1000000], was 0.0",
                "priorSuccesses | 2e6      | priorSuccesses must lie in (0, 1000000], was 2000000.0",
                "priorSuccesses | NaN      | priorSuccesses must lie in (0, 1000000], was NaN",
                "priorFailures  | 0        | priorFailures must lie in (0, 1000000], was 0.0",
                "priorFailures  | 2e6      | priorFailures must lie in (0, 1000000], was 2000000.0",
                "priorFailures  | NaN      | priorFailures must lie in (0, 1000000], was NaN",
                "maxSamples     | -1       | maxSamples must lie in [0, 256], was -1",
                "maxSamples     | 257      | maxSamples must lie in [0, 256], was 257",
                "sampleCompute  | -1       | sampleCompute must lie in [0, 1000000000], was -1",
                "sampleCompute  | NaN      | sampleCompute must lie in [0, 1000000000], was NaN",
                "sampleCompute  | Infinity | sampleCompute must lie in [0, 1000000000], was Infinity"
            })
    void whatIsOutOfRangeIsNamedWithItsRange(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changed.of(new BanditFamily().defaults().arms(), key, value))
                .withMessage(message);
    }
}
