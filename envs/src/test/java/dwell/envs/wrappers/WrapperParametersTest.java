package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Changed;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrapperParametersTest {
    private static Wrapper<?> wrapper(String id) {
        for (Wrapper<?> wrapper : ServiceLoader.load(Wrapper.class)) {
            if (wrapper.id().equals(id)) {
                return wrapper;
            }
        }
        throw new AssertionError("no wrapper " + id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cue-noise        | features    | ''           | features must name at least the cue, was empty",
                "cue-noise        | features    | ' '          | features must be names of features, one was blank",
                "cue-noise        | reliability | 1.5          | reliability must lie in [0, 1], was 1.5",
                "cue-noise        | reliability | -0.1         | reliability must lie in [0, 1], was -0.1",
                "cue-noise        | reliability | NaN          | reliability must lie in [0, 1], was NaN",
                "delayed-feedback | delay       | -1           | delay must lie in [0, 16], was -1",
                "delayed-feedback | delay       | 17           | delay must lie in [0, 16], was 17",
                "distractors      | count       | 0            | count must lie in [1, 16], was 0",
                "distractors      | count       | 17           | count must lie in [1, 16], was 17",
                "distractors      | patterns    | 0            | patterns must lie in [1, 16], was 0",
                "distractors      | patterns    | 1025         | patterns must lie in [1, 16], was 1025",
                "horizon          | steps       | -1           | steps must lie in [0, 512], was -1",
                "horizon          | steps       | 513          | steps must lie in [0, 512], was 513",
                "interruption     | hazard      | 1.5          | hazard must lie in [0, 1], was 1.5",
                "interruption     | hazard      | -0.1         | hazard must lie in [0, 1], was -0.1",
                "interruption     | hazard      | NaN          | hazard must lie in [0, 1], was NaN",
                "interruption     | afterStep   | -1           | afterStep must lie in [0, 512], was -1",
                "interruption     | afterStep   | 513          | afterStep must lie in [0, 512], was 513",
                "interruption     | grace       | -1           | grace must lie in [0, 64], was -1",
                "interruption     | grace       | 65           | grace must lie in [0, 64], was 65",
                "interruption     | leakSteps   | -1           | leakSteps must lie in [0, 64], was -1",
                "interruption     | leakSteps   | 65           | leakSteps must lie in [0, 64], was 65",
                "interruption     | leakPrice   | -1           | leakPrice must lie in [0, 1000000000], was -1",
                "interruption     | leakPrice   | NaN          | leakPrice must lie in [0, 1000000000], was NaN",
                "interruption     | leakPrice   | Infinity     | leakPrice must lie in [0, 1000000000], was Infinity",
                "levels           | weights     | 1, -1        | weights must lie in [0, 1000000000], was -1",
                "levels           | weights     | 1, NaN       | weights must lie in [0, 1000000000], was NaN",
                "levels           | weights     | 0, 0         | weights must have a positive number, was [0.0, 0.0]",
                "levels           | profile     | steep        | profile must be uniform, easy, hard or linear:x with x in [-1, 1], was steep",
                "levels           | profile     | linear:      | profile must be uniform, easy, hard or linear:x with x in [-1, 1], was linear:",
                "levels           | profile     | linear:1.5   | profile must be uniform, easy, hard or linear:x with x in [-1, 1], was linear:1.5",
                "levels           | profile     | linear:NaN   | profile must be uniform, easy, hard or linear:x with x in [-1, 1], was linear:NaN",
                "levels           | profile     | linear:steep | profile must be uniform, easy, hard or linear:x with x in [-1, 1], was linear:steep",
                "priced           | multipliers | ''           | multipliers must name at least one number, was empty",
                "priced           | multipliers | 1, -1        | multipliers must lie in [0, 1000000000], was -1",
                "priced           | multipliers | NaN          | multipliers must lie in [0, 1000000000], was NaN",
                "priced           | weights     | 1, 2         | weights must be empty or have one number for each of the 3 multipliers, had 2",
                "priced           | weights     | 1, 1, 0      | weights must be greater than 0, was 0",
                "priced           | weights     | 1, 1, NaN    | weights must be greater than 0, was NaN",
                "sticky-stop      | stickiness  | 1.5          | stickiness must lie in [0, 1], was 1.5",
                "sticky-stop      | stickiness  | -0.1         | stickiness must lie in [0, 1], was -0.1",
                "sticky-stop      | stickiness  | NaN          | stickiness must lie in [0, 1], was NaN",
                "sticky-stop      | leastSteps  | -1           | leastSteps must lie in [0, 64], was -1",
                "sticky-stop      | leastSteps  | 65           | leastSteps must lie in [0, 64], was 65",
                "trigger          | rarity      | 1.5          | rarity must lie in [0, 1], was 1.5",
                "trigger          | rarity      | -0.1         | rarity must lie in [0, 1], was -0.1",
                "trigger          | rarity      | NaN          | rarity must lie in [0, 1], was NaN",
                "trigger          | share       | 1.5          | share must lie in [0, 1], was 1.5",
                "trigger          | share       | -0.1         | share must lie in [0, 1], was -0.1",
                "trigger          | share       | NaN          | share must lie in [0, 1], was NaN",
                "update           | hazard      | 1.5          | hazard must lie in [0, 1], was 1.5",
                "update           | hazard      | -0.1         | hazard must lie in [0, 1], was -0.1",
                "update           | hazard      | NaN          | hazard must lie in [0, 1], was NaN",
                "update           | afterStep   | -1           | afterStep must lie in [0, 512], was -1",
                "update           | afterStep   | 513          | afterStep must lie in [0, 512], was 513"
            })
    void whatIsOutOfRangeIsNamedWithItsRange(String id, String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changed.of(wrapper(id).defaults(), key, value))
                .withMessage(message);
    }

    /** No more patterns than the features can show, and at most 1024. */
    @ParameterizedTest
    @CsvSource({"1, 2", "3, 8", "10, 1024", "16, 1024"})
    void patternsAreThoseThatTheFeaturesCanShow(int count, int most) {
        assertThat(new DistractorsParameters(count, most, false).patterns()).isEqualTo(most);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DistractorsParameters(count, most + 1, false))
                .withMessage("patterns must lie in [1, %d], was %d", most, most + 1);
    }
}
