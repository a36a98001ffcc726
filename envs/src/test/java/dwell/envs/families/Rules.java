package dwell.envs.families;

import dwell.envs.Action;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import java.util.function.Function;

/** Deterministic policies given as a rule over states. */
public final class Rules {
    private Rules() {}

    /**
     * @param rule the name of the action of each state; where it is not legal, the state's first choice is taken
     */
    public static PolicyTable of(CompiledProcess process, Function<Object, String> rule) {
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            choice[s] = process.choiceBegin(s);
            if (process.isDecision(s)) {
                String wanted = rule.apply(process.state(s));
                for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                    Action action = process.actions().get(process.actionOf(k));
                    choice[s] = action.name().equals(wanted) ? k : choice[s];
                }
            }
        }
        return PolicyTable.deterministic(process, choice);
    }
}
