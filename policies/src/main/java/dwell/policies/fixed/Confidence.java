package dwell.policies.fixed;

import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.policies.FixedPolicy;

/**
 * {@code confidence:X}: deliberates until the posterior probability that ending now gives a correct answer is at least X, or
 * until deliberating is not possible any more; then ends in the way that is worth most, which can be to abstain.
 */
public final class Confidence implements FixedPolicy {
    /** Room for rounding, so that a posterior of exactly X counts as reaching X. */
    private static final double ROUNDING = 1e-12;

    @Override
    public String id() {
        return "confidence";
    }

    @Override
    public String summary() {
        return "confidence:X deliberates until an answer is correct with probability X, in [0, 1], then ends as is worth most";
    }

    @Override
    public PolicyTable table(Optimum optimum, String argument) {
        double wanted = Argument.probability(id(), argument) - ROUNDING;
        CompiledProcess process = optimum.process();
        Menu menu = new Menu(process);
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            int answer = menu.likeliestEnd(s);
            int end = menu.bestEnd(s, optimum.stakes());
            int on = menu.deliberation(s);
            boolean sure = answer >= 0 && menu.correct(answer) >= wanted;
            if (sure || on < 0) {
                choice[s] = end < 0 ? process.choiceBegin(s) : end;
            } else {
                choice[s] = on;
            }
        }
        return PolicyTable.deterministic(process, choice);
    }
}
