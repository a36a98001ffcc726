package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import java.util.Arrays;

/**
 * The exact policy gradient (Sutton et al. 2000, theorem 1) in the logits of each observation row:
 * {@code dJ/dlogit(r, a) = sum_s mu(s) P(r|s) pi(a|r) (Q(s, a) - sum_b pi(b|r) Q(s, b))}. Every sampled estimator is
 * judged against it.
 */
public final class ExactGradient {
    /** Below it, visits are not divided by. */
    private static final double LEAST_VISITS = 1e-300;

    private ExactGradient() {}

    /**
     * The gradient of expected utility.
     *
     * @param rowProbabilities shape [rows x actions], 0 where an action is not legal
     * @return shape [rows x actions], utility per nat
     */
    public static double[] of(CompiledProcess process, Stakes stakes, double[] rowProbabilities) {
        PolicyTable policy = PolicyTable.ofRows(process, rowProbabilities);
        PolicyValue values = PolicyValue.of(process, stakes, policy);
        double[] visits = Visits.overall(process, policy);
        double[] gradient = new double[rowProbabilities.length];
        forEachReading(process, visits, (s, row, weight) -> {
            double mean = 0;
            int base = row * process.actionCount();
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                mean += rowProbabilities[base + process.actionOf(k)] * values.q(k);
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                int at = base + process.actionOf(k);
                gradient[at] += weight * rowProbabilities[at] * (values.q(k) - mean);
            }
        });
        return gradient;
    }

    /**
     * The natural gradient of a table of logits (Kakade 2001): the mean advantage of each action of a row, over the states in
     * which the row is observed. It is {@link #of} divided by the visits of the row and the probability of the action.
     *
     * @param rowProbabilities as in {@link #of}
     * @return shape [rows x actions], utility; 0 in rows that are not visited
     */
    public static double[] natural(CompiledProcess process, Stakes stakes, double[] rowProbabilities) {
        int actions = process.actionCount();
        PolicyTable policy = PolicyTable.ofRows(process, rowProbabilities);
        PolicyValue values = PolicyValue.of(process, stakes, policy);
        double[] visits = Visits.overall(process, policy);
        double[] sum = new double[rowProbabilities.length];
        double[] weight = new double[process.rowCount()];
        forEachReading(process, visits, (s, row, w) -> {
            weight[row] += w;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                sum[row * actions + process.actionOf(k)] += w * values.q(k);
            }
        });
        for (int row = 0; row < weight.length; row++) {
            if (weight[row] < LEAST_VISITS) {
                Arrays.fill(sum, row * actions, (row + 1) * actions, 0);
                continue;
            }
            double mean = 0;
            for (int a = row * actions; a < (row + 1) * actions; a++) {
                sum[a] /= weight[row];
                mean += rowProbabilities[a] * sum[a];
            }
            for (int a = 0; a < actions; a++) {
                sum[row * actions + a] = process.legal(row, a) ? sum[row * actions + a] - mean : 0;
            }
        }
        return sum;
    }

    interface Reading {
        void visit(int state, int row, double weight);
    }

    /** Visits each (decision state, row) with the expected number of decisions there per item. */
    static void forEachReading(CompiledProcess process, double[] visits, Reading reading) {
        for (int s = 0; s < process.stateCount(); s++) {
            if (visits[s] == 0) {
                continue;
            }
            for (int i = process.readingBegin(s); i < process.readingBegin(s + 1); i++) {
                reading.visit(s, process.readingRow(i), visits[s] * process.readingProbability(i));
            }
        }
    }
}
