package dwell.envs.families.exceptions;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Changed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExceptionsParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "direct          | 1, 1, 1, 1, NaN         | direct must lie in [0, 1], was NaN",
                "direct          | 0.5                     | rule must have one number for each of the 1 levels, had 5",
                "rule            | 1, 1, 1, 1, 1, 1        | rule must have one number for each of the 5 levels, had 6",
                "rule            | 1, 1, 1, 1, -1          | rule must lie in [0, 1], was -1",
                "weights         | 1, 2                    | weights must be empty or have one number for each of the 5 levels, had 2",
                "weights         | 1, 1, 1, 1, 0           | weights must be greater than 0, was 0",
                "weights         | NaN, NaN, NaN, NaN, NaN | weights must be greater than 0, was NaN",
                "cueReliability  | 1.5                     | cueReliability must lie in [0, 1], was 1.5",
                "cueReliability  | -0.1                    | cueReliability must lie in [0, 1], was -0.1",
                "cueReliability  | NaN                     | cueReliability must lie in [0, 1], was NaN",
                "replacement     | 1.5                     | replacement must lie in [0, 1], was 1.5",
                "replacement     | -0.1                    | replacement must lie in [0, 1], was -0.1",
                "replacement     | NaN                     | replacement must lie in [0, 1], was NaN",
                "signReliability | 1.5                     | signReliability must lie in [0, 1], was 1.5",
                "signReliability | -0.1                    | signReliability must lie in [0, 1], was -0.1",
                "signReliability | NaN                     | signReliability must lie in [0, 1], was NaN",
                "maxThinks       | -1                      | maxThinks must lie in [0, 64], was -1",
                "thinkCompute    | -1                      | thinkCompute must lie in [0, 1000000000], was -1",
                "thinkCompute    | NaN                     | thinkCompute must lie in [0, 1000000000], was NaN",
                "thinkCompute    | Infinity                | thinkCompute must lie in [0, 1000000000], was Infinity"
            })
    void whatIsOutOfRangeIsNamedWithItsRange(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changed.of(new ExceptionsFamily().defaults(), key, value))
                .withMessage(message);
    }
}
