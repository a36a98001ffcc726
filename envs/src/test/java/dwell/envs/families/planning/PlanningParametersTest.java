package dwell.envs.families.planning;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Changed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanningParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "branching      | ''                  | branching must name 1 to 6 depths, had 0",
                "branching      | 1, 1, 1, 1, 1, 1, 2 | branching must name 1 to 6 depths, had 7",
                "branching      | 2, 0                | branching must lie in [1, 8], was 0",
                "branching      | 9                   | branching must lie in [1, 8], was 9",
                "branching      | 1, 1                | branching must make at least 2 paths, made one",
                "branching      | 5, 4                | branching must make at most 24 nodes, made 25",
                "branching      | 8, 8, 8, 8, 8, 8    | branching must make at most 24 nodes, made 299592",
                "values         | 1                   | values must have 2 to 6 rewards, had 1",
                "values         | 1, 2, 3, 4, 5, 6, 7 | values must have 2 to 6 rewards, had 7",
                "values         | 1, 1                | values must rise, was [1.0, 1.0]",
                "values         | -1, NaN             | values must lie in [-1000000, 1000000], was NaN",
                "values         | -2e6, 1             | values must lie in [-1000000, 1000000], was -2000000",
                "chances        | 1, 2, 3             | chances must be empty or have one number for each of the 2 rewards, had 3",
                "chances        | 1, 0                | chances must be greater than 0, was 0",
                "chances        | 1, NaN              | chances must be greater than 0, was NaN",
                "depthSpreads   | 1                   | depthSpreads must be empty or have one number for each of the 2 depths, had 1",
                "depthSpreads   | 1, -1               | depthSpreads must lie in [0, 1000000], was -1",
                "depthSpreads   | 1, NaN              | depthSpreads must lie in [0, 1000000], was NaN",
                "depthSpreads   | 0, 0                | depthSpreads must have a number above 0, was [0.0, 0.0]",
                "spreads        | ''                  | spreads must name at least one level, was empty",
                "spreads        | 1, 0, 1             | spreads must lie in (0, 1000000], was 0.0",
                "spreads        | 1, NaN, 1           | spreads must lie in (0, 1000000], was NaN",
                "spreads        | 1, 2e6, 1           | spreads must lie in (0, 1000000], was 2000000.0",
                "weights        | 1, 2                | weights must be empty or have one number for each of the 3 levels, had 2",
                "weights        | 1, 1, 0             | weights must be greater than 0, was 0",
                "weights        | NaN, NaN, NaN       | weights must be greater than 0, was NaN",
                "cueReliability | 1.5                 | cueReliability must lie in [0, 1], was 1.5",
                "cueReliability | -0.1                | cueReliability must lie in [0, 1], was -0.1",
                "cueReliability | NaN                 | cueReliability must lie in [0, 1], was NaN",
                "revealCompute  | -1                  | revealCompute must lie in [0, 1000000000], was -1",
                "revealCompute  | NaN                 | revealCompute must lie in [0, 1000000000], was NaN",
                "revealCompute  | Infinity            | revealCompute must lie in [0, 1000000000], was Infinity"
            })
    void whatIsOutOfRangeIsNamedWithItsRange(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changed.of(new PlanningFamily().defaults(), key, value))
                .withMessage(message);
    }
}
