package dwell.trainer.objective;

/**
 * Standard deviation of everything seen so far in a run. A batch is summed up in two passes and merged into what was seen before
 * (Chan, Golub and LeVeque 1983, equation 2.1), which is stable where the mean is large beside the deviation. Confined to one
 * thread.
 */
final class RunningDeviation {
    private double count;
    private double mean;
    private double squares;

    /**
     * Merges a batch.
     *
     * @param batchCount values in it, at least 0
     * @param batchMean their mean
     * @param batchSquares sum of their squared distances to it
     */
    void merge(double batchCount, double batchMean, double batchSquares) {
        if (batchCount == 0) {
            return;
        }
        double total = count + batchCount;
        double distance = batchMean - mean;
        mean += distance * batchCount / total;
        squares += batchSquares + distance * distance * count * batchCount / total;
        count = total;
    }

    /** The deviation; 0 while at most {@code ddof} values were seen. */
    double deviation(int ddof) {
        return count > ddof ? Math.sqrt(squares / (count - ddof)) : 0;
    }

    /** Count, mean, sum of squared distances. */
    double[] state() {
        return new double[] {count, mean, squares};
    }

    void restore(double[] state) {
        count = state[0];
        mean = state[1];
        squares = state[2];
    }
}
