package dwell.trainer.objective;

/**
 * Mean and standard deviation of some entries of an array, in double precision and two passes: values that differ by little
 * more than rounding keep their deviation, and equal ones have exactly 0.
 */
public final class Deviation {
    private Deviation() {}

    /**
     * Standard deviation of the entries that are used.
     *
     * @param used shape as values; null for all
     * @param ddof subtracted from n; 0 or 1
     * @return 0 where the entries are equal, or at most {@code ddof} are used
     */
    public static double of(double[] values, boolean[] used, int from, int count, int ddof) {
        if (equal(values, used, from, count)) {
            return 0;
        }
        double mean = mean(values, used, from, count);
        double squares = 0;
        int n = 0;
        for (int i = from; i < from + count; i++) {
            if (used == null || used[i]) {
                squares += (values[i] - mean) * (values[i] - mean);
                n++;
            }
        }
        return Math.sqrt(squares / (n - ddof));
    }

    /** Mean of the entries that are used; 0 where none is. */
    static double mean(double[] values, boolean[] used, int from, int count) {
        double sum = 0;
        int n = 0;
        for (int i = from; i < from + count; i++) {
            if (used == null || used[i]) {
                sum += values[i];
                n++;
            }
        }
        return n == 0 ? 0 : sum / n;
    }

    /** Whether largest and smallest of the entries that are used are the same number; true where fewer than two are. */
    static boolean equal(double[] values, boolean[] used, int from, int count) {
        double first = Double.NaN;
        for (int i = from; i < from + count; i++) {
            if (used == null || used[i]) {
                if (Double.isNaN(first)) {
                    first = values[i];
                } else if (values[i] != first) {
                    return false;
                }
            }
        }
        return true;
    }
}
