package dwell.envs.families.chain;

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
 * A chain of dependent steps with self-conditioning.
 *
 * <p><b>Task.</b> The answer needs K steps. A plain step is right with {@code max(floor, p - conditioning * share)}, share being
 * that of wrong steps in the context: the policy's own unrepaired errors and those of the history that it starts with. A step with
 * thought is right with {@code thinkAccuracy} whatever stands in the context. A check goes over all steps done and finds and
 * repairs each own error independently. After K steps the answer is right if no error is left; before, it is a guess.
 *
 * <p><b>Hidden class.</b> The level; it is seen, because the plan is part of the task, so there is nothing to infer about it.
 * <b>State.</b> Level, steps done, errors among them, checks used, and, unless errors are seen, whether the check just made found
 * any. The number of errors is part of the state, because how errors came about is lost in it but what they do to later steps is
 * not. A policy sees it, a noisy reading of it or nothing ({@code introspection}); with less than full introspection the optimum
 * is that of a policy that knows its errors, and {@link dwell.envs.exact.BestObserver} approaches the best for what is seen.
 *
 * <p><b>Observation</b>: steps done / longest chain; steps left / longest chain; checks used / {@code maxChecks}; errors e as
 * e/(e+2), whether there are none, and the accuracy of the next plain step (without introspection these three are left out); unless
 * introspection is full, 1 where the check just made found an error, -1 where it found none; the level, one-hot; the constant 1.
 *
 * <p><b>Actions.</b> answer, step, think (a step with thought), check. <b>Episode end.</b> ANSWERED.
 *
 * <p><b>Source.</b> Sinha et al. 2025 (arXiv 2509.09677): steps, horizon, self-conditioning, thinking as its remedy. Differs from
 * the paper: self-conditioning is linear in the share of errors and the same at any length; the check and the guess are ours.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class ChainProcess implements DecisionProcess<ChainProcess.State> {
    static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    static final Action STEP = new Action("step", ActionKind.THINK);
    static final Action THINK = new Action("think", ActionKind.THINK);
    static final Action CHECK = new Action("check", ActionKind.RECHECK);

    private final ChainParameters parameters;
    private final int longest;
    private final LevelCue plan;

    ChainProcess(ChainParameters parameters) {
        this.parameters = parameters;
        this.longest =
                parameters.lengths().stream().mapToInt(Integer::intValue).max().orElseThrow();
        this.plan = new LevelCue(parameters.lengths().size(), 1);
    }

    /** What the check that was just made found. */
    enum Found {
        NO_CHECK,
        NOTHING,
        ERRORS
    }

    /**
     * @param level the level
     * @param steps steps done
     * @param errors own errors that are left among them
     * @param checks checks used
     * @param found what the check just made found; NO_CHECK after a step, and wherever errors are seen
     */
    record State(int level, int steps, int errors, int checks, Found found) {}

    @Override
    public List<String> levels() {
        return IntStream.range(0, parameters.lengths().size())
                .mapToObj(level -> parameters.accuracies().size() == 1
                        ? "K=" + parameters.lengths().get(level)
                        : "K=%d, p=%s".formatted(parameters.lengths().get(level), parameters.accuracy(level)))
                .toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return HiddenClass.ofLevels(levels(), parameters.weights());
    }

    @Override
    public List<Action> actions() {
        return List.of(ANSWER, STEP, THINK, CHECK);
    }

    @Override
    public String computeUnit() {
        return "plain steps";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        return List.of(new Chance<>(1, new State(hiddenClass, 0, 0, 0, Found.NO_CHECK)));
    }

    @Override
    public List<Choice<State>> choices(State state) {
        boolean done = state.steps() == parameters.lengths().get(state.level());
        double right = !done ? parameters.guess() : state.errors() == 0 ? 1 : 0;
        List<Choice<State>> choices = new ArrayList<>();
        choices.add(Choice.answer(ANSWER, Ending.ANSWERED, 0, c -> right));
        if (!done) {
            double plain = parameters.accuracy(state.level(), state.steps(), state.errors());
            choices.add(Choice.of(STEP, parameters.stepCompute(), c -> step(state, plain)));
            choices.add(Choice.of(THINK, parameters.thinkCompute(), c -> step(state, parameters.thinkAccuracy())));
        }
        if (state.steps() > 0 && state.checks() < parameters.maxChecks()) {
            choices.add(Choice.of(CHECK, parameters.checkCompute() * state.steps(), c -> check(state)));
        }
        return choices;
    }

    private static List<Branch<State>> step(State state, double accuracy) {
        int steps = state.steps() + 1;
        return List.of(
                Branch.to(accuracy, new State(state.level(), steps, state.errors(), state.checks(), Found.NO_CHECK)),
                Branch.to(
                        1 - accuracy,
                        new State(state.level(), steps, state.errors() + 1, state.checks(), Found.NO_CHECK)));
    }

    private List<Branch<State>> check(State state) {
        double finding = parameters.finding();
        List<Branch<State>> branches = new ArrayList<>();
        double ways = 1;
        for (int found = 0; found <= state.errors(); found++) {
            int left = state.errors() - found;
            Found told = parameters.introspection() == Introspection.FULL
                    ? Found.NO_CHECK
                    : found == 0 ? Found.NOTHING : Found.ERRORS;
            branches.add(Branch.to(
                    ways * Math.pow(finding, found) * Math.pow(1 - finding, left),
                    new State(state.level(), state.steps(), left, state.checks() + 1, told)));
            ways = ways * left / (found + 1);
        }
        return branches;
    }

    private boolean hides() {
        return parameters.introspection() == Introspection.NONE;
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("time", 0, 1, "steps done / longest chain"));
        features.add(new Feature("left", 0, 1, "steps left / longest chain"));
        features.add(new Feature("checks", 0, 1, "checks used / maxChecks"));
        if (!hides()) {
            features.add(new Feature("errors", 0, 1, "own errors e among the steps done, as e / (e + 2)"));
            features.add(new Feature("clean", 0, 1, "whether there are none"));
            features.add(new Feature("accuracy", 0, 1, "probability that the next plain step is right"));
        }
        if (parameters.introspection() != Introspection.FULL) {
            features.add(
                    new Feature("found", -1, 1, "1 where the check just made found errors, -1 where it found none"));
        }
        features.addAll(plan.levelFeatures());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        int f = 0;
        out[f++] = state.steps() / (double) longest;
        out[f++] = (parameters.lengths().get(state.level()) - state.steps()) / (double) longest;
        out[f++] = state.checks() / (double) Math.max(parameters.maxChecks(), 1);
        if (!hides()) {
            out[f++] = state.errors() / (state.errors() + 2.0);
            out[f++] = state.errors() == 0 ? 1 : 0;
            out[f++] = parameters.accuracy(state.level(), state.steps(), state.errors());
        }
        if (parameters.introspection() != Introspection.FULL) {
            out[f++] = state.found() == Found.NO_CHECK ? 0 : state.found() == Found.ERRORS ? 1 : -1;
        }
        out[plan.write(state.level(), out, f)] = 1;
    }

    @Override
    public List<Chance<State>> readings(State state) {
        double right = parameters.readingReliability();
        if (parameters.introspection() != Introspection.NOISY || right == 1) {
            return List.of(new Chance<>(1, state));
        }
        return IntStream.rangeClosed(0, state.steps())
                .mapToObj(errors -> new Chance<>(
                        (errors == state.errors() ? right : 0) + (1 - right) / (state.steps() + 1),
                        new State(state.level(), state.steps(), errors, state.checks(), state.found())))
                .toList();
    }

    @Override
    public List<String> tallies() {
        return List.of("guesses", "checks of a clean chain");
    }

    @Override
    public void tally(State state, Action action, int hiddenClass, double[] out) {
        out[0] = action.equals(ANSWER) && state.steps() < parameters.lengths().get(state.level()) ? 1 : 0;
        out[1] = action.equals(CHECK) && state.errors() == 0 ? 1 : 0;
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        return state.checks() > 0
                ? Optional.empty()
                : Optional.of(new PlotPoint(levels().get(state.level()), state.steps(), state.errors()));
    }

    @Override
    public List<String> plotAxes() {
        return List.of("steps done", "own errors among them");
    }
}
