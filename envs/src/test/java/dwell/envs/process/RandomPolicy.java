package dwell.envs.process;

import dwell.envs.random.RandomKey;

/** A policy drawn at random: action probabilities of each observation row, 0 where an action is not legal. */
public final class RandomPolicy {
    private RandomPolicy() {}

    /**
     * Draws a softmax policy.
     *
     * @param spread standard deviation of the logits; large values make policies that hardly mix
     * @return shape [rows x actions]
     */
    public static double[] rows(CompiledProcess process, long key, double spread) {
        return softmax(process, logits(process, key, spread));
    }

    /** Normal logits, shape [rows x actions]. */
    public static double[] logits(CompiledProcess process, long key, double spread) {
        double[] logits = new double[process.rowCount() * process.actionCount()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = spread * RandomKey.gaussian(key, i);
        }
        return logits;
    }

    /** Probabilities of the legal actions of each row. */
    public static double[] softmax(CompiledProcess process, double[] logits) {
        int actions = process.actionCount();
        double[] out = new double[logits.length];
        for (int row = 0; row < process.rowCount(); row++) {
            double sum = 0;
            for (int a = 0; a < actions; a++) {
                out[row * actions + a] = process.legal(row, a) ? Math.exp(logits[row * actions + a]) : 0;
                sum += out[row * actions + a];
            }
            for (int a = 0; a < actions; a++) {
                out[row * actions + a] /= sum;
            }
        }
        return out;
    }

    /** What {@link Simulator#run} looks actions up in, shape [rows x actions]. */
    public static double[] cumulative(Simulator simulator, CompiledProcess process, double[] rows) {
        double[] cumulative = new double[rows.length];
        for (int row = 0; row < process.rowCount(); row++) {
            simulator.setRow(rows, row * process.actionCount(), row, cumulative);
        }
        return cumulative;
    }
}
