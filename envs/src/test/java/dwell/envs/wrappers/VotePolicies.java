package dwell.envs.wrappers;

import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import java.util.function.IntPredicate;

/** Fixed policies on wrapped votes, whose first two actions are answer and think, and what they must come to. */
final class VotePolicies {
    private VotePolicies() {}

    /** Probability that most of n votes are right, a tie counting half. */
    static double majority(double q, int n) {
        double total = 0;
        double term = Math.pow(1 - q, n);
        for (int k = 0; k <= n; k++) {
            total += 2 * k > n ? term : 2 * k == n ? term / 2 : 0;
            term *= (n - k) / (k + 1.0) * q / (1 - q);
        }
        return total;
    }

    /** Always thinks where it can. */
    static PolicyTable thinkOn(CompiledProcess process) {
        return taking(process, s -> true);
    }

    /** Thinks in the states named, answers in others. */
    static PolicyTable taking(CompiledProcess process, IntPredicate think) {
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            int taken = process.isDecision(s) ? process.choiceOf(s, think.test(s) ? 1 : 0) : process.choiceBegin(s);
            probability[taken] = 1;
        }
        return PolicyTable.ofChoices(process, probability);
    }

    /** Thinks before so many votes, then answers. */
    static PolicyTable votes(CompiledProcess process, int votes) {
        return taking(process, s -> process.plotPoint(s).orElseThrow().x() < votes);
    }
}
