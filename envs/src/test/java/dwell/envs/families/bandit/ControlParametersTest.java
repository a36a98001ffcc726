package dwell.envs.families.bandit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Changed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "controllabilities | ''       | controllabilities must name at least one level, was empty",
                "controllabilities | 1, -1    | controllabilities must lie in [0, 1], was -1",
                "controllabilities | NaN      | controllabilities must lie in [0, 1], was NaN",
                "bias              | 0.4      | bias must lie in [0.5, 1], was 0.4",
                "bias              | 1.1      | bias must lie in [0.5, 1], was 1.1",
                "bias              | NaN      | bias must lie in [0.5, 1], was NaN",
                "rounds            | 0        | rounds must lie in [1, 256], was 0",
                "rounds            | 257      | rounds must lie in [1, 256], was 257",
                "observeCompute    | -1       | observeCompute must lie in [0, 1000000000], was -1",
                "observeCompute    | NaN      | observeCompute must lie in [0, 1000000000], was NaN",
                "observeCompute    | Infinity | observeCompute must lie in [0, 1000000000], was Infinity"
            })
    void whatIsOutOfRangeIsNamedWithItsRange(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changed.of(new BanditFamily().defaults().control(), key, value))
                .withMessage(message);
    }
}
