package dwell.envs.families.evidence;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Introspection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1   | 0.5 | 1  | 32  | 1    | 0  | 0.8 | alternatives must lie in [2, 8], was 1",
                "9   | 0.5 | 1  | 32  | 1    | 0  | 0.8 | alternatives must lie in [2, 8], was 9",
                "2   | 1.5 | 1  | 32  | 1    | 0  | 0.8 | cueReliability must lie in [0, 1], was 1.5",
                "2   | NaN | 1  | 32  | 1    | 0  | 0.8 | cueReliability must lie in [0, 1], was NaN",
                "2   | 0.5 | -1 | 32  | 1    | 0  | 0.8 | freeVotes must lie in [0, 64], was -1",
                "2   | 0.5 | 1  | 513 | 1    | 0  | 0.8 | maxThinks must lie in [0, 512], was 513",
                "2   | 0.5 | 1  | 32  | -1   | 0  | 0.8 | voteCompute must lie in [0, 1000000000], was -1",
                "2   | 0.5 | 1  | 32  | NaN  | 0  | 0.8 | voteCompute must lie in [0, 1000000000], was NaN",
                "2   | 0.5 | 1  | 32  | 1    | -2 | 0.8 | computeRise must lie in [0, 1000000000], was -2",
                "2   | 0.5 | 1  | 32  | 1    | 0  | 2   | readingReliability must lie in [0, 1], was 2"
            })
    void aNumberOutOfRangeIsNamedWithItsRange(
            int alternatives, double cue, int free, int max, double vote, double rise, double reading, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EvidenceParameters(
                        List.of(0.9),
                        List.of(),
                        alternatives,
                        cue,
                        free,
                        max,
                        vote,
                        rise,
                        false,
                        Introspection.FULL,
                        reading))
                .withMessage(message);
    }

    private static EvidenceParameters levels(List<Double> reliabilities, List<Double> weights) {
        return new EvidenceParameters(reliabilities, weights, 2, 0.5, 1, 8, 1, 0, false, Introspection.FULL, 0.8);
    }

    @Test
    void levelsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(), List.of()))
                .withMessage("reliabilities must name at least one level, was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(0.9, Double.NaN), List.of()))
                .withMessage("reliabilities must lie in [0, 1], was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(0.9, 0.8), List.of(1.0)))
                .withMessage("weights must be empty or have one number for each of the 2 levels, had 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(0.9), List.of(0.0)))
                .withMessage("weights must be greater than 0, was 0");
    }
}
