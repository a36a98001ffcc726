package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import java.util.Arrays;

/**
 * The mean utility of the episodes that visit an observation row, under a memoryless policy:
 *
 * <pre>
 *   Vbar(r) = E[U | r visited] = sum_{c,s} w(c) mu_c(s) P(r|s) (sum_a pi(a|r) Q_c(s, a) - p C_c(s)) / sum_{c,s} w(c) mu_c(s) P(r|s)
 * </pre>
 *
 * with w the weights of the hidden classes, mu_c the visits, Q_c the utility from a choice on, and C_c the mean compute that was
 * spent before. The utility is that of the whole episode, what was spent before the visit included, so that an episode's utility
 * minus Vbar is an advantage. One forward and one backward recursion for each hidden class; within a class, compute already spent
 * does not bear on what follows, while over classes it may.
 */
public final class RowValues {
    private final CompiledProcess process;
    private final double price;
    private final double[] rowProbabilities;
    private final PolicyTable policy;
    private final double[] terminal;
    private final double[] visits;
    private final double[] spent;
    private final double[] value;
    private final double[] q;
    private final double[] sum;
    private final double[] mass;

    private RowValues(CompiledProcess process, Stakes stakes, double[] rowProbabilities) {
        this.process = process;
        this.price = stakes.price();
        this.rowProbabilities = rowProbabilities;
        this.policy = PolicyTable.ofRows(process, rowProbabilities);
        this.terminal = Backward.terminalValues(stakes);
        this.visits = new double[process.stateCount()];
        this.spent = new double[process.stateCount()];
        this.value = new double[process.stateCount()];
        this.q = new double[process.choiceCount()];
        this.sum = new double[process.rowCount()];
        this.mass = new double[process.rowCount()];
    }

    /**
     * Mean utilities.
     *
     * @param classWeights shape [classes], at least 0: {@link CompiledProcess#prior} or another mix of items
     * @param rowProbabilities shape [rows x actions], 0 where an action is not legal
     * @return shape [rows]; NaN for rows that no episode visits
     */
    public static double[] of(
            CompiledProcess process, Stakes stakes, double[] classWeights, double[] rowProbabilities) {
        RowValues values = new RowValues(process, stakes, rowProbabilities);
        for (int c = 0; c < process.classCount(); c++) {
            if (classWeights[c] > 0) {
                values.forward(c);
                values.backward(c);
                values.add(classWeights[c]);
            }
        }
        double[] means = new double[values.sum.length];
        Arrays.setAll(means, row -> values.mass[row] > 0 ? values.sum[row] / values.mass[row] : Double.NaN);
        return means;
    }

    /** Visits, and visits times the mean compute spent before them. */
    private void forward(int c) {
        Arrays.fill(visits, 0);
        Arrays.fill(spent, 0);
        int[] starts = process.startStates(c);
        for (int i = 0; i < starts.length; i++) {
            visits[starts[i]] += process.startProbabilities(c)[i];
        }
        for (int s = 0; s < visits.length; s++) {
            if (visits[s] == 0) {
                continue;
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double chosen = policy.probability(k);
                double flow = visits[s] * chosen;
                double units = spent[s] * chosen + flow * process.compute(c, k);
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    int target = process.branchTarget(b);
                    if (target >= 0) {
                        visits[target] += flow * process.probability(c, b);
                        spent[target] += units * process.probability(c, b);
                    }
                }
            }
        }
    }

    private void backward(int c) {
        for (int s = visits.length - 1; s >= 0; s--) {
            value[s] = 0;
            if (visits[s] == 0) {
                continue;
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                q[k] = Backward.classQ(process, c, price, terminal, value, k);
                value[s] += policy.probability(k) * q[k];
            }
        }
    }

    private void add(double weight) {
        int actions = process.actionCount();
        for (int s = 0; s < visits.length; s++) {
            if (visits[s] == 0) {
                continue;
            }
            for (int i = process.readingBegin(s); i < process.readingBegin(s + 1); i++) {
                int row = process.readingRow(i);
                double after = 0;
                for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                    after += rowProbabilities[row * actions + process.actionOf(k)] * q[k];
                }
                double share = weight * process.readingProbability(i);
                mass[row] += share * visits[s];
                sum[row] += share * (visits[s] * after - price * spent[s]);
            }
        }
    }
}
