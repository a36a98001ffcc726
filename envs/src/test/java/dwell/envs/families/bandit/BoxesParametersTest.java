package dwell.envs.families.bandit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Changed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxesParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scales      | ''       | scales must name at least one level, was empty",
                "scales      | 1, 1.5   | scales must lie in [0.020833333333333332, 1], the least being half a step of the grid, was 1.5",
                "scales      | 1, 0.02  | scales must lie in [0.020833333333333332, 1], the least being half a step of the grid, was 0.02",
                "scales      | NaN      | scales must lie in [0.020833333333333332, 1], the least being half a step of the grid, was NaN",
                "boxes       | 0        | boxes must lie in [1, 256], was 0",
                "boxes       | 257      | boxes must lie in [1, 256], was 257",
                "grid        | 1        | grid must lie in [2, 10000], was 1",
                "grid        | 10001    | grid must lie in [2, 10000], was 10001",
                "openCompute | -1       | openCompute must lie in [0, 1000000000], was -1",
                "openCompute | NaN      | openCompute must lie in [0, 1000000000], was NaN",
                "openCompute | Infinity | openCompute must lie in [0, 1000000000], was Infinity"
            })
    void whatIsOutOfRangeIsNamedWithItsRange(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changed.of(new BanditFamily().defaults().boxes(), key, value))
                .withMessage(message);
    }
}
