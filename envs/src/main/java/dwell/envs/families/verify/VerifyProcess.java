package dwell.envs.families.verify;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
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
 * Repeated checking of an answer.
 *
 * <p><b>Task.</b> The generated answer is right with the level's accuracy p0; a share rho of the wrong ones cannot be exposed. A
 * check raises an alarm over a wrong answer that can be exposed with probability h, over a right one with probability a, and
 * never over a wrong one that cannot be exposed. An alarm, true or false, replaces the answer by a new one, which is right with
 * probability g and otherwise wrong in a way that can be exposed. Without an alarm the check was clean and nothing changes.
 *
 * <p>Without undetectable errors a check thus repairs a wrong answer with probability {@code k = h g} and spoils a right one with
 * probability {@code f = a (1 - g)}: after r checks the share of right answers is {@code A* + (p0 - A*)(1 - k - f)^r}, {@code A*
 * = k / (k + f)}, so that checking harms where {@code p0 > A*}. With {@code g = 1} and no false alarms, one more check after r
 * clean ones gains {@code h (1-p0)(1-rho)(1-h)^r / (p0 + (1-p0)(rho + (1-rho)(1-h)^r))} correct answers.
 *
 * <p><b>Hidden class.</b> The level. What the answer is like (right, wrong, wrong and undetectable) is drawn during the episode
 * and integrated out: probabilities are predictive ones given the level and the alarms.
 *
 * <p><b>State.</b> The item's cue, the number of checks, the check that raised the first alarm, and the clean checks since the
 * last alarm or the start. It is sufficient: after an alarm the answer's chances are the same on all levels, so that later alarms tell
 * nothing about the level, and only the clean checks since the last one tell anything about the answer.
 *
 * <p><b>Observation</b>, in this order: checks / {@code maxChecks}; clean checks since the last alarm or the start / {@code
 * maxChecks}; the check that raised the first alarm / {@code maxChecks}, 0 if none has; whether there was an alarm; the cue,
 * one-hot over levels; the constant 1.
 *
 * <p><b>Actions.</b> answer, check and, if asked for, abstain. <b>Episode end.</b> ANSWERED, ABSTAINED, or BUDGET_EXHAUSTED with
 * a forced answer after {@code maxChecks} checks.
 *
 * <p><b>Counts.</b> Checks after a clean check; lost answers, the probability that the check replaces a right answer by a wrong
 * one, given the state and the level.
 *
 * <p><b>Source.</b> Repeated checking in self-correction (the recursion is that of arXiv 2508.16456); undetectable errors, the
 * visible alarm and the price are ours.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class VerifyProcess implements DecisionProcess<VerifyProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final Action CHECK = new Action("check", ActionKind.RECHECK);
    private static final Action ABSTAIN = new Action("abstain", ActionKind.ABSTAIN);

    private final VerifyParameters parameters;
    private final int levels;
    private final LevelCue cue;

    VerifyProcess(VerifyParameters parameters) {
        this.parameters = parameters;
        this.levels = parameters.accuracies().size();
        this.cue = new LevelCue(levels, parameters.cueReliability());
    }

    /**
     * @param cue the level that the cue shows
     * @param checks number of checks
     * @param firstAlarm the check that raised the first alarm; 0 if none has
     * @param clean clean checks since the last alarm, or since the start
     */
    record State(int cue, int checks, int firstAlarm, int clean) {
        State alarmed() {
            return new State(cue, checks + 1, firstAlarm == 0 ? checks + 1 : firstAlarm, 0);
        }

        State cleared() {
            return new State(cue, checks + 1, firstAlarm, clean + 1);
        }
    }

    /** Probabilities of the clean checks since the last alarm, together with what the answer is like. */
    private record Answer(double right, double wrong, double undetectable) {
        double mass() {
            return right + wrong + undetectable;
        }
    }

    @Override
    public List<String> levels() {
        return IntStream.range(0, levels)
                .mapToObj(level -> "p=%s rho=%s"
                        .formatted(
                                parameters.accuracies().get(level),
                                parameters.undetectable().get(level)))
                .toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return HiddenClass.ofLevels(levels(), parameters.weights());
    }

    @Override
    public List<Action> actions() {
        return parameters.abstain() ? List.of(ANSWER, CHECK, ABSTAIN) : List.of(ANSWER, CHECK);
    }

    @Override
    public String computeUnit() {
        return "checks";
    }

    @Override
    public List<Chance<State>> start(int level) {
        return cue.of(level).stream()
                .map(chance -> new Chance<>(chance.probability(), new State(chance.value(), 0, 0, 0)))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        if (state.checks() == parameters.maxChecks()) {
            return List.of(Choice.answer(ANSWER, Ending.BUDGET_EXHAUSTED, 0, level -> right(state, level)));
        }
        List<Choice<State>> choices = new ArrayList<>();
        choices.add(Choice.answer(ANSWER, Ending.ANSWERED, 0, level -> right(state, level)));
        choices.add(Choice.of(CHECK, parameters.checkCompute(), level -> check(state, level)));
        if (parameters.abstain()) {
            choices.add(Choice.abstain(ABSTAIN));
        }
        return choices;
    }

    private List<Branch<State>> check(State state, int level) {
        Answer answer = answer(state, level);
        double alarm =
                (answer.right() * parameters.falseAlarm() + answer.wrong() * parameters.detection()) / answer.mass();
        return List.of(Branch.to(alarm, state.alarmed()), Branch.to(1 - alarm, state.cleared()));
    }

    private double right(State state, int level) {
        Answer answer = answer(state, level);
        return answer.right() / answer.mass();
    }

    private Answer answer(State state, int level) {
        boolean first = state.firstAlarm() == 0;
        double accuracy = first ? parameters.accuracies().get(level) : parameters.fix();
        double hidden = first ? (1 - accuracy) * parameters.undetectable().get(level) : 0;
        return after(state.clean(), accuracy, hidden);
    }

    private Answer after(int clean, double accuracy, double hidden) {
        return new Answer(
                accuracy * Math.pow(1 - parameters.falseAlarm(), clean),
                (1 - accuracy - hidden) * Math.pow(1 - parameters.detection(), clean),
                hidden);
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("checks", 0, 1, "checks / maxChecks"));
        features.add(new Feature("clean", 0, 1, "clean checks since the last alarm or the start / maxChecks"));
        features.add(new Feature("firstAlarm", 0, 1, "check that raised the first alarm / maxChecks; 0 if none has"));
        features.add(new Feature("alarmed", 0, 1, "whether there was an alarm"));
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        double most = Math.max(parameters.maxChecks(), 1);
        out[0] = state.checks() / most;
        out[1] = state.clean() / most;
        out[2] = state.firstAlarm() / most;
        out[3] = state.firstAlarm() > 0 ? 1 : 0;
        out[cue.write(state.cue(), out, 4)] = 1;
    }

    @Override
    public List<String> tallies() {
        return List.of("checks after a clean check", "lost answers");
    }

    @Override
    public void tally(State state, Action action, int level, double[] out) {
        if (action.kind() == ActionKind.RECHECK) {
            out[0] = state.clean() > 0 ? 1 : 0;
            out[1] = right(state, level) * parameters.falseAlarm() * (1 - parameters.fix());
        }
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        // After a second alarm the same picture comes back.
        boolean drawn = state.firstAlarm() == 0 || state.checks() == state.firstAlarm() + state.clean();
        return drawn
                ? Optional.of(new PlotPoint("cue " + levels().get(state.cue()), state.checks(), state.clean()))
                : Optional.empty();
    }

    @Override
    public List<String> plotAxes() {
        return List.of("checks", "clean checks since the last alarm or the start");
    }
}
