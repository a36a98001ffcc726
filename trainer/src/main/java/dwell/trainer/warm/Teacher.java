package dwell.trainer.warm;

import dwell.envs.Verdict;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.PolicyValue;
import dwell.envs.process.CompiledProcess;

/**
 * A fixed policy on a compiled process, with what the editing of its traces asks of a state. It acts on the state; who imitates
 * it sees rows. Immutable and thread-safe.
 */
public final class Teacher {
    private final CompiledProcess process;
    private final PolicyTable policy;
    private final int[] shortcut;
    private final double[] right;

    /**
     * A teacher.
     *
     * @param optimum of the process, for its stakes
     * @param policy what the teacher does in each state
     */
    public Teacher(Optimum optimum, PolicyTable policy) {
        this.process = optimum.process();
        this.policy = policy;
        this.shortcut = new int[process.stateCount()];
        this.right = new double[process.stateCount()];
        PolicyValue value = PolicyValue.of(process, optimum.stakes(), policy);
        for (int s = 0; s < shortcut.length; s++) {
            int best = -1;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                if (!deliberates(k) && (best < 0 || value.q(k) > value.q(best))) {
                    best = k;
                }
                right[s] = Math.max(right[s], rightAtOnce(k));
            }
            shortcut[s] = best < 0 ? -1 : process.actionOf(best);
        }
    }

    private double rightAtOnce(int choice) {
        double sum = 0;
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            if (target < 0 && CompiledProcess.verdictOf(-1 - target) == Verdict.CORRECT) {
                sum += process.meanProbability(b);
            }
        }
        return deliberates(choice) ? 0 : sum;
    }

    CompiledProcess process() {
        return process;
    }

    /** Probability of a choice given its state. */
    double probability(int choice) {
        return policy.probability(choice);
    }

    /** Whether a choice is a think, of whatever kind. */
    boolean deliberates(int choice) {
        int action = process.actionOf(choice);
        return action >= 0 && process.actions().get(action).kind().deliberates();
    }

    /**
     * The action that does not deliberate and is worth most if the teacher acts afterwards, the first of equals; -1 where every
     * action deliberates.
     */
    int shortcut(int state) {
        return shortcut[state];
    }

    /** Largest posterior probability with which an answer given here is right. */
    double right(int state) {
        return right[state];
    }
}
