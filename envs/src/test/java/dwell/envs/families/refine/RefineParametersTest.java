package dwell.envs.families.refine;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefineParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN | 8  | 100 | 2 | 1  | 50 | 0.1 | 0.8 | cueReliability must lie in [0, 1], was NaN",
                "0.5 | 65 | 100 | 2 | 1  | 50 | 0.1 | 0.8 | maxThinks must lie in [0, 64], was 65",
                "0.5 | 8  | -1  | 2 | 1  | 50 | 0.1 | 0.8 | thinkCompute must lie in [0, 1000000000], was -1",
                "0.5 | 8  | 100 | 9 | 1  | 50 | 0.1 | 0.8 | maxRechecks must lie in [0, 8], was 9",
                "0.5 | 8  | 100 | 2 | 0  | 50 | 0.1 | 0.8 | recheckAfter must lie in [1, 64], was 0",
                "0.5 | 8  | 100 | 2 | 1  | -2 | 0.1 | 0.8 | recheckCompute must lie in [0, 1000000000], was -2",
                "0.5 | 8  | 100 | 2 | 1  | 50 | 1.5 | 0.8 | corruption must lie in [0, 1], was 1.5",
                "0.5 | 8  | 100 | 2 | 1  | 50 | 0.1 | 0.4 | signalReliability must lie in [0.5, 1], was 0.4"
            })
    void aNumberOutOfRangeIsNamedWithItsRange(
            double cue,
            int thinks,
            double think,
            int rechecks,
            int after,
            double recheck,
            double corruption,
            double signal,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RefineParameters(
                        List.of(0.9),
                        List.of(0.0),
                        List.of(300.0),
                        List.of(),
                        List.of(),
                        cue,
                        thinks,
                        think,
                        rechecks,
                        after,
                        recheck,
                        List.of(0.2),
                        corruption,
                        signal))
                .withMessage(message);
    }

    private static RefineParameters levels(
            List<Double> ceilings,
            List<Double> offsets,
            List<Double> scales,
            List<Double> losses,
            List<Double> repairs) {
        return new RefineParameters(
                ceilings, offsets, scales, losses, List.of(), 0.5, 8, 100, 2, 1, 50, repairs, 0.1, 0.8);
    }

    @Test
    void levelsAreChecked() {
        List<Double> one = List.of(0.5);
        List<Double> two = List.of(0.5, 0.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(), one, one, one, one))
                .withMessage("ceilings must name at least one level, was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(Double.NaN), one, one, one, one))
                .withMessage("ceilings must lie in [0, 1], was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(one, two, one, one, one))
                .withMessage("offsets must have one number for each of the 1 levels, had 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(one, one, List.of(0.0), one, one))
                .withMessage("scales must be greater than 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(one, one, one, List.of(-1.0), one))
                .withMessage("lossScales must lie in [0, 1000000000], was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(one, one, one, one, List.of(2.0)))
                .withMessage("repairs must lie in [0, 1], was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(two, two, two, List.of(), one))
                .withMessage("repairs must have one number for each of the 2 levels, had 1");
    }
}
