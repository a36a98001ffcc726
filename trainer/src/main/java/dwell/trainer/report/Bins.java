package dwell.trainer.report;

/**
 * Bins of equal width over amounts of compute: one for each amount where they are few and evenly spread, else of round width.
 *
 * @param offset where bin 0 begins
 */
record Bins(double offset, double width) {
    static final int MOST = 40;

    /** @param amounts in rising order, at least one */
    static Bins of(double[] amounts) {
        double gap = Double.POSITIVE_INFINITY;
        for (int i = 1; i < amounts.length; i++) {
            gap = Math.min(gap, amounts[i] - amounts[i - 1]);
        }
        double first = amounts[0];
        double last = amounts[amounts.length - 1];
        if (amounts.length == 1) {
            gap = Math.max(1, first / 10);
        }
        if ((last - first) / gap > MOST) {
            double width = Scale.covering(0, last, 0, 1, MOST * 3 / 4).step();
            return new Bins(width * Math.floor(first / width), width);
        }
        return new Bins(first - gap / 2, gap);
    }

    long index(double amount) {
        return (long) Math.floor((amount - offset) / width + 1e-9);
    }

    double from(long bin) {
        return offset + bin * width;
    }
}
