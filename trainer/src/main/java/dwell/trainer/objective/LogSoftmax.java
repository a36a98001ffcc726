package dwell.trainer.objective;

/** The one place where logits become probabilities. Works with log-probabilities, which do not underflow. */
public final class LogSoftmax {
    private LogSoftmax() {}

    /**
     * Log-probabilities of one row over its legal actions.
     *
     * @param logits read from {@code from}, length {@code actions}
     * @param legal read from {@code legalFrom}; at least one action is legal
     * @param out written from {@code to}: nats, negative infinity where an action is not legal
     */
    public static void of(
            double[] logits, int from, int actions, boolean[] legal, int legalFrom, double[] out, int to) {
        double max = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < actions; a++) {
            if (legal[legalFrom + a]) {
                max = Math.max(max, logits[from + a]);
            }
        }
        double sum = 0;
        for (int a = 0; a < actions; a++) {
            if (legal[legalFrom + a]) {
                sum += Math.exp(logits[from + a] - max);
            }
        }
        double logSum = max + Math.log(sum);
        for (int a = 0; a < actions; a++) {
            out[to + a] = legal[legalFrom + a] ? logits[from + a] - logSum : Double.NEGATIVE_INFINITY;
        }
    }
}
