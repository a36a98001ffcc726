package dwell.envs.families.recall;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecallParametersTest {
    private static final List<String> NUMBERS = List.of(
            "cueReliability",
            "knownAccuracy",
            "guessAccuracy",
            "misleadingShare",
            "flipRate",
            "signReliability",
            "feelingReliability",
            "maxThinks",
            "probeReliability",
            "thinkCompute",
            "maxChecks",
            "repair",
            "corruption",
            "checkCompute");

    private static RecallParameters with(List<Double> shares, String key, double value) {
        double[] n = {0.7, 1, 0, 0.5, 0.2, 0.8, 0.7, 4, 0.7, 1, 2, 0.7, 0, 1};
        if (!key.isEmpty()) {
            n[NUMBERS.indexOf(key)] = value;
        }
        return new RecallParameters(
                shares,
                List.of(),
                n[0],
                n[1],
                n[2],
                n[3],
                n[4],
                n[5],
                n[6],
                (int) n[7],
                n[8],
                n[9],
                (int) n[10],
                n[11],
                n[12],
                n[13],
                true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cueReliability     | 1.5 | cueReliability must lie in [0, 1], was 1.5",
                "knownAccuracy      | NaN | knownAccuracy must lie in [0, 1], was NaN",
                "guessAccuracy      | -1  | guessAccuracy must lie in [0, 1], was -1",
                "misleadingShare    | 2   | misleadingShare must lie in [0, 1], was 2",
                "flipRate           | NaN | flipRate must lie in [0, 1], was NaN",
                "signReliability    | 2   | signReliability must lie in [0, 1], was 2",
                "feelingReliability | 2   | feelingReliability must lie in [0, 1], was 2",
                "maxThinks          | 65  | maxThinks must lie in [0, 64], was 65",
                "probeReliability   | 2   | probeReliability must lie in [0, 1], was 2",
                "thinkCompute       | -1  | thinkCompute must lie in [0, 1000000000], was -1",
                "maxChecks          | 17  | maxChecks must lie in [0, 16], was 17",
                "repair             | NaN | repair must lie in [0, 1], was NaN",
                "corruption         | 2   | corruption must lie in [0, 1], was 2",
                "checkCompute       | NaN | checkCompute must lie in [0, 1000000000], was NaN"
            })
    void aNumberOutOfRangeIsNamedWithItsRange(String key, double value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(List.of(0.9), key, value))
                .withMessage(message);
    }

    @Test
    void levelsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(List.of(), "", 0))
                .withMessage("knownShares must name at least one level, was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(List.of(0.5, Double.NaN), "", 0))
                .withMessage("knownShares must lie in [0, 1], was NaN");
    }
}
