package dwell.policies.fixed;

import dwell.envs.ActionKind;
import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.process.CompiledProcess;
import java.util.function.IntPredicate;

/** What a state of a process offers. A choice is a number of the process, -1 where there is none. */
record Menu(CompiledProcess process) {
    private static final double[] NOTHING_AFTER = {};

    /** The first answer; failing that the first choice that ends the episode; failing that the first choice. */
    int answer(int state) {
        int answer = first(state, k -> kind(k) == ActionKind.ANSWER);
        if (answer < 0) {
            answer = first(state, process::ends);
        }
        return answer < 0 ? process.choiceBegin(state) : answer;
    }

    /** The first choice that deliberates and goes on. */
    int deliberation(int state) {
        return first(state, k -> deliberates(k) && !process.ends(k));
    }

    /** The choice that ends the episode with the highest probability of a correct answer; the first of equals. */
    int likeliestEnd(int state) {
        int best = -1;
        for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
            if (process.ends(k) && (best < 0 || correct(k) > correct(best))) {
                best = k;
            }
        }
        return best;
    }

    /** The choice that ends the episode with the highest expected utility; the first of equals. */
    int bestEnd(int state, Stakes stakes) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
            double worth = process.ends(k) ? worth(k, stakes, NOTHING_AFTER) : Double.NEGATIVE_INFINITY;
            if (worth > most) {
                best = k;
                most = worth;
            }
        }
        return best;
    }

    /**
     * Expected utility of a choice.
     *
     * @param after shape [states], what is had from the states that can follow; not read for a choice that ends the episode
     */
    double worth(int choice, Stakes stakes, double[] after) {
        double worth = -stakes.price() * process.meanCompute(choice);
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            worth += process.meanProbability(b)
                    * (target < 0 ? stakes.value(CompiledProcess.verdictOf(-1 - target)) : after[target]);
        }
        return worth;
    }

    /** Posterior probability that the choice ends the episode at once with a correct answer. */
    double correct(int choice) {
        double sum = 0;
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            if (target < 0 && CompiledProcess.verdictOf(-1 - target) == Verdict.CORRECT) {
                sum += process.meanProbability(b);
            }
        }
        return sum;
    }

    boolean deliberates(int choice) {
        return process.actionOf(choice) >= 0 && kind(choice).deliberates();
    }

    private ActionKind kind(int choice) {
        int action = process.actionOf(choice);
        return action < 0 ? null : process.actions().get(action).kind();
    }

    private int first(int state, IntPredicate wanted) {
        for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
            if (wanted.test(k)) {
                return k;
            }
        }
        return -1;
    }
}
