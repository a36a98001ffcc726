package dwell.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.TaskFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds on ratios against the formulas of their papers, term by term, and their slopes against numeric derivatives. */
class RatioBoundTest {
    private static final double[] RATIOS = {1e-6, 0.3, 0.79, 0.81, 0.999, 1, 1.001, 1.19, 1.21, 1.29, 2.9, 3.1, 8, 40};

    private static RatioBound bound(String surrogate) {
        return RatioBound.of(TaskFixture.settings(Map.of(
                        "loss.surrogate", surrogate, "loss.clip", 0.2, "loss.clipHigh", 0.28, "loss.clipBound", 3))
                .loss());
    }

    /** PPO (7): min(rho A, clip(rho) A); dual clip: at least c A where A is negative. */
    @Test
    void clipAndDualAreTheMinimaOfTheirPapers() {
        for (double ratio : RATIOS) {
            for (double advantage : new double[] {1.7, -0.6}) {
                double clipped = Math.min(Math.max(ratio, 0.8), 1.28);
                double ppo = Math.min(ratio * advantage, clipped * advantage);
                double dual = advantage < 0 ? Math.max(ppo, 3 * advantage) : ppo;
                assertThat(advantage * bound("clip").value(ratio, advantage > 0))
                        .isCloseTo(ppo, within(1e-15));
                assertThat(advantage * bound("dual").value(ratio, advantage > 0))
                        .isCloseTo(dual, within(1e-15));
            }
        }
    }

    /** INTELLECT-2: min(min(rho, delta) A, clip(rho) A). */
    @Test
    void twoSidedClippingIsDualClippingWithDelta() {
        for (double ratio : RATIOS) {
            for (double advantage : new double[] {1.7, -0.6}) {
                double clipped = Math.min(Math.max(ratio, 0.8), 1.28);
                double twoSided = Math.min(Math.min(ratio, 3) * advantage, clipped * advantage);
                assertThat(advantage * bound("dual").value(ratio, advantage > 0))
                        .isCloseTo(twoSided, within(1e-15));
            }
        }
    }

    /** CISPO weights ln pi by min(rho, cap), through which no gradient flows; SAPO's gate has slope 1 at ratio 1. */
    @Test
    void cispoNeverDropsADecisionAndSapoOpensAtOne() {
        for (double ratio : RATIOS) {
            assertThat(bound("cispo").slope(ratio, true)).isEqualTo(Math.min(ratio, 3));
            assertThat(bound("cispo").slope(ratio, false)).isEqualTo(Math.min(ratio, 3));
        }
        assertThat(bound("sapo").slope(1, true)).isCloseTo(1, within(1e-15));
        assertThat(bound("sapo").slope(1, false)).isCloseTo(1, within(1e-15));
        assertThat(bound("sapo").value(1, true)).isCloseTo(2, within(1e-15));
        assertThat(bound("sapo").value(1, false)).isCloseTo(2 / 1.05, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"clip", "dual", "cispo", "sapo", "none"})
    void slopesAreNumericDerivativesInTheLogarithm(String surrogate) {
        double h = 1e-6;
        for (double ratio : RATIOS) {
            for (boolean positive : new boolean[] {true, false}) {
                double up = bound(surrogate).value(ratio * Math.exp(h), positive);
                double down = bound(surrogate).value(ratio * Math.exp(-h), positive);
                assertThat(bound(surrogate).slope(ratio, positive))
                        .as("%s at %s, positive %s", surrogate, ratio, positive)
                        .isCloseTo((up - down) / (2 * h), within(1e-7));
            }
        }
    }

    @Test
    void sidesSayWhichBoundActs() {
        assertThat(bound("clip").side(1.3, true)).isEqualTo(1);
        assertThat(bound("clip").side(0.7, true)).isZero();
        assertThat(bound("clip").side(0.7, false)).isEqualTo(-1);
        assertThat(bound("clip").side(9, false)).isZero();
        assertThat(bound("dual").side(9, false)).isEqualTo(1);
        assertThat(bound("none").side(1e300, false)).isZero();
    }

    /** A probability that underflowed at the start of the update gives an infinite ratio. */
    @Test
    void infiniteRatiosStayFiniteWhereABoundHoldsThem() {
        assertThat(bound("clip").value(Double.POSITIVE_INFINITY, true)).isEqualTo(1.28);
        assertThat(bound("clip").slope(Double.POSITIVE_INFINITY, true)).isZero();
        assertThat(bound("dual").value(Double.POSITIVE_INFINITY, false)).isEqualTo(3);
        assertThat(bound("sapo").slope(Double.POSITIVE_INFINITY, false)).isZero();
    }
}
