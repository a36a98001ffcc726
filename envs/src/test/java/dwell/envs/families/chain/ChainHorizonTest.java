package dwell.envs.families.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths at success 0.5 that were computed elsewhere, to the printed digits. */
class ChainHorizonTest {
    @ParameterizedTest
    @CsvSource({
        "0.8,   3.106,   3,   4",
        "0.9,   6.579,   6,   7",
        "0.95,  13.513,  13,  14",
        "0.99,  68.968,  68,  69",
        "0.995, 138.283, 138, 139",
        "0.999, 692.801, 692, 693"
    })
    void theHorizonIsThePrintedOne(double accuracy, double real, long longest, long paper) {
        ChainHorizon horizon = new ChainHorizon(accuracy, 0.5);
        assertThat(horizon.real()).isCloseTo(real, within(0.5e-3));
        assertThat(horizon.longest()).isEqualTo(longest);
        assertThat(horizon.paper()).isEqualTo(paper);
        assertThat(Math.pow(accuracy, longest)).isGreaterThanOrEqualTo(0.5);
        assertThat(Math.pow(accuracy, longest + 1)).isLessThan(0.5);
    }

    @ParameterizedTest
    @CsvSource({"0.9, 69.4, 0.05", "0.99, 6931.5, 0.05", "0.999, 693147, 0.5"})
    void aBetterStepLengthensTheHorizonByThePrintedSlope(double accuracy, double slope, double printed) {
        ChainHorizon horizon = new ChainHorizon(accuracy, 0.5);
        assertThat(horizon.slope()).isCloseTo(slope, within(printed));
        double h = 1e-6 * (1 - accuracy);
        double difference =
                (new ChainHorizon(accuracy + h, 0.5).real() - new ChainHorizon(accuracy - h, 0.5).real()) / (2 * h);
        assertThat(horizon.slope()).isCloseTo(difference, within(1e-6 * slope));
    }

    /** In floating point, ln 0.125 / ln 0.5 and ln 0.001 / ln 0.1 fall on either side of 3. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.125", "0.1, 0.001", "0.9, 0.729"})
    void aLengthThatIsWholeIsNotRoundedAway(double accuracy, double success) {
        ChainHorizon horizon = new ChainHorizon(accuracy, success);
        assertThat(horizon.longest()).isEqualTo(3);
        assertThat(horizon.paper()).isEqualTo(3);
    }

    @Test
    void certaintyHasNoHorizon() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChainHorizon(1, 0.5))
                .withMessage("stepAccuracy must lie between 0 and 1, was 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChainHorizon(0.5, Double.NaN))
                .withMessage("success must lie between 0 and 1, was NaN");
    }
}
