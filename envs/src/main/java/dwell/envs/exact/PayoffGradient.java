package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import java.util.Arrays;

/**
 * Value and policy gradient of anything that an episode pays bit by bit, for a mix of hidden classes, in the logits of each
 * observation row (Sutton et al. 2000, theorem 1, class by class):
 *
 * <pre>
 * dJ/dlogit(r, a) = sum_c w(c) sum_s mu_c(s) P(r|s) (pi(a|r) (Q_c(s, a) - sum_b pi(b|r) Q_c(s, b)) + dx(r)/dlogit(r, a))
 * </pre>
 *
 * with x(r) what a decision in row r pays by itself, whatever is chosen: it may depend on the policy, as a divergence does. For
 * utility and the process's own mix this is {@link ExactGradient#of}.
 */
public final class PayoffGradient {
    private final CompiledProcess process;
    private final double[] rowProbabilities;
    private final PolicyTable policy;
    private final double[] visits;
    private final double[] value;
    private final double[] q;

    private PayoffGradient(CompiledProcess process, double[] rowProbabilities) {
        this.process = process;
        this.rowProbabilities = rowProbabilities;
        this.policy = PolicyTable.ofRows(process, rowProbabilities);
        this.visits = new double[process.stateCount()];
        this.value = new double[process.stateCount()];
        this.q = new double[process.choiceCount()];
    }

    /** What an episode pays. */
    public interface Payoff {
        /** For its end; terminals as in {@link CompiledProcess#TERMINALS}. */
        double end(int terminal);

        /** For a choice, forced ones too. */
        double choice(int hiddenClass, int choice);

        /** For a decision in a row, whatever is chosen. */
        double row(int row);

        /** Derivative of {@link #row} in the logit of an action. */
        double rowSlope(int row, int action);
    }

    /** Value of the verdict minus price times compute. */
    public static Payoff utility(CompiledProcess process, Stakes stakes) {
        double[] terminal = Backward.terminalValues(stakes);
        return new Payoff() {
            @Override
            public double end(int end) {
                return terminal[end];
            }

            @Override
            public double choice(int hiddenClass, int choice) {
                return -stakes.price() * process.compute(hiddenClass, choice);
            }

            @Override
            public double row(int row) {
                return 0;
            }

            @Override
            public double rowSlope(int row, int action) {
                return 0;
            }
        };
    }

    /**
     * Decisions, each counted as an amount of its row.
     *
     * @param amounts shape [rows]
     * @param slopes their derivatives in the logits, shape [rows x actions]; null where they do not depend on the policy
     */
    public static Payoff decisions(int actions, double[] amounts, double[] slopes) {
        return new Payoff() {
            @Override
            public double end(int terminal) {
                return 0;
            }

            @Override
            public double choice(int hiddenClass, int choice) {
                return 0;
            }

            @Override
            public double row(int row) {
                return amounts[row];
            }

            @Override
            public double rowSlope(int row, int action) {
                return slopes == null ? 0 : slopes[row * actions + action];
            }
        };
    }

    /** Chosen deliberate actions. */
    public static Payoff thinks(CompiledProcess process) {
        int[] owner = new int[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            Arrays.fill(owner, process.choiceBegin(s), process.choiceBegin(s + 1), s);
        }
        return new Payoff() {
            @Override
            public double end(int terminal) {
                return 0;
            }

            @Override
            public double choice(int hiddenClass, int choice) {
                int action = process.actionOf(choice);
                boolean deliberates = action >= 0
                        && process.isDecision(owner[choice])
                        && process.actions().get(action).kind().deliberates();
                return deliberates ? 1 : 0;
            }

            @Override
            public double row(int row) {
                return 0;
            }

            @Override
            public double rowSlope(int row, int action) {
                return 0;
            }
        };
    }

    /**
     * Expected payoff of an episode and its gradient.
     *
     * @param gradient shape [rows x actions], payoff per nat
     */
    public record Result(double value, double[] gradient) {}

    /**
     * Computes both.
     *
     * @param classWeights shape [classes], at least 0: {@link CompiledProcess#prior} or another mix of items
     * @param rowProbabilities shape [rows x actions], 0 where an action is not legal
     */
    public static Result of(CompiledProcess process, double[] classWeights, double[] rowProbabilities, Payoff payoff) {
        PayoffGradient one = new PayoffGradient(process, rowProbabilities);
        double[] gradient = new double[rowProbabilities.length];
        double total = 0;
        for (int c = 0; c < process.classCount(); c++) {
            if (classWeights[c] > 0) {
                Visits.ofClass(process, one.policy, c, one.visits, new double[CompiledProcess.TERMINALS]);
                one.backward(c, payoff);
                one.add(classWeights[c], payoff, gradient);
                total += classWeights[c] * Backward.overStarts(process, c, one.value);
            }
        }
        return new Result(total, gradient);
    }

    private void backward(int c, Payoff payoff) {
        for (int s = value.length - 1; s >= 0; s--) {
            value[s] = 0;
            if (visits[s] == 0) {
                continue;
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                q[k] = payoff.choice(c, k);
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    int target = process.branchTarget(b);
                    double probability = process.probability(c, b);
                    if (probability > 0) {
                        q[k] += probability * (target < 0 ? payoff.end(-1 - target) : value[target]);
                    }
                }
                value[s] += policy.probability(k) * q[k];
            }
            for (int i = process.readingBegin(s); i < process.readingBegin(s + 1); i++) {
                value[s] += process.readingProbability(i) * payoff.row(process.readingRow(i));
            }
        }
    }

    private void add(double weight, Payoff payoff, double[] gradient) {
        int actions = process.actionCount();
        ExactGradient.forEachReading(process, visits, (s, row, seen) -> {
            int base = row * actions;
            double mean = 0;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                mean += rowProbabilities[base + process.actionOf(k)] * q[k];
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                int action = process.actionOf(k);
                gradient[base + action] += weight
                        * seen
                        * (rowProbabilities[base + action] * (q[k] - mean) + payoff.rowSlope(row, action));
            }
        });
    }
}
