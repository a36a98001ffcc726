package dwell.envs.families.threat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreatParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | 0.8 | 1   | 3  | 1   | cueReliability must lie in [0, 1], was 1.5",
                "0.5 | 0.4 | 1   | 3  | 1   | quality must lie in [0.5, 1], was 0.4",
                "0.5 | NaN | 1   | 3  | 1   | quality must lie in [0.5, 1], was NaN",
                "0.5 | 0.8 | 1.1 | 3  | 1   | fade must lie in [0, 1], was 1.1",
                "0.5 | 0.8 | 1   | 13 | 1   | maxLooks must lie in [0, 12], was 13",
                "0.5 | 0.8 | 1   | 3  | -1  | lookCompute must lie in [0, 1000000000], was -1"
            })
    void aNumberOutOfRangeIsNamedWithItsRange(
            double cue, double quality, double fade, int looks, double compute, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ThreatParameters(List.of(0.1), List.of(), cue, quality, fade, looks, compute))
                .withMessage(message);
    }

    @Test
    void levelsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ThreatParameters(List.of(), List.of(), 1, 0.8, 1, 3, 1))
                .withMessage("baseRates must name at least one level, was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ThreatParameters(List.of(0.1, 2.0), List.of(), 1, 0.8, 1, 3, 1))
                .withMessage("baseRates must lie in [0, 1], was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ThreatParameters(List.of(0.1), List.of(-1.0), 1, 0.8, 1, 3, 1))
                .withMessage("weights must be greater than 0, was -1");
    }

    @Test
    void eachLookLeadsChanceByLess() {
        ThreatParameters parameters = new ThreatParameters(List.of(0.1), List.of(), 1, 0.9, 0.5, 4, 1);
        double[] reliability = {0.9, 0.7, 0.6, 0.55};
        for (int look = 0; look < 4; look++) {
            assertThat(parameters.reliability(look)).isCloseTo(reliability[look], within(1e-15));
        }
    }
}
