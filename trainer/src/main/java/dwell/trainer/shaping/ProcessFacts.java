package dwell.trainer.shaping;

import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.policies.FixedPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What is exact about a process and a shaping may use. Figures are computed when first asked for. Confined to one thread. */
public final class ProcessFacts {
    private final CompiledProcess process;
    private final Stakes stakes;
    private final Function<String, FixedPolicy> fixedPolicies;
    private final Items items;
    private final Map<String, Reference> references = new HashMap<>();
    private Optimum optimum;
    private double mostCompute = Double.NaN;

    /**
     * The facts of a process.
     *
     * @param fixedPolicies the fixed policy of a name such as {@code think:8}; throws an {@link IllegalArgumentException} with
     *     one sentence where there is none
     */
    public ProcessFacts(CompiledProcess process, Stakes stakes, Function<String, FixedPolicy> fixedPolicies) {
        this.process = process;
        this.stakes = stakes;
        this.fixedPolicies = fixedPolicies;
        this.items = Items.of(process);
    }

    /** The items by number. */
    public Items items() {
        return items;
    }

    /** Whether each decision state has a row of its own: only then is a confidence known. */
    public boolean fullyObserved() {
        return process.fullyObserved();
    }

    /** Largest compute of an episode that is possible, in compute units. */
    public double mostCompute() {
        if (Double.isNaN(mostCompute)) {
            double most = 0;
            double[] from = new double[process.stateCount()];
            for (int c = 0; c < process.classCount(); c++) {
                if (process.prior(c) > 0) {
                    most = Math.max(most, most(c, from));
                }
            }
            mostCompute = most;
        }
        return mostCompute;
    }

    private double most(int hiddenClass, double[] from) {
        for (int s = process.stateCount() - 1; s >= 0; s--) {
            from[s] = Double.NEGATIVE_INFINITY;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double after = Double.NEGATIVE_INFINITY;
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    if (process.probability(hiddenClass, b) > 0) {
                        int target = process.branchTarget(b);
                        after = Math.max(after, target < 0 ? 0 : from[target]);
                    }
                }
                from[s] = Math.max(from[s], process.compute(hiddenClass, k) + after);
            }
        }
        double most = 0;
        int[] starts = process.startStates(hiddenClass);
        for (int i = 0; i < starts.length; i++) {
            if (process.startProbabilities(hiddenClass)[i] > 0) {
                most = Math.max(most, from[starts[i]]);
            }
        }
        return most;
    }

    /**
     * Exact figures of a fixed policy on each item, by backward recursion for each hidden class.
     *
     * @param key of the parameter that names it, for the message
     * @param policy for example {@code think:8}
     * @throws IllegalArgumentException with one sentence, if there is no such policy or it does not fit the process
     */
    public Reference reference(String key, String policy) {
        return references.computeIfAbsent(policy, name -> reference(key, name, optimum()));
    }

    private Optimum optimum() {
        if (optimum == null) {
            optimum = Optimum.of(process, stakes);
        }
        return optimum;
    }

    private Reference reference(String key, String name, Optimum solved) {
        String[] parts = name.split(":", 2);
        PolicyTable table;
        try {
            table = fixedPolicies.apply(name).table(solved, parts.length > 1 ? parts[1] : "");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("trainer.shaping.%s: %s".formatted(key, e.getMessage()), e);
        }
        double[] accuracy = new double[items.count()];
        double[] abstention = new double[items.count()];
        double[] compute = new double[items.count()];
        double[] correct = new double[process.stateCount()];
        double[] none = new double[process.stateCount()];
        double[] spent = new double[process.stateCount()];
        for (int c = 0; c < process.classCount(); c++) {
            for (int s = process.stateCount() - 1; s >= 0; s--) {
                correct[s] = none[s] = spent[s] = 0;
                for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                    double chosen = table.probability(k);
                    if (chosen == 0) {
                        continue;
                    }
                    spent[s] += chosen * process.compute(c, k);
                    for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                        double p = chosen * process.probability(c, b);
                        int target = process.branchTarget(b);
                        if (target >= 0) {
                            correct[s] += p * correct[target];
                            none[s] += p * none[target];
                            spent[s] += p * spent[target];
                        } else {
                            Verdict verdict = CompiledProcess.verdictOf(-1 - target);
                            correct[s] += verdict == Verdict.CORRECT ? p : 0;
                            none[s] += verdict == Verdict.NONE ? p : 0;
                        }
                    }
                }
            }
            for (int start : process.startStates(c)) {
                int item = items.number(c, start);
                accuracy[item] = correct[start];
                abstention[item] = none[start];
                compute[item] = spent[start];
            }
        }
        return new Reference(stakes, accuracy, abstention, compute);
    }

    /** Figures of one policy on each item; immutable. */
    public static final class Reference {
        private final Stakes stakes;
        private final double[] accuracy;
        private final double[] abstention;
        private final double[] compute;

        Reference(Stakes stakes, double[] accuracy, double[] abstention, double[] compute) {
            this.stakes = stakes;
            this.accuracy = accuracy;
            this.abstention = abstention;
            this.compute = compute;
        }

        /** Probability that the policy ends correct on an item. */
        public double accuracy(int item) {
            return accuracy[item];
        }

        /** Mean compute of the policy on an item, in compute units. */
        public double compute(int item) {
            return compute[item];
        }

        /** Expected value of the verdict on an item, compute not yet paid for. */
        public double value(int item) {
            double right = accuracy[item];
            double none = abstention[item];
            return right * stakes.correct() + none * stakes.abstain() + (1 - right - none) * stakes.wrong();
        }

        /** Expected utility on an item. */
        public double utility(int item) {
            return value(item) - stakes.price() * compute[item];
        }
    }
}
