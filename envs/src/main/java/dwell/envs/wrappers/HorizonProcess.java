package dwell.envs.wrappers;

import dwell.envs.Ending;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import java.util.List;

/**
 * A process with at most so many deliberate steps.
 *
 * <p><b>Change.</b> After {@code steps} deliberate steps, chosen or forced, the state's first answer is given, ending
 * BUDGET_EXHAUSTED; it is not a decision. Moves of nature and forced moves that stand before the next answer are still
 * carried out. Where a state has no answer it is abstained from, else the episode ends without an answer.
 *
 * <p><b>Feature added.</b> {@code left}, the share of the steps that is left, if asked for. Without it actions and features are
 * the inner ones, so that a policy of one horizon can be tested at another.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class HorizonProcess<S> extends Wrapping<S, HorizonProcess.State<S>> {
    private final HorizonParameters parameters;

    HorizonProcess(DecisionProcess<S> inner, HorizonParameters parameters) {
        super(
                inner,
                parameters.shown()
                        ? List.of(new Feature("left", 0, 1, "share of the deliberate steps that is left"))
                        : List.of());
        this.parameters = parameters;
    }

    /**
     * @param state of the inner process
     * @param left deliberate steps that are left
     */
    record State<S>(S state, int left) {
        @Override
        public String toString() {
            return "%s, %d steps left".formatted(state, left);
        }
    }

    @Override
    S at(State<S> state) {
        return state.state();
    }

    @Override
    State<S> showing(State<S> state, S reading) {
        return new State<>(reading, state.left());
    }

    @Override
    public List<Chance<State<S>>> start(int hiddenClass) {
        return inner.start(hiddenClass).stream()
                .map(start -> new Chance<>(start.probability(), new State<>(start.value(), parameters.steps())))
                .toList();
    }

    @Override
    public List<Choice<State<S>>> choices(State<S> state) {
        List<Choice<S>> open = inner.choices(state.state());
        if (state.left() == 0) {
            return List.of(passed(ForcedAnswer.of(open, Ending.BUDGET_EXHAUSTED), next -> showing(state, next)));
        }
        return open.stream()
                .map(choice -> {
                    int left = state.left() - (deliberates(choice) ? 1 : 0);
                    return passed(choice, next -> new State<>(next, left));
                })
                .toList();
    }

    @Override
    void observeAdded(State<S> state, double[] out, int offset) {
        if (parameters.shown()) {
            out[offset] = state.left() / (double) Math.max(parameters.steps(), 1);
        }
    }
}
