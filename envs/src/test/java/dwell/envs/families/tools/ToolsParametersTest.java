package dwell.envs.families.tools;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Changed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolsParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memoryReliabilities | ''                 | memoryReliabilities must name at least one level, was empty",
                "memoryReliabilities | 0.5, NaN           | memoryReliabilities must lie in [0, 1], was NaN",
                "weights             | 1, 2               | weights must be empty or have one number for each of the 4 levels, had 2",
                "weights             | 1, 1, 1, 0         | weights must be greater than 0, was 0",
                "weights             | NaN, NaN, NaN, NaN | weights must be greater than 0, was NaN",
                "cueReliability      | 1.5                | cueReliability must lie in [0, 1], was 1.5",
                "cueReliability      | -0.1               | cueReliability must lie in [0, 1], was -0.1",
                "cueReliability      | NaN                | cueReliability must lie in [0, 1], was NaN",
                "selfKnowledge       | 1.5                | selfKnowledge must lie in [0, 1], was 1.5",
                "selfKnowledge       | -0.1               | selfKnowledge must lie in [0, 1], was -0.1",
                "selfKnowledge       | NaN                | selfKnowledge must lie in [0, 1], was NaN",
                "toolReliability     | 1.5                | toolReliability must lie in [0, 1], was 1.5",
                "toolReliability     | -0.1               | toolReliability must lie in [0, 1], was -0.1",
                "toolReliability     | NaN                | toolReliability must lie in [0, 1], was NaN",
                "outage              | 1.5                | outage must lie in [0, 1], was 1.5",
                "outage              | -0.1               | outage must lie in [0, 1], was -0.1",
                "outage              | NaN                | outage must lie in [0, 1], was NaN",
                "failure             | 1.5                | failure must lie in [0, 1], was 1.5",
                "failure             | -0.1               | failure must lie in [0, 1], was -0.1",
                "failure             | NaN                | failure must lie in [0, 1], was NaN",
                "steps               | -1                 | steps must lie in [1, 6], was -1",
                "calls               | -1                 | calls must lie in [0, 4], was -1",
                "callCompute         | -1                 | callCompute must lie in [0, 1000000000], was -1",
                "callCompute         | NaN                | callCompute must lie in [0, 1000000000], was NaN",
                "callCompute         | Infinity           | callCompute must lie in [0, 1000000000], was Infinity"
            })
    void whatIsOutOfRangeIsNamedWithItsRange(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changed.of(new ToolsFamily().defaults(), key, value))
                .withMessage(message);
    }
}
