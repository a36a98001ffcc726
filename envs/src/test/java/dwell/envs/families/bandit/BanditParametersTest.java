package dwell.envs.families.bandit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Changed;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BanditParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weights        | 1, 2          | weights must be empty or have one number for each of the 3 levels, had 2",
                "weights        | 1, 1, 0       | weights must be greater than 0, was 0",
                "weights        | NaN, NaN, NaN | weights must be greater than 0, was NaN",
                "cueReliability | 1.5           | cueReliability must lie in [0, 1], was 1.5",
                "cueReliability | -0.1          | cueReliability must lie in [0, 1], was -0.1",
                "cueReliability | NaN           | cueReliability must lie in [0, 1], was NaN"
            })
    void whatIsOutOfRangeIsNamedWithItsRange(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changed.of(new BanditFamily().defaults(), key, value))
                .withMessage(message);
    }

    /** The weights are those of the levels of the game that is played: 3 of arms, 3 of boxes, 5 of control. */
    @ParameterizedTest
    @EnumSource
    void weightsAreCountedAgainstTheLevelsOfTheGame(BanditGame game) {
        BanditParameters d = new BanditFamily().defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BanditParameters(game, 0.7, List.of(1.0, 2.0), d.arms(), d.boxes(), d.control()))
                .withMessage(
                        "weights must be empty or have one number for each of the %d levels, had 2",
                        game == BanditGame.CONTROL ? 5 : 3);
    }
}
