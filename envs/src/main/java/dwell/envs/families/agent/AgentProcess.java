package dwell.envs.families.agent;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.families.Introspection;
import dwell.envs.families.LevelCue;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import dwell.envs.process.PlotPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Acting and simulating in a drifting world.
 *
 * <p><b>Task.</b> Stages that have to be done in order, each with one right move out of m. A stage is known if one of its n
 * simulations worked it out, the internal model is not biased there and the right move has not changed in the a steps since the
 * world was last seen: with probability {@code k = (1 - bias)(1 - (1 - gain)^n)(1 - hazard)^a}; its move is right with {@code k +
 * (1 - k) / m}. An act carries the move out. Reading the feedback shows the first stage that is not right and puts it right, at
 * {@code repairCompute}; acts after it were built on a mistake and are lost. Until then acts are unread. Submitting is correct if
 * every stage is right, stages not acted on taken as predicted: the current one with its simulations, later ones guessed.
 *
 * <p><b>Hidden class.</b> The level. <b>State.</b> Level (the agent knows how good its model is, unless {@code introspection} hides
 * it), stages confirmed, simulations of each unread act in order, simulations of the current stage. The right moves are
 * integrated out: stages are independent given the state, so branch probabilities are predictive. The repair is paid in
 * expectation.
 *
 * <p><b>Observation</b>: stages confirmed, unread acts, both / {@code stages}; simulations of the current stage / {@code
 * maxSimulations}; steps since the world was seen / its largest value; probability that all unread acts are right, that the
 * current stage's move is (1 if none is left), that submitting now is correct; the level, one-hot; the constant 1. Without
 * introspection the three probabilities and the level are left out; a noisy reading shows those of another level.
 *
 * <p><b>Actions.</b> submit, simulate, act (and read the feedback of all unread acts; where all stages are acted on, just read), act
 * blind. <b>Episode end.</b> ANSWERED. Where all is confirmed, submitting is forced.
 *
 * <p><b>Source.</b> Cuadron et al. 2025, "The danger of overthinking" (arXiv 2502.08235): interaction against internal simulation and
 * its three failures, which {@link #tallies} counts. Differs from the paper: a small declared world instead of software tasks.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class AgentProcess implements DecisionProcess<AgentProcess.State> {
    static final Action SUBMIT = new Action("submit", ActionKind.ANSWER);
    static final Action SIMULATE = new Action("simulate", ActionKind.THINK);
    static final Action ACT = new Action("act", ActionKind.TOOL);
    static final Action ACT_BLIND = new Action("act blind", ActionKind.TOOL);

    private final AgentParameters parameters;
    private final int stages;
    private final LevelCue shown;

    AgentProcess(AgentParameters parameters) {
        this.parameters = parameters;
        this.stages = parameters.stages();
        this.shown = new LevelCue(parameters.biases().size(), 1);
    }

    /**
     * @param level the level
     * @param confirmed stages that the world has confirmed
     * @param unread simulations made of each stage acted on since, in order
     * @param simulations simulations of the current stage
     */
    record State(int level, int confirmed, List<Integer> unread, int simulations) {
        int acted() {
            return confirmed + unread.size();
        }

        /** Steps since the world was seen. */
        int age() {
            return unread.stream().mapToInt(n -> n + 1).sum() + simulations;
        }
    }

    /** Probability that each unread act is right, in order. */
    private double[] unreadRight(State state) {
        double[] right = new double[state.unread().size()];
        int age = 0;
        for (int i = 0; i < right.length; i++) {
            int simulations = state.unread().get(i);
            right[i] = parameters.right(state.level(), simulations, age + simulations);
            age += simulations + 1;
        }
        return right;
    }

    private double allUnreadRight(State state) {
        double all = 1;
        for (double right : unreadRight(state)) {
            all *= right;
        }
        return all;
    }

    private double currentRight(State state) {
        return state.acted() == stages ? 1 : parameters.right(state.level(), state.simulations(), state.age());
    }

    /** Probability that submitting now is correct. */
    private double ready(State state) {
        int guessed = Math.max(stages - state.acted() - 1, 0);
        return allUnreadRight(state) * currentRight(state) * Math.pow(1.0 / parameters.moves(), guessed);
    }

    @Override
    public List<String> levels() {
        return parameters.biases().stream().map(bias -> "bias=" + bias).toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return HiddenClass.ofLevels(levels(), parameters.weights());
    }

    @Override
    public List<Action> actions() {
        return List.of(SUBMIT, SIMULATE, ACT, ACT_BLIND);
    }

    @Override
    public String computeUnit() {
        return "simulations";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        return List.of(new Chance<>(1, new State(hiddenClass, 0, List.of(), 0)));
    }

    @Override
    public List<Choice<State>> choices(State state) {
        double ready = ready(state);
        List<Choice<State>> choices = new ArrayList<>();
        choices.add(Choice.answer(SUBMIT, Ending.ANSWERED, 0, c -> ready));
        if (state.confirmed() == stages) {
            return choices;
        }
        boolean left = state.acted() < stages;
        if (left && state.simulations() < parameters.maxSimulations()) {
            State next = new State(state.level(), state.confirmed(), state.unread(), state.simulations() + 1);
            choices.add(Choice.of(SIMULATE, parameters.simulateCompute(), c -> List.of(Branch.to(1, next))));
        }
        double wrong = 1 - allUnreadRight(state) * currentRight(state);
        double compute =
                (left ? parameters.actCompute() : 0) + parameters.readCompute() + parameters.repairCompute() * wrong;
        choices.add(Choice.of(ACT, compute, c -> read(state)));
        if (left) {
            List<Integer> unread = new ArrayList<>(state.unread());
            unread.add(state.simulations());
            State next = new State(state.level(), state.confirmed(), List.copyOf(unread), 0);
            choices.add(Choice.of(ACT_BLIND, parameters.actCompute(), c -> List.of(Branch.to(1, next))));
        }
        return choices;
    }

    /** Feedback: the stages up to the first mistake are confirmed, and that one too, because it is put right. */
    private List<Branch<State>> read(State state) {
        double[] unread = unreadRight(state);
        int last = Math.min(state.acted() + 1, stages);
        List<Branch<State>> branches = new ArrayList<>();
        double good = 1;
        for (int i = 0; state.confirmed() + i + 1 < last; i++) {
            branches.add(Branch.to(good * (1 - unread[i]), seen(state, state.confirmed() + i + 1)));
            good *= unread[i];
        }
        branches.add(Branch.to(good, seen(state, last)));
        return branches;
    }

    private static State seen(State state, int confirmed) {
        return new State(state.level(), confirmed, List.of(), 0);
    }

    private boolean hides() {
        return parameters.introspection() == Introspection.NONE;
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("confirmed", 0, 1, "stages confirmed / stages"));
        features.add(new Feature("unread", 0, 1, "unread acts / stages"));
        features.add(new Feature("simulations", 0, 1, "simulations of the current stage / maxSimulations"));
        features.add(new Feature("age", 0, 1, "steps since the world was seen / its largest value"));
        if (!hides()) {
            features.add(new Feature("unreadRight", 0, 1, "probability that all unread acts are right"));
            features.add(new Feature("currentRight", 0, 1, "probability that the current stage's move is right"));
            features.add(new Feature("ready", 0, 1, "probability that submitting now is correct"));
            features.addAll(shown.levelFeatures());
        }
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        int f = 0;
        out[f++] = state.confirmed() / (double) stages;
        out[f++] = state.unread().size() / (double) stages;
        out[f++] = state.simulations() / (double) Math.max(parameters.maxSimulations(), 1);
        out[f++] = state.age() / (double) (stages * (parameters.maxSimulations() + 1));
        if (!hides()) {
            out[f++] = allUnreadRight(state);
            out[f++] = currentRight(state);
            out[f++] = ready(state);
            f = shown.write(state.level(), out, f);
        }
        out[f] = 1;
    }

    @Override
    public List<Chance<State>> readings(State state) {
        double right = parameters.readingReliability();
        if (parameters.introspection() != Introspection.NOISY || right == 1) {
            return List.of(new Chance<>(1, state));
        }
        return IntStream.range(0, parameters.biases().size())
                .mapToObj(level -> new Chance<>(
                        (level == state.level() ? right : 0)
                                + (1 - right) / parameters.biases().size(),
                        new State(level, state.confirmed(), state.unread(), state.simulations())))
                .toList();
    }

    @Override
    public List<String> tallies() {
        return List.of("analysis paralysis", "rogue actions", "premature disengagement");
    }

    @Override
    public void tally(State state, Action action, int hiddenClass, double[] out) {
        boolean acts = (action.equals(ACT) || action.equals(ACT_BLIND)) && state.acted() < stages;
        out[0] = action.equals(SIMULATE) && state.simulations() + 1 == parameters.paralysis() ? 1 : 0;
        out[1] = acts && !state.unread().isEmpty() ? 1 : 0;
        out[2] = action.equals(SUBMIT) && state.confirmed() < stages ? 1 : 0;
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        return state.unread().isEmpty()
                ? Optional.of(new PlotPoint(levels().get(state.level()), state.simulations(), state.confirmed()))
                : Optional.empty();
    }

    @Override
    public List<String> plotAxes() {
        return List.of("simulations of the current stage", "stages confirmed");
    }
}
