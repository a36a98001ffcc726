package dwell.envs.families.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaturationCurveTest {
    private static final double[][] AIME = {
        {500, 0}, {1000, 13.33}, {2000, 30}, {3933, 43.33}, {5300, 50}, {6657, 53.33}, {7320, 56.67}, {8477, 56.67}
    };
    private static final double[][] MATH = {{499, 64.0}, {984, 80.0}, {1814, 85.6}, {2868, 90.6}, {3200, 93.2}};
    private static final double[][] GPQA = {{500, 37.88}, {985, 49.49}, {1742, 51.01}, {3231, 57.58}, {4649, 59.60}};

    /** The fits to the figures of s1-32B leave the printed root mean square errors, in percent. */
    @Test
    void thePrintedFitsOfS1LeaveThePrintedErrors() {
        assertThat(error(new SaturationCurve(0.5742, 458.6, 2237, 0), AIME, 7)).isCloseTo(1.33, within(0.0051));
        assertThat(error(new SaturationCurve(0.5792, 453.9, 2290, 0), AIME, 8)).isCloseTo(1.27, within(0.0051));
        assertThat(error(new SaturationCurve(0.9210, -344.1, 699.4, 0), MATH, 5))
                .isCloseTo(1.52, within(0.0051));
        assertThat(error(new SaturationCurve(0.5905, -554.8, 981.7, 0), GPQA, 5))
                .isCloseTo(1.72, within(0.0051));
    }

    private static double error(SaturationCurve curve, double[][] points, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.pow(100 * curve.accuracy(points[i][0]) - points[i][1], 2);
        }
        return Math.sqrt(sum / count);
    }

    /** Through three points of R1-Distill-1.5B on GSM8K (arXiv 2506.04210): best at 887 tokens, 87.43 %, and worse beyond. */
    @Test
    void theInvertedUHasThePrintedPeak() {
        SaturationCurve curve = new SaturationCurve(0.8875, 0, 143.7, 68555);
        assertThat(curve.peak()).isCloseTo(887, within(0.5));
        assertThat(curve.accuracy(curve.peak())).isCloseTo(0.8743, within(5e-5));
        assertThat(curve.accuracy(385)).isCloseTo(0.822, within(1e-3));
        assertThat(curve.accuracy(1100)).isCloseTo(0.873, within(1e-3));
        assertThat(curve.accuracy(15980)).isCloseTo(0.703, within(1e-3));
    }

    private static List<SaturationCurve> curves() {
        List<SaturationCurve> curves = new ArrayList<>();
        for (double offset : new double[] {-300, 0, 450}) {
            for (double loss : new double[] {0, 1500, 60_000}) {
                curves.add(new SaturationCurve(0.8, offset, 700, loss));
            }
        }
        return curves;
    }

    @Test
    void theSlopeIsTheDerivative() {
        for (SaturationCurve curve : curves()) {
            for (double t = 10; t < 9000; t += 97) {
                double difference = (curve.accuracy(t + 0.01) - curve.accuracy(t - 0.01)) / 0.02;
                assertThat(curve.slope(t)).as("%s at %s", curve, t).isCloseTo(difference, within(1e-10));
            }
        }
    }

    @Test
    void theBestBudgetIsThatOfASearchOverAllBudgets() {
        for (SaturationCurve curve : curves()) {
            for (double price : new double[] {1e-6, 3e-5, 2e-4}) {
                double best = 0;
                for (double t = 0; t < 20_000; t += 0.5) {
                    if (curve.accuracy(t) - price * t > curve.accuracy(best) - price * best) {
                        best = t;
                    }
                }
                if (best > Math.max(curve.offset(), 0)) {
                    assertThat(curve.stop(price)).as("%s at %s", curve, price).isCloseTo(best, within(0.5));
                    assertThat(curve.peak()).isGreaterThan(best);
                }
            }
        }
    }

    /** t* = t0 + tau ln(A / (c tau)). */
    @ParameterizedTest
    @CsvSource({
        "0.5792, 453.9, 2290, 4e-5, 4677",
        "0.921, -344.1, 699.4, 4e-5, 2100",
        "0.5905, -554.8, 981.7, 4e-5, 2106"
    })
    void withoutLossTheBestBudgetIsTheClosedForm(double a, double t0, double tau, double price, double printed) {
        double stop = new SaturationCurve(a, t0, tau, 0).stop(price);
        assertThat(stop).isCloseTo(t0 + tau * Math.log(a / (price * tau)), within(1e-9));
        assertThat(stop).isCloseTo(printed, within(1.0));
    }

    @Test
    void whereNoTokenRepaysThoughtStopsAtTheOffset() {
        assertThat(new SaturationCurve(0.2, 100, 5000, 0).stop(4e-5)).isEqualTo(100);
        assertThat(new SaturationCurve(0.2, 100, 5000, 900).stop(4e-5)).isEqualTo(100);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SaturationCurve(1.1, 0, 1, 0))
                .withMessage("ceiling must lie in [0, 1], was 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SaturationCurve(1, Double.NaN, 1, 0))
                .withMessage("offset must be a finite number, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SaturationCurve(1, 0, 0, 0))
                .withMessage("scale must be greater than 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SaturationCurve(1, 0, 1, -1))
                .withMessage("lossScale must be at least 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SaturationCurve(1, 0, 1, 0).stop(0))
                .withMessage("price must be greater than 0, was 0");
    }
}
