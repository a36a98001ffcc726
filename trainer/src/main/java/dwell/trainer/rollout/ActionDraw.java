package dwell.trainer.rollout;

/** Picks actions from log-probabilities, the same way everywhere. */
public final class ActionDraw {
    private ActionDraw() {}

    /**
     * The action of a uniform number: cumulative sums, the last possible action takes the rest, as {@link
     * dwell.envs.process.Simulator#setRow} does.
     *
     * @param logProbability nats, read from {@code at}, length {@code actions}
     * @param u in [0, 1)
     */
    public static int sampled(double[] logProbability, int at, int actions, double u) {
        double sum = 0;
        int last = 0;
        for (int a = 0; a < actions; a++) {
            double p = Math.exp(logProbability[at + a]);
            if (p > 0) {
                last = a;
                sum += p;
                if (u < sum) {
                    return a;
                }
            }
        }
        return last;
    }

    /** The likeliest action, the first of equals. */
    public static int greedy(double[] logProbability, int at, int actions) {
        int best = 0;
        for (int a = 1; a < actions; a++) {
            best = logProbability[at + a] > logProbability[at + best] ? a : best;
        }
        return best;
    }
}
