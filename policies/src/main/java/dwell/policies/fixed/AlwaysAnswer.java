package dwell.policies.fixed;

import dwell.envs.Action;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.policies.FixedPolicy;
import dwell.policies.SteppedRule;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code always-answer}: takes the first action that answers, in every state; where none is offered, the first that ends the
 * episode, and failing that the first.
 */
public final class AlwaysAnswer implements FixedPolicy {
    @Override
    public String id() {
        return "always-answer";
    }

    @Override
    public String summary() {
        return "answers at once";
    }

    @Override
    public PolicyTable table(Optimum optimum, String argument) {
        Argument.requireNone(id(), argument);
        CompiledProcess process = optimum.process();
        int[] choice = IntStream.range(0, process.stateCount())
                .map(new Menu(process)::answer)
                .toArray();
        return PolicyTable.deterministic(process, choice);
    }

    @Override
    public SteppedRule stepped(List<Action> actions, String argument) {
        Argument.requireNone(id(), argument);
        SteppedMenu menu = new SteppedMenu(actions);
        return (environment, slot, thinks) -> menu.answer(environment, slot);
    }
}
