package dwell.trainer.statistics;

import dwell.envs.Require;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.apache.commons.math3.stat.inference.TTest;

/** Two-sided p-values of two independent samples, by commons-math3. */
public final class TwoSamples {
    private TwoSamples() {}

    /**
     * Welch's t-test of equal means. Where neither sample has any spread: 1 if the means are equal, otherwise 0.
     *
     * @param one at least two values
     * @param other at least two values
     */
    public static double welch(double[] one, double[] other) {
        Require.atLeast("one", one.length, 2);
        Require.atLeast("other", other.length, 2);
        if (new Variance().evaluate(one) == 0 && new Variance().evaluate(other) == 0) {
            return new Mean().evaluate(one) == new Mean().evaluate(other) ? 1 : 0;
        }
        return new TTest().tTest(one, other);
    }

    /** The Mann-Whitney U test, by its normal approximation without corrections for continuity or ties. */
    public static double mannWhitney(double[] one, double[] other) {
        return new MannWhitneyUTest().mannWhitneyUTest(one, other);
    }
}
