package dwell.trainer.statistics;

import java.util.Arrays;
import java.util.Comparator;

/** p-values adjusted for their number (Holm 1979): refusing those at most 0.05 keeps the chance of any false alarm at most 0.05. */
public final class Holm {
    private Holm() {}

    /**
     * The adjusted p-values, in the order given.
     *
     * @param pValues each in [0, 1]
     */
    public static double[] adjusted(double... pValues) {
        Integer[] order = new Integer[pValues.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
        double[] out = new double[pValues.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (order.length - rank) * pValues[order[rank]]));
            out[order[rank]] = largest;
        }
        return out;
    }
}
