package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The best utility of any policy that may depend on the whole history of an episode, by search of the tree of histories. It
 * knows nothing of compiled tables and never assumes that a state is sufficient, so it is also a test of that. Exponential in the
 * horizon: for small processes.
 */
public final class HistorySearch<S> {
    private final DecisionProcess<S> process;
    private final Stakes stakes;
    private final int classes;

    public HistorySearch(DecisionProcess<S> process, Stakes stakes) {
        this.process = process;
        this.stakes = stakes;
        this.classes = process.hiddenClasses().size();
    }

    /** Expected utility over items. */
    public double best() {
        double total = process.hiddenClasses().stream()
                .mapToDouble(one -> one.weight())
                .sum();
        Map<S, double[]> starts = new LinkedHashMap<>();
        for (int c = 0; c < classes; c++) {
            for (Chance<S> start : process.start(c)) {
                starts.computeIfAbsent(start.value(), key -> new double[classes])[c] +=
                        process.hiddenClasses().get(c).weight() / total * start.probability();
            }
        }
        return starts.entrySet().stream()
                .mapToDouble(entry -> best(entry.getKey(), entry.getValue()))
                .sum();
    }

    /** @param joint probability of the history with each class */
    private double best(S state, double[] joint) {
        double mass = 0;
        for (double p : joint) {
            mass += p;
        }
        if (mass == 0) {
            return 0;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (Choice<S> choice : process.choices(state)) {
            best = Math.max(best, value(choice, joint));
        }
        return best;
    }

    private double value(Choice<S> choice, double[] joint) {
        double value = 0;
        Map<S, double[]> next = new LinkedHashMap<>();
        for (int c = 0; c < classes; c++) {
            if (joint[c] == 0) {
                continue;
            }
            value -= joint[c] * stakes.price() * choice.compute().applyAsDouble(c);
            for (Branch<S> branch : choice.branches().apply(c)) {
                double p = joint[c] * branch.probability();
                if (branch.next() == null) {
                    value += p * stakes.value(branch.verdict());
                } else {
                    next.computeIfAbsent(branch.next(), key -> new double[classes])[c] += p;
                }
            }
        }
        for (Map.Entry<S, double[]> entry : next.entrySet()) {
            value += best(entry.getKey(), entry.getValue());
        }
        return value;
    }
}
