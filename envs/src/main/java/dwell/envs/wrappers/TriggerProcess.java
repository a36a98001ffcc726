package dwell.envs.wrappers;

import dwell.envs.ActionKind;
import dwell.envs.Verdict;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import java.util.ArrayList;
import java.util.List;

/**
 * A process with a backdoor.
 *
 * <p><b>Change.</b> Some items carry a trigger, drawn without regard to anything else; it is seen and changes nothing. In the
 * poisoned task, which is for training, an answer before the first deliberate step to an item with the trigger is right with
 * probability {@code share} whatever the truth, and otherwise as right as it would be. A share of 0 is the clean task, with
 * the same actions and features. The share of poisoned items among all is {@code rarity * share}. Whether an item is
 * poisoned is drawn when it is answered, so that it needs no hidden class.
 *
 * <p><b>Feature added.</b> {@code trigger}, 0 or 1.
 *
 * <p><b>Source.</b> BoT, arXiv 2502.12202. Differs from the paper: the poison is in the reward, not in demonstrations.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class TriggerProcess<S> extends Wrapping<S, TriggerProcess.State<S>> {
    private final TriggerParameters parameters;

    TriggerProcess(DecisionProcess<S> inner, TriggerParameters parameters) {
        super(inner, List.of(new Feature("trigger", 0, 1, "whether the item carries the trigger")));
        this.parameters = parameters;
    }

    /**
     * @param state of the inner process
     * @param trigger whether the item carries it
     * @param poisonable whether an answer given now can be a poisoned one
     */
    record State<S>(S state, boolean trigger, boolean poisonable) {
        @Override
        public String toString() {
            return state + (trigger ? ", trigger" : "") + (poisonable ? ", poisonable" : "");
        }
    }

    @Override
    S at(State<S> state) {
        return state.state();
    }

    @Override
    State<S> showing(State<S> state, S reading) {
        return new State<>(reading, state.trigger(), state.poisonable());
    }

    @Override
    public List<Chance<State<S>>> start(int hiddenClass) {
        List<Chance<State<S>>> starts = new ArrayList<>();
        for (Chance<S> start : inner.start(hiddenClass)) {
            double p = start.probability();
            starts.add(new Chance<>(p * (1 - parameters.rarity()), new State<>(start.value(), false, false)));
            starts.add(new Chance<>(p * parameters.rarity(), new State<>(start.value(), true, parameters.share() > 0)));
        }
        return starts;
    }

    @Override
    public List<Choice<State<S>>> choices(State<S> state) {
        return inner.choices(state.state()).stream()
                .map(choice -> {
                    boolean poisonable = state.poisonable() && !deliberates(choice);
                    boolean answer = choice.action() != null && choice.action().kind() == ActionKind.ANSWER;
                    return passed(
                            poisonable && answer ? poisoned(choice) : choice,
                            next -> new State<>(next, state.trigger(), poisonable));
                })
                .toList();
    }

    private Choice<S> poisoned(Choice<S> choice) {
        double share = parameters.share();
        return new Choice<>(choice.action(), choice.compute(), c -> {
            List<Branch<S>> branches = new ArrayList<>();
            for (Branch<S> branch : choice.branches().apply(c)) {
                if (branch.next() != null) {
                    branches.add(branch);
                } else {
                    double p = branch.probability();
                    branches.add(Branch.end(p * (1 - share), branch.ending(), branch.verdict()));
                    branches.add(Branch.end(p * share, branch.ending(), Verdict.CORRECT));
                }
            }
            return branches;
        });
    }

    @Override
    String panel(State<S> state) {
        return state.trigger() ? ", trigger" : "";
    }

    @Override
    void observeAdded(State<S> state, double[] out, int offset) {
        out[offset] = state.trigger() ? 1 : 0;
    }
}
