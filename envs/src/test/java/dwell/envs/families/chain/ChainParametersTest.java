package dwell.envs.families.chain;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Introspection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | 0 | 1 | 0      | 0   | 1   | 1   | 1   | 0   | 1  | conditioning must lie in [0, 1], was 1.5",
                "0   | 2 | 1 | 0      | 0   | 1   | 1   | 1   | 0   | 1  | floor must lie in [0, 1], was 2",
                "0   | 0 | 7 | 0      | 0   | 1   | 1   | 1   | 0   | 1  | thinkAccuracy must lie in [0, 1], was 7",
                "0   | 0 | 1 | -1     | 0   | 1   | 1   | 1   | 0   | 1  | history must lie in [0, 100000], was -1",
                "0   | 0 | 1 | 0      | NaN | 1   | 1   | 1   | 0   | 1  | injected must lie in [0, 1], was NaN",
                "0   | 0 | 1 | 0      | 0   | -1  | 1   | 1   | 0   | 1  | stepCompute must lie in [0, 1000000000], was -1",
                "0   | 0 | 1 | 0      | 0   | 1   | NaN | 1   | 0   | 1  | thinkCompute must lie in [0, 1000000000], was NaN",
                "0   | 0 | 1 | 0      | 0   | 1   | 1   | -2  | 0   | 1  | checkCompute must lie in [0, 1000000000], was -2",
                "0   | 0 | 1 | 0      | 0   | 1   | 1   | 1   | 1.1 | 1  | finding must lie in [0, 1], was 1.1",
                "0   | 0 | 1 | 0      | 0   | 1   | 1   | 1   | 0   | 17 | maxChecks must lie in [0, 16], was 17"
            })
    void aNumberOutOfRangeIsNamedWithItsRange(
            double conditioning,
            double floor,
            double thinkAccuracy,
            int history,
            double injected,
            double step,
            double think,
            double check,
            double finding,
            int checks,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChainParameters(
                        List.of(3),
                        List.of(0.9),
                        List.of(),
                        conditioning,
                        floor,
                        thinkAccuracy,
                        history,
                        injected,
                        step,
                        think,
                        check,
                        finding,
                        checks,
                        0,
                        Introspection.FULL,
                        1))
                .withMessage(message);
    }

    private static ChainParameters of(
            List<Integer> lengths, List<Double> accuracies, List<Double> weights, double guess, double reading) {
        return new ChainParameters(
                lengths, accuracies, weights, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, guess, Introspection.FULL, reading);
    }

    @Test
    void levelsAndTheRestAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(List.of(), List.of(0.9), List.of(), 0, 1))
                .withMessage("lengths must name at least one level, was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(List.of(3, 0), List.of(0.9), List.of(), 0, 1))
                .withMessage("lengths must lie in [1, 512], was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(List.of(3, 4, 5), List.of(0.9, 0.8), List.of(), 0, 1))
                .withMessage("accuracies must have one number or one for each of the 3 levels, had 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(List.of(3), List.of(1.2), List.of(), 0, 1))
                .withMessage("accuracies must lie in [0, 1], was 1.2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(List.of(3), List.of(0.9), List.of(1.0, 1.0), 0, 1))
                .withMessage("weights must be empty or have one number for each of the 1 levels, had 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(List.of(3), List.of(0.9), List.of(), -0.1, 1))
                .withMessage("guess must lie in [0, 1], was -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(List.of(3), List.of(0.9), List.of(), 0, 1.1))
                .withMessage("readingReliability must lie in [0, 1], was 1.1");
    }
}
