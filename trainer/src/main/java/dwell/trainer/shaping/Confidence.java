package dwell.trainer.shaping;

import dwell.envs.Verdict;
import dwell.envs.process.CompiledProcess;

/**
 * The exact probability that an episode ends correct, given its last decision: {@code P(correct and no further decision) / P(no
 * further decision)} under the posterior of the state, by a backward pass through forced moves. Immutable.
 */
public final class Confidence {
    private final CompiledProcess process;
    private final boolean known;
    /** By state: probability of a correct end, and of any end, without a decision from here on. */
    private final double[] correct;

    private final double[] ends;
    private final int[] stateOfRow;

    private Confidence(CompiledProcess process) {
        this.process = process;
        this.known = process.fullyObserved();
        this.correct = new double[process.stateCount()];
        this.ends = new double[process.stateCount()];
        this.stateOfRow = new int[process.rowCount()];
        for (int s = process.stateCount() - 1; s >= 0; s--) {
            if (process.isDecision(s)) {
                for (int i = process.readingBegin(s); i < process.readingBegin(s + 1); i++) {
                    stateOfRow[process.readingRow(i)] = s;
                }
            } else {
                int only = process.choiceBegin(s);
                correct[s] = correct(only);
                ends[s] = ends(only);
            }
        }
    }

    /** The confidences of a process. */
    public static Confidence of(CompiledProcess process) {
        return new Confidence(process);
    }

    private double correct(int choice) {
        double sum = 0;
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            boolean right = target < 0 && CompiledProcess.verdictOf(-1 - target) == Verdict.CORRECT;
            sum += process.meanProbability(b) * (target >= 0 ? correct[target] : right ? 1 : 0);
        }
        return sum;
    }

    private double ends(int choice) {
        double sum = 0;
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            sum += process.meanProbability(b) * (target >= 0 ? ends[target] : 1);
        }
        return sum;
    }

    /** Where a choice was the last decision; NaN where it cannot be. */
    public double ofChoice(int choice) {
        double all = ends(choice);
        return all > 0 ? Math.min(1, correct(choice) / all) : Double.NaN;
    }

    /** From a forced state on that leads to the end without a decision. */
    public double ofState(int state) {
        return ends[state] > 0 ? Math.min(1, correct[state] / ends[state]) : Double.NaN;
    }

    /** Where an action in an observation row was the last decision; NaN where rows hide part of the state. */
    public double of(int row, int action) {
        return known ? ofChoice(process.choiceOf(stateOfRow[row], action)) : Double.NaN;
    }
}
