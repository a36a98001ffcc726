package dwell.envs.families.verify;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2   | 8  | 1   | 0.3 | 0.1 | 0.9 | cueReliability must lie in [0, 1], was 2",
                "0.5 | 33 | 1   | 0.3 | 0.1 | 0.9 | maxChecks must lie in [0, 32], was 33",
                "0.5 | 8  | NaN | 0.3 | 0.1 | 0.9 | checkCompute must lie in [0, 1000000000], was NaN",
                "0.5 | 8  | 1   | 1.5 | 0.1 | 0.9 | detection must lie in [0, 1], was 1.5",
                "0.5 | 8  | 1   | 0.3 | -1  | 0.9 | falseAlarm must lie in [0, 1], was -1",
                "0.5 | 8  | 1   | 0.3 | 0.1 | NaN | fix must lie in [0, 1], was NaN"
            })
    void aNumberOutOfRangeIsNamedWithItsRange(
            double cue, int checks, double compute, double detection, double alarm, double fix, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VerifyParameters(
                        List.of(0.9), List.of(0.0), List.of(), cue, checks, compute, detection, alarm, fix, false))
                .withMessage(message);
    }

    @Test
    void levelsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(), List.of()))
                .withMessage("accuracies must name at least one level, was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(1.1), List.of(0.0)))
                .withMessage("accuracies must lie in [0, 1], was 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(0.5), List.of(Double.NaN)))
                .withMessage("undetectable must lie in [0, 1], was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(0.5), List.of(0.1, 0.2)))
                .withMessage("undetectable must have one number for each of the 1 levels, had 2");
    }

    private static void levels(List<Double> accuracies, List<Double> undetectable) {
        new VerifyParameters(accuracies, undetectable, List.of(), 0.5, 8, 1, 0.3, 0.1, 0.9, false);
    }
}
