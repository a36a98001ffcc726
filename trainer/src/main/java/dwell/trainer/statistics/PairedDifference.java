package dwell.trainer.statistics;

import dwell.envs.Require;
import org.apache.commons.math3.stat.descriptive.moment.Variance;

/**
 * Two algorithms on the same seeds: what one gains over the other, pair by pair.
 *
 * @param pairs seeds that both have
 * @param mean difference with its t interval
 * @param pValue of the paired t-test
 * @param varianceSaved share by which pairing lowers the variance of the difference, {@code 1 - var(d) / (var(x) + var(y))};
 *     negative where it raises it; 0 where neither varies
 */
public record PairedDifference(int pairs, Interval mean, double pValue, double varianceSaved) {
    /**
     * Differences {@code one - other}.
     *
     * @param one by seed, at least two values
     * @param other of the same seeds in the same order
     * @param confidence in (0, 1)
     */
    public static PairedDifference of(double[] one, double[] other, double confidence) {
        Require.that(one.length == other.length, "pairs need as many values, were %d and %d", one.length, other.length);
        Require.atLeast("pairs", one.length, 2);
        double[] difference = new double[one.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = one[i] - other[i];
        }
        double apart = new Variance().evaluate(one) + new Variance().evaluate(other);
        double saved = apart == 0 ? 0 : 1 - new Variance().evaluate(difference) / apart;
        return new PairedDifference(
                one.length, StudentT.mean(difference, confidence), StudentT.pValue(difference), saved);
    }
}
