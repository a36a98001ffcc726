package dwell.trainer.statistics;

import dwell.envs.Require;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;

/** Interval and test of a mean under Student's t distribution, for one task: exact where runs are normal. */
public final class StudentT {
    private StudentT() {}

    /**
     * The interval of a mean.
     *
     * @param values at least two
     * @param confidence in (0, 1)
     */
    public static Interval mean(double[] values, double confidence) {
        Require.atLeast("values", values.length, 2);
        double mean = new Mean().evaluate(values);
        double half = quantile(values.length - 1.0, (1 + confidence) / 2) * error(values);
        return new Interval(mean, mean - half, mean + half);
    }

    /**
     * Two-sided p-value of the hypothesis that the mean is 0. Where all values are equal there is no spread to judge by: 1 if they are
     * 0, otherwise 0.
     *
     * @param values at least two
     */
    public static double pValue(double[] values) {
        Require.atLeast("values", values.length, 2);
        double mean = new Mean().evaluate(values);
        double error = error(values);
        if (error == 0) {
            return mean == 0 ? 1 : 0;
        }
        double tail = new TDistribution(null, values.length - 1.0).cumulativeProbability(-Math.abs(mean / error));
        return 2 * tail;
    }

    private static double error(double[] values) {
        return Math.sqrt(new Variance().evaluate(values) / values.length);
    }

    private static double quantile(double degrees, double probability) {
        // The distribution without a generator: nothing is drawn from it.
        return new TDistribution(null, degrees).inverseCumulativeProbability(probability);
    }
}
