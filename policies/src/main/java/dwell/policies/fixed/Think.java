package dwell.policies.fixed;

import dwell.envs.Action;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.policies.FixedPolicy;
import dwell.policies.SteppedRule;
import java.util.Arrays;
import java.util.List;

/**
 * {@code think:N}: deliberates N times, or as often as is possible, then answers as {@code always-answer} does. Forced moves
 * are not counted. Over a table of states the number of thinks so far must follow from the state; stepped, the rule is told.
 */
public final class Think implements FixedPolicy {
    private static final int MOST = 1_000_000;
    private static final int UNREACHED = -1;

    @Override
    public String id() {
        return "think";
    }

    @Override
    public String summary() {
        return "think:N deliberates N times, at least 0, then answers";
    }

    @Override
    public PolicyTable table(Optimum optimum, String argument) {
        int wanted = Argument.wholeNumber(id(), argument, MOST);
        CompiledProcess process = optimum.process();
        Menu menu = new Menu(process);
        int[] thinks = new int[process.stateCount()];
        Arrays.fill(thinks, UNREACHED);
        for (int c = 0; c < process.classCount(); c++) {
            for (int s : process.startStates(c)) {
                thinks[s] = 0;
            }
        }
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            int on = thinks[s] < wanted ? menu.deliberation(s) : -1;
            choice[s] = on >= 0 ? on : menu.answer(s);
            if (thinks[s] != UNREACHED) {
                boolean counts = process.isDecision(s) && menu.deliberates(choice[s]);
                reach(process, thinks, choice[s], thinks[s] + (counts ? 1 : 0));
            }
        }
        return PolicyTable.deterministic(process, choice);
    }

    @Override
    public SteppedRule stepped(List<Action> actions, String argument) {
        int wanted = Argument.wholeNumber(id(), argument, MOST);
        SteppedMenu menu = new SteppedMenu(actions);
        return (environment, slot, thinks) -> {
            int on = thinks < wanted ? menu.deliberation(environment, slot) : -1;
            return on >= 0 ? on : menu.answer(environment, slot);
        };
    }

    private static void reach(CompiledProcess process, int[] thinks, int choice, int count) {
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            if (target < 0) {
                continue;
            }
            if (thinks[target] != UNREACHED && thinks[target] != count) {
                throw new IllegalArgumentException(
                        "policy think cannot act in this process: state %s can be reached after %d and after %d thinks"
                                .formatted(process.state(target), thinks[target], count));
            }
            thinks[target] = count;
        }
    }
}
