package dwell.envs.wrappers;

import dwell.envs.Action;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/**
 * A process in which thinking is hard to stop.
 *
 * <p><b>Change.</b> After a deliberate step, chosen or forced by this wrapper, the policy is not asked with probability {@code
 * stickiness}, and always while fewer than {@code leastSteps} have followed one another: the same action is then carried
 * out again as a forced move. It costs its compute but is not a decision and is not counted in {@code thinks}. Where the
 * action is not on offer any more the policy is asked. A run of thinks is thus longer than was wanted by a geometric number
 * of mean s / (1 - s). (It is not the stop itself that fails: a policy that has been asked is obeyed.)
 *
 * <p><b>Features added.</b> None: a policy is only asked where nothing is forced.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class StickyStopProcess<S> extends Wrapping<S, StickyStopProcess.State<S>> {
    private final StickyStopParameters parameters;

    StickyStopProcess(DecisionProcess<S> inner, StickyStopParameters parameters) {
        super(inner, List.of());
        this.parameters = parameters;
    }

    /**
     * @param state of the inner process
     * @param again the action that is forced; null where the policy is asked
     * @param run deliberate steps that have followed one another, up to the least number; 0 where the policy is asked
     */
    record State<S>(S state, Action again, int run) {
        @Override
        public String toString() {
            return again == null ? state.toString() : "%s, %s again after %d".formatted(state, again.name(), run);
        }
    }

    @Override
    S at(State<S> state) {
        return state.state();
    }

    @Override
    State<S> showing(State<S> state, S reading) {
        return new State<>(reading, state.again(), state.run());
    }

    private static <S> State<S> asked(S state) {
        return new State<>(state, null, 0);
    }

    /** Holds on to an action for as long as it is on offer. */
    private State<S> stuck(S state, Action again, int run) {
        List<Choice<S>> open = inner.choices(state);
        boolean offered = open.size() == 1 || open.stream().anyMatch(choice -> again.equals(choice.action()));
        return offered ? new State<>(state, again, run) : asked(state);
    }

    @Override
    public List<Chance<State<S>>> start(int hiddenClass) {
        return inner.start(hiddenClass).stream()
                .map(start -> new Chance<>(start.probability(), asked(start.value())))
                .toList();
    }

    @Override
    public List<Choice<State<S>>> choices(State<S> state) {
        List<Choice<S>> open = inner.choices(state.state());
        if (open.size() == 1) {
            return List.of(passed(
                    open.get(0),
                    next -> state.again() == null ? asked(next) : stuck(next, state.again(), state.run())));
        }
        return open.stream()
                .filter(choice -> state.again() == null || state.again().equals(choice.action()))
                .map(choice -> deliberates(choice)
                        ? branched(choice, c -> c, next -> after(choice.action(), state.run() + 1, next))
                        : passed(choice, StickyStopProcess::asked))
                .toList();
    }

    private List<Chance<State<S>>> after(Action step, int run, S next) {
        double sticks = run < parameters.leastSteps() ? 1 : parameters.stickiness();
        int counted = Math.min(run, parameters.leastSteps());
        return List.of(new Chance<>(1 - sticks, asked(next)), new Chance<>(sticks, stuck(next, step, counted)));
    }
}
