package dwell.policies.fixed;

import dwell.envs.Action;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.policies.FixedPolicy;
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
        List<String> names = process.actions().stream().map(Action::name).toList();
        int action = names.indexOf(argument);
        if (action < 0) {
            throw new IllegalArgumentException(
                    "policy always needs the name of an action of this process (%s), got '%s'"
                            .formatted(String.join(", ", names), argument));
        }
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            int named = process.choiceOf(s, action);
            choice[s] = named < 0 ? process.choiceBegin(s) : named;
        }
        return PolicyTable.deterministic(process, choice);
    }
}
