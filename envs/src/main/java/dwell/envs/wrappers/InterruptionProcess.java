package dwell.envs.wrappers;

import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import java.util.ArrayList;
import java.util.List;

/**
 * A process with a deadline that is not known.
 *
 * <p><b>Change.</b> After each deliberate step (chosen or forced, its compute spent and its result known) the deadline comes
 * with the hazard, or for certain after a given step. A hard deadline cuts the episode: what is left is the state's first
 * answer, given at its declared compute, ending INTERRUPTED; it is not a decision. Moves of nature and forced moves
 * that stand before the next answer are still carried out. Where a state has no answer it is abstained from, else the episode
 * ends without an answer. A soft deadline first shows a warning and leaves {@code grace} more deliberate steps; whoever answers
 * before they are used up has ANSWERED.
 *
 * <p>With {@code leakSteps} the cut is no end of thinking: inside the answer so many deliberate steps are still open, at {@code
 * leakPrice} times their compute, and the answer is then a decision (leakage of reasoning into the answer).
 *
 * <p><b>Features added.</b> {@code warning} and {@code cut}, 0 or 1; {@code left}, the share of the grace or leak steps left.
 *
 * <p><b>Source.</b> Hard and soft interruption, arXiv 2510.11713. Differs from the paper: the deadline is a hazard or a
 * step, not a fraction of a recorded trace.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class InterruptionProcess<S> extends Wrapping<S, InterruptionProcess.State<S>> {
    private static final List<Feature> ADDED = List.of(
            new Feature("warning", 0, 1, "whether the deadline is announced"),
            new Feature("cut", 0, 1, "whether the deadline has passed and only the answer is left"),
            new Feature("left", 0, 1, "share of the steps left before the deadline, or inside the answer"));

    private final InterruptionParameters parameters;
    private final Arrival deadline;

    InterruptionProcess(DecisionProcess<S> inner, InterruptionParameters parameters) {
        super(inner, ADDED);
        this.parameters = parameters;
        this.deadline = new Arrival(parameters.hazard(), parameters.afterStep());
    }

    /** Where the deadline stands. */
    enum Phase {
        RUNNING,
        WARNED,
        CUT
    }

    /**
     * @param state of the inner process
     * @param steps deliberate steps so far, counted only while a step is set for the deadline
     * @param left deliberate steps that are left, of the grace or inside the answer
     */
    record State<S>(S state, Phase phase, int steps, int left) {
        @Override
        public String toString() {
            return switch (phase) {
                case RUNNING -> steps == 0 ? state.toString() : "%s after %d steps".formatted(state, steps);
                case WARNED -> "%s, warned, %d left".formatted(state, left);
                case CUT -> left == 0 ? state + ", cut" : "%s, cut, %d leaks left".formatted(state, left);
            };
        }
    }

    @Override
    S at(State<S> state) {
        return state.state();
    }

    @Override
    State<S> showing(State<S> state, S reading) {
        return new State<>(reading, state.phase(), state.steps(), state.left());
    }

    @Override
    public List<Chance<State<S>>> start(int hiddenClass) {
        return inner.start(hiddenClass).stream()
                .map(start -> new Chance<>(start.probability(), new State<>(start.value(), Phase.RUNNING, 0, 0)))
                .toList();
    }

    @Override
    public List<Choice<State<S>>> choices(State<S> state) {
        List<Choice<S>> open = inner.choices(state.state());
        if (state.phase() == Phase.CUT) {
            return afterCut(state, open);
        }
        return open.stream()
                .map(choice -> deliberates(choice)
                        ? branched(choice, c -> c, next -> afterStep(state, next))
                        : passed(choice, next -> showing(state, next)))
                .toList();
    }

    private List<Chance<State<S>>> afterStep(State<S> state, S next) {
        if (state.phase() == Phase.WARNED) {
            return List.of(new Chance<>(1, state.left() > 1 ? warned(next, state.left() - 1) : cut(next)));
        }
        double arrives = deadline.after(state.steps() + 1);
        State<S> arrived = parameters.grace() > 0 ? warned(next, parameters.grace()) : cut(next);
        State<S> running = new State<>(next, Phase.RUNNING, deadline.counted(state.steps()), 0);
        return List.of(new Chance<>(1 - arrives, running), new Chance<>(arrives, arrived));
    }

    private State<S> warned(S state, int left) {
        return new State<>(state, Phase.WARNED, 0, left);
    }

    private State<S> cut(S state) {
        return new State<>(state, Phase.CUT, 0, parameters.leakSteps());
    }

    private List<Choice<State<S>>> afterCut(State<S> state, List<Choice<S>> open) {
        Choice<S> forced = ForcedAnswer.of(open, Ending.INTERRUPTED);
        List<Choice<State<S>>> choices = new ArrayList<>();
        choices.add(passed(forced, next -> showing(state, next)));
        boolean answers = forced.action() != null && forced.action().kind() == ActionKind.ANSWER;
        if (state.left() > 0 && answers) {
            for (Choice<S> choice : open) {
                if (deliberates(choice)) {
                    choices.add(passed(leaked(choice), next -> new State<>(next, Phase.CUT, 0, state.left() - 1)));
                }
            }
        }
        return choices;
    }

    private Choice<S> leaked(Choice<S> choice) {
        return new Choice<>(
                choice.action(), c -> parameters.leakPrice() * choice.compute().applyAsDouble(c), choice.branches());
    }

    @Override
    String panel(State<S> state) {
        return switch (state.phase()) {
            case RUNNING -> "";
            case WARNED -> ", warned";
            case CUT -> ", cut";
        };
    }

    @Override
    void observeAdded(State<S> state, double[] out, int offset) {
        out[offset] = state.phase() == Phase.WARNED ? 1 : 0;
        out[offset + 1] = state.phase() == Phase.CUT ? 1 : 0;
        int all = state.phase() == Phase.CUT ? parameters.leakSteps() : parameters.grace();
        out[offset + 2] = state.left() / (double) Math.max(all, 1);
    }
}
