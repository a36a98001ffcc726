package dwell.envs.families.maze;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Changed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MazeParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sizes           | ''                      | sizes must name at least one level, was empty",
                "sizes           | 6, 10, 15, 20, 2        | sizes must lie in [3, 30], was 2",
                "sizes           | 6, 10                   | densities must have one number for each of the 2 levels of sizes, had 5",
                "densities       | 0, 0, 0, 0, 0.6         | densities must lie in [0, 0.5], was 0.6",
                "densities       | 0, 0, 0, 0, NaN         | densities must lie in [0, 0.5], was NaN",
                "weights         | 1, 2                    | weights must be empty or have one number for each of the 5 levels, had 2",
                "weights         | 1, 1, 1, 1, 0           | weights must be greater than 0, was 0",
                "weights         | NaN, NaN, NaN, NaN, NaN | weights must be greater than 0, was NaN",
                "cueReliability  | 1.5                     | cueReliability must lie in [0, 1], was 1.5",
                "cueReliability  | -0.1                    | cueReliability must lie in [0, 1], was -0.1",
                "cueReliability  | NaN                     | cueReliability must lie in [0, 1], was NaN",
                "leastPath       | -1                      | leastPath must lie in [0, 2], was -1",
                "leastPath       | 2.5                     | leastPath must lie in [0, 2], was 2.5",
                "leastPath       | NaN                     | leastPath must lie in [0, 2], was NaN",
                "heuristicWeight | 0.9                     | heuristicWeight must lie in [1, 10], was 0.9",
                "heuristicWeight | 11                      | heuristicWeight must lie in [1, 10], was 11",
                "heuristicWeight | NaN                     | heuristicWeight must lie in [1, 10], was NaN",
                "slack           | -1                      | slack must lie in [0, 10], was -1",
                "slack           | 11                      | slack must lie in [0, 10], was 11",
                "slack           | NaN                     | slack must lie in [0, 10], was NaN",
                "heldOutShare    | 0                       | heldOutShare must lie in [0.01, 0.99], was 0",
                "heldOutShare    | 1                       | heldOutShare must lie in [0.01, 0.99], was 1",
                "heldOutShare    | NaN                     | heldOutShare must lie in [0.01, 0.99], was NaN",
                "heuristicWeight | 1.25                    | heuristicWeight must be a multiple of 0.1, was 1.25",
                "expansions      | 0                       | expansions must lie in [1, 1000], was 0",
                "expansions      | 1001                    | expansions must lie in [1, 1000], was 1001",
                "maxThinks       | -1                      | maxThinks must lie in [0, 1000], was -1",
                "maxThinks       | 1001                    | maxThinks must lie in [0, 1000], was 1001",
                "moveCompute     | -1                      | moveCompute must lie in [0, 1000000000], was -1",
                "moveCompute     | NaN                     | moveCompute must lie in [0, 1000000000], was NaN",
                "moveCompute     | Infinity                | moveCompute must lie in [0, 1000000000], was Infinity"
            })
    void whatIsOutOfRangeIsNamedWithItsRange(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changed.of(new MazeFamily().defaults(), key, value))
                .withMessage(message);
    }
}
