package dwell.envs.wrappers;

import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import java.util.ArrayList;
import java.util.List;

/**
 * A process whose observation lags behind.
 *
 * <p><b>Change.</b> At each decision the policy sees the state as it was {@code delay} decisions ago, and the state of the first
 * decision until so many have passed. What was found counts at once in the answer; it is only seen later.
 *
 * <p><b>State.</b> The inner state, which is as sufficient as before, with the states of the last decisions that are still to
 * be seen. The optimum is that of a policy that sees the whole state and is thus the inner one; what the delay costs is its
 * distance to the best policy for the observation. The number of states grows with the number of ways to come to a
 * state in {@code delay} decisions.
 *
 * <p><b>Features added.</b> {@code waiting}, the share of the delay that has passed, which tells the time while the first state
 * is shown; for each action {@code offers NAME}, whether it is on offer now.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class DelayedFeedbackProcess<S> extends Wrapping<S, DelayedFeedbackProcess.State<S>> {
    private final DelayedFeedbackParameters parameters;

    DelayedFeedbackProcess(DecisionProcess<S> inner, DelayedFeedbackParameters parameters) {
        super(inner, added(inner));
        this.parameters = parameters;
    }

    private static List<Feature> added(DecisionProcess<?> inner) {
        List<Feature> added = new ArrayList<>();
        added.add(new Feature("waiting", 0, 1, "decisions whose result is still to be seen / delay"));
        inner.actions()
                .forEach(action ->
                        added.add(new Feature("offers " + action.name(), 0, 1, "whether it can be done now")));
        return added;
    }

    /**
     * @param now the inner state
     * @param unseen states of the last decisions before it, oldest first, at most {@code delay}
     * @param shown the state that is seen: the oldest of {@code unseen}, {@code now} if there is none, or a reading of it
     */
    record State<S>(S now, List<S> unseen, S shown) {
        @Override
        public String toString() {
            return "%s seen as %s after %s".formatted(now, shown, unseen);
        }
    }

    private static <S> State<S> of(S now, List<S> unseen) {
        return new State<>(now, unseen, unseen.isEmpty() ? now : unseen.get(0));
    }

    @Override
    S at(State<S> state) {
        return state.now();
    }

    @Override
    S seen(State<S> state) {
        return state.shown();
    }

    @Override
    State<S> showing(State<S> state, S reading) {
        return new State<>(state.now(), state.unseen(), reading);
    }

    @Override
    public List<Chance<State<S>>> start(int hiddenClass) {
        return inner.start(hiddenClass).stream()
                .map(start -> new Chance<>(start.probability(), of(start.value(), List.of())))
                .toList();
    }

    @Override
    public List<Choice<State<S>>> choices(State<S> state) {
        List<Choice<S>> open = inner.choices(state.now());
        List<S> unseen = new ArrayList<>(state.unseen());
        if (open.size() > 1) {
            unseen.add(state.now());
        }
        List<S> kept = List.copyOf(unseen.subList(Math.max(0, unseen.size() - parameters.delay()), unseen.size()));
        return open.stream()
                .map(choice -> passed(choice, next -> of(next, kept)))
                .toList();
    }

    @Override
    void observeAdded(State<S> state, double[] out, int offset) {
        out[offset] = state.unseen().size() / (double) Math.max(parameters.delay(), 1);
        for (int a = 0; a < inner.actions().size(); a++) {
            out[offset + 1 + a] = 0;
        }
        for (Choice<S> choice : inner.choices(state.now())) {
            if (choice.action() != null) {
                out[offset + 1 + inner.actions().indexOf(choice.action())] = 1;
            }
        }
    }
}
