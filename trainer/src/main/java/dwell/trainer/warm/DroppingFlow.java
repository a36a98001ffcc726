package dwell.trainer.warm;

import dwell.envs.process.CompiledProcess;

/**
 * The expectation of {@link Dropping} over all traces of a teacher, in time linear in branches: a backward recursion for the
 * next action that is left in, and a forward one for how often a row is shown. Confined to one thread.
 */
final class DroppingFlow {
    private final Teacher teacher;
    private final CompiledProcess process;
    private final double[] byAction;
    private final int actions;
    /** Probability of each action being the next that is left in, from a state on; shape [states x actions]. */
    private final double[] next;

    DroppingFlow(Teacher teacher, Dropping dropping) {
        this.teacher = teacher;
        this.process = teacher.process();
        this.byAction = dropping.byAction();
        this.actions = process.actionCount();
        this.next = new double[process.stateCount() * actions];
        for (int s = process.stateCount() - 1; s >= 0; s--) {
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double left = dropped(s, k);
                if (left < 1) {
                    next[s * actions + process.actionOf(k)] += teacher.probability(k) * (1 - left);
                }
                passBack(s, k, teacher.probability(k) * left);
            }
        }
    }

    /** A forced move shows nothing, and so is passed over as what is left out is. */
    private double dropped(int state, int choice) {
        return process.isDecision(state) ? byAction[process.actionOf(choice)] : 1;
    }

    private void passBack(int state, int choice, double weight) {
        if (weight == 0) {
            return;
        }
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            for (int a = 0; a < actions && target >= 0; a++) {
                next[state * actions + a] += weight * process.meanProbability(b) * next[target * actions + a];
            }
        }
    }

    /**
     * Adds what is imitated of the traces that start somewhere.
     *
     * @param starts shape [states], expected number of traces that start in each state; not changed
     * @param weights shape [rows x actions], added to
     */
    void addTo(double[] weights, double[] starts) {
        // Traces in a state whose row is shown, and those in which the row of an earlier decision stands for it.
        double[] shown = starts.clone();
        double[] hidden = new double[starts.length];
        for (int s = 0; s < starts.length; s++) {
            if (shown[s] == 0 && hidden[s] == 0) {
                continue;
            }
            if (process.isDecision(s)) {
                show(s, shown[s], weights);
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double p = teacher.probability(k);
                double left = process.isDecision(s) ? byAction[process.actionOf(k)] : 0;
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1) && p > 0; b++) {
                    int target = process.branchTarget(b);
                    double q = p * process.meanProbability(b);
                    if (target < 0) {
                        continue;
                    }
                    if (process.isDecision(s)) {
                        shown[target] += q * (1 - left) * (shown[s] + hidden[s]);
                        hidden[target] += q * left * (shown[s] + hidden[s]);
                    } else {
                        shown[target] += q * shown[s];
                        hidden[target] += q * hidden[s];
                    }
                }
            }
        }
    }

    private void show(int state, double mass, double[] weights) {
        double rest = 1;
        for (int a = 0; a < actions; a++) {
            if (process.choiceOf(state, a) >= 0) {
                double p = next[state * actions + a];
                rest -= p;
                add(state, a, mass * p, weights);
            }
        }
        if (teacher.shortcut(state) >= 0 && rest > 1e-12) {
            add(state, teacher.shortcut(state), mass * rest, weights);
        }
    }

    private void add(int state, int action, double mass, double[] weights) {
        for (int i = process.readingBegin(state); i < process.readingBegin(state + 1); i++) {
            weights[process.readingRow(i) * actions + action] += mass * process.readingProbability(i);
        }
    }
}
