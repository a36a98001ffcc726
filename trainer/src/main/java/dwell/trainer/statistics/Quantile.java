package dwell.trainer.statistics;

import java.util.Arrays;

/** Quantiles of a sample, interpolated between order statistics (type 7 of Hyndman and Fan 1996, NumPy's default). */
public final class Quantile {
    private Quantile() {}

    /**
     * The quantile of a sample.
     *
     * @param values at least one, in any order
     * @param share in [0, 1]
     */
    public static double of(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, share);
    }

    static double ofSorted(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        // Also keeps infinite neighbours out of the sum.
        if (place == below || sorted[below] == sorted[above]) {
            return sorted[below];
        }
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
