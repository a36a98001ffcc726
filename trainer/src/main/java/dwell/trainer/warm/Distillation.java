package dwell.trainer.warm;

import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import dwell.trainer.objective.LogSoftmax;

/**
 * Distillation of exact action values: in each row the target is {@code softmax(Q(r, .) / temperature)}, where {@code Q(r, a)} is
 * the mean of {@code Q*(s, a)} over the states that the row stands for, weighted by how often each is visited and shows the row.
 * Where a row hides part of its state, Q* is the value of acting optimally with the whole state afterwards.
 */
final class Distillation {
    private Distillation() {}

    /**
     * Targets, weighted by how often a row is seen.
     *
     * @param visits expected visits of each state by an episode, shape [states]
     * @param temperature in units of utility, greater than 0
     * @return shape [rows x actions]
     */
    static double[] weights(Optimum optimum, double[] visits, double temperature) {
        CompiledProcess process = optimum.process();
        int actions = process.actionCount();
        double[] seen = new double[process.rowCount()];
        double[] value = new double[process.rowCount() * actions];
        for (int s = 0; s < visits.length; s++) {
            for (int i = process.readingBegin(s); i < process.readingBegin(s + 1) && visits[s] > 0; i++) {
                double weight = visits[s] * process.readingProbability(i);
                int row = process.readingRow(i);
                seen[row] += weight;
                for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                    value[row * actions + process.actionOf(k)] += weight * optimum.q(k);
                }
            }
        }
        boolean[] legal = new boolean[actions];
        for (int row = 0; row < seen.length; row++) {
            int at = row * actions;
            if (seen[row] == 0) {
                continue;
            }
            for (int a = 0; a < actions; a++) {
                legal[a] = process.legal(row, a);
                value[at + a] /= seen[row] * temperature;
            }
            LogSoftmax.of(value, at, actions, legal, 0, value, at);
            for (int a = 0; a < actions; a++) {
                value[at + a] = seen[row] * Math.exp(value[at + a]);
            }
        }
        return value;
    }
}
