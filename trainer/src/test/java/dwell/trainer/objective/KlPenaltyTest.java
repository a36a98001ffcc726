package dwell.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.config.KlConfig.Estimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values as published, slopes as numeric derivatives, and expectations of values and gradients by enumeration. */
class KlPenaltyTest {
    private static final double[] P = {0.55, 0.3, 0.13, 0.02};
    private static final double[] Q = {0.25, 0.25, 0.3, 0.2};

    /** algorithms 23.3 no. 3 and section 1.1: k3 at u = 2, .5, 1.1, 10. */
    @Test
    void k3HasItsPublishedValues() {
        assertThat(KlPenalty.value(Estimator.K3, 0, Math.log(2), 1)).isCloseTo(.3069, within(5e-5));
        assertThat(KlPenalty.value(Estimator.K3, 0, Math.log(.5), 1)).isCloseTo(.1931, within(5e-5));
        assertThat(KlPenalty.value(Estimator.K3, 0, Math.log(1.1), 1)).isCloseTo(.00469, within(5e-6));
        assertThat(KlPenalty.value(Estimator.K3, 0, Math.log(10), 1)).isCloseTo(6.697, within(5e-4));
    }

    @ParameterizedTest
    @EnumSource(value = Estimator.class, names = "EXACT", mode = EnumSource.Mode.EXCLUDE)
    void slopesAreNumericDerivatives(Estimator estimator) {
        double h = 1e-6;
        double old = Math.log(0.37);
        for (double log : new double[] {-0.1, -1, -3, -9}) {
            for (double reference : new double[] {-0.2, -1, -6}) {
                double up = KlPenalty.value(estimator, log + h, reference, Math.exp(log + h - old));
                double down = KlPenalty.value(estimator, log - h, reference, Math.exp(log - h - old));
                assertThat(KlPenalty.slope(estimator, log, reference, Math.exp(log - old)))
                        .isCloseTo((up - down) / (2 * h), within(1e-6 * (1 + Math.abs(up / h) * 1e-4)));
            }
        }
    }

    /** The divergence is .4 nats or so; k1, k3 and k3-importance have it as their mean, k2 does not. */
    @Test
    void meansOfTheValuesAreTheDivergenceButForK2() {
        double divergence = divergence(P);
        assertThat(KlPenalty.exact(logs(P), 0, logs(Q), 0, 4)).isCloseTo(divergence, within(1e-14));
        for (Estimator estimator : new Estimator[] {Estimator.K1, Estimator.K3, Estimator.K3_IMPORTANCE}) {
            assertThat(mean(estimator)).as("%s", estimator).isCloseTo(divergence, within(1e-14));
        }
        assertThat(Math.abs(mean(Estimator.K2) - divergence)).isGreaterThan(0.01);
    }

    /**
     * Expected gradient in each logit: that of the reverse divergence for k2 and k3-importance, 0 for k1, and that of the forward
     * divergence, pi - pi_ref, for k3. Each against finite differences of the divergence.
     */
    @Test
    void meanGradientsAreWhatTheyAreSaidToBe() {
        for (int j = 0; j < P.length; j++) {
            double reverse = numericGradient(j);
            assertThat(gradient(Estimator.K1, j)).isCloseTo(0, within(1e-14));
            assertThat(gradient(Estimator.K2, j)).isCloseTo(reverse, within(1e-8));
            assertThat(gradient(Estimator.K3, j)).isCloseTo(P[j] - Q[j], within(1e-14));
            assertThat(gradient(Estimator.K3_IMPORTANCE, j)).isCloseTo(reverse, within(1e-8));
        }
    }

    @Test
    void anActionThatIsAllButGivenUpDoesNotMakeThePenaltyInfinite() {
        assertThat(KlPenalty.value(Estimator.K3, -800, -1, 1)).isFinite();
        assertThat(KlPenalty.slope(Estimator.K3, -800, -1, 1)).isZero();
    }

    private static double mean(Estimator estimator) {
        double mean = 0;
        for (int a = 0; a < P.length; a++) {
            mean += P[a] * KlPenalty.value(estimator, Math.log(P[a]), Math.log(Q[a]), 1);
        }
        return mean;
    }

    /** sum_a pi(a) slope(a) d ln pi(a) / d logit j. */
    private static double gradient(Estimator estimator, int j) {
        double sum = 0;
        for (int a = 0; a < P.length; a++) {
            double slope = KlPenalty.slope(estimator, Math.log(P[a]), Math.log(Q[a]), 1);
            sum += P[a] * slope * ((a == j ? 1 : 0) - P[j]);
        }
        return sum;
    }

    private static double numericGradient(int j) {
        double h = 1e-6;
        return (divergence(moved(j, h)) - divergence(moved(j, -h))) / (2 * h);
    }

    private static double[] moved(int j, double by) {
        double[] out = P.clone();
        out[j] *= Math.exp(by);
        double sum = 0;
        for (double p : out) {
            sum += p;
        }
        for (int a = 0; a < out.length; a++) {
            out[a] /= sum;
        }
        return out;
    }

    private static double divergence(double[] p) {
        double sum = 0;
        for (int a = 0; a < p.length; a++) {
            sum += p[a] * Math.log(p[a] / Q[a]);
        }
        return sum;
    }

    private static double[] logs(double[] p) {
        double[] out = new double[p.length];
        for (int a = 0; a < p.length; a++) {
            out[a] = Math.log(p[a]);
        }
        return out;
    }
}
