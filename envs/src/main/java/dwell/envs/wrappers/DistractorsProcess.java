package dwell.envs.wrappers;

import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A process that also shows what says nothing.
 *
 * <p><b>Change.</b> Each item comes with one of some patterns of signs, drawn without regard to anything else, or a pattern is
 * drawn anew at each decision. It lengthens nothing and tells nothing: the optimum, and whatever a policy does that ignores
 * it, stay as they are.
 *
 * <p><b>Features added.</b> {@code hint0}, {@code hint1}, ..., each -1 or 1. Patterns are distinct and the same in every run:
 * pattern p has the last bits of (p + 1) times the odd number 0x9E3779B1.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class DistractorsProcess<S> extends Wrapping<S, DistractorsProcess.State<S>> {
    private static final int SCATTER = 0x9E3779B1;

    private final DistractorsParameters parameters;

    DistractorsProcess(DecisionProcess<S> inner, DistractorsParameters parameters) {
        super(
                inner,
                IntStream.range(0, parameters.count())
                        .mapToObj(i -> new Feature("hint" + i, -1, 1, "says nothing"))
                        .toList());
        this.parameters = parameters;
    }

    /**
     * @param state of the inner process
     * @param pattern that is shown; 0 where it is drawn at each decision
     */
    record State<S>(S state, int pattern) {
        @Override
        public String toString() {
            return "%s, hints %d".formatted(state, pattern);
        }
    }

    @Override
    S at(State<S> state) {
        return state.state();
    }

    @Override
    State<S> showing(State<S> state, S reading) {
        return new State<>(reading, state.pattern());
    }

    @Override
    public List<Chance<State<S>>> start(int hiddenClass) {
        List<Chance<State<S>>> starts = new ArrayList<>();
        for (Chance<S> start : inner.start(hiddenClass)) {
            if (parameters.fresh()) {
                starts.add(new Chance<>(start.probability(), new State<>(start.value(), 0)));
            } else {
                addPatterns(start.probability(), start.value(), starts);
            }
        }
        return starts;
    }

    private void addPatterns(double probability, S state, List<Chance<State<S>>> out) {
        for (int pattern = 0; pattern < parameters.patterns(); pattern++) {
            out.add(new Chance<>(probability / parameters.patterns(), new State<>(state, pattern)));
        }
    }

    @Override
    public List<Choice<State<S>>> choices(State<S> state) {
        return inner.choices(state.state()).stream()
                .map(choice -> passed(choice, next -> showing(state, next)))
                .toList();
    }

    @Override
    public List<Chance<State<S>>> readings(State<S> state) {
        if (!parameters.fresh()) {
            return super.readings(state);
        }
        List<Chance<State<S>>> readings = new ArrayList<>();
        for (Chance<S> reading : inner.readings(state.state())) {
            addPatterns(reading.probability(), reading.value(), readings);
        }
        return readings;
    }

    @Override
    void observeAdded(State<S> state, double[] out, int offset) {
        int bits = (state.pattern() + 1) * SCATTER;
        for (int i = 0; i < parameters.count(); i++) {
            out[offset + i] = (bits >>> i & 1) == 0 ? -1 : 1;
        }
    }
}
