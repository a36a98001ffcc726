package dwell.policies.fixed;

import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.policies.FixedPolicy;

/**
 * {@code myopic}: deliberates as long as one more step, with the best end after it, is worth more than the best end now. The
 * meta-greedy policy of rational metareasoning (Russell and Wefald 1991): it knows every probability, but looks one step ahead,
 * and so stops where only several steps together would pay.
 */
public final class Myopic implements FixedPolicy {
    @Override
    public String id() {
        return "myopic";
    }

    @Override
    public String summary() {
        return "deliberates while one more step, then ending, is worth more than ending now";
    }

    @Override
    public PolicyTable table(Optimum optimum, String argument) {
        Argument.requireNone(id(), argument);
        CompiledProcess process = optimum.process();
        Menu menu = new Menu(process);
        // What stopping as soon as possible is worth, through forced moves where a state has nothing else.
        double[] stopping = new double[process.stateCount()];
        int[] choice = new int[process.stateCount()];
        for (int s = process.stateCount() - 1; s >= 0; s--) {
            int end = -1;
            int on = -1;
            double endWorth = Double.NEGATIVE_INFINITY;
            double onWorth = Double.NEGATIVE_INFINITY;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double worth = menu.worth(k, optimum.stakes(), stopping);
                if (process.ends(k) && worth > endWorth) {
                    end = k;
                    endWorth = worth;
                } else if (!process.ends(k) && worth > onWorth) {
                    on = k;
                    onWorth = worth;
                }
            }
            stopping[s] = end < 0 ? onWorth : endWorth;
            choice[s] = end < 0 || onWorth > endWorth ? on : end;
        }
        return PolicyTable.deterministic(process, choice);
    }
}
