package dwell.policies.fixed;

import dwell.envs.Action;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.policies.FixedPolicy;
import dwell.policies.SteppedRule;
import java.util.List;

/** {@code always:ACTION}: takes the named action wherever it is legal, and elsewhere the first legal one. */
public final class Always implements FixedPolicy {
    @Override
    public String id() {
        return "always";
    }

    @Override
    public String summary() {
        return "always:ACTION takes the named action wherever it is legal, elsewhere the first legal one";
    }

    @Override
    public PolicyTable table(Optimum optimum, String argument) {
        CompiledProcess process = optimum.process();
        int action = named(process.actions(), argument);
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            int named = process.choiceOf(s, action);
            choice[s] = named < 0 ? process.choiceBegin(s) : named;
        }
        return PolicyTable.deterministic(process, choice);
    }

    @Override
    public SteppedRule stepped(List<Action> actions, String argument) {
        int action = named(actions, argument);
        SteppedMenu menu = new SteppedMenu(actions);
        return (environment, slot, thinks) ->
                environment.legal(slot, action) ? action : menu.first(environment, slot, kind -> true);
    }

    private static int named(List<Action> actions, String argument) {
        List<String> names = actions.stream().map(Action::name).toList();
        int action = names.indexOf(argument);
        if (action < 0) {
            throw new IllegalArgumentException(
                    "policy always needs the name of an action of this process (%s), got '%s'"
                            .formatted(String.join(", ", names), argument));
        }
        return action;
    }
}
