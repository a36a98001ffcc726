package dwell.envs.families.refine;

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
 * Anytime refinement of a draft with diminishing returns.
 *
 * <p><b>Task.</b> There is a draft from the start. A think adds {@code thinkCompute} tokens and turns a wrong draft right, or a
 * right one wrong, so that the share of right drafts after t tokens is that of the level's {@link SaturationCurve}. After {@code
 * recheckAfter} thinks a re-check ("Wait") can follow, and more of them, but no more thinks: it makes a wrong draft right with
 * the level's repair probability k and a right one wrong with the corruption probability f, so that the share of right drafts
 * goes to {@code k / (k + f)}, its distance shrinking by {@code 1 - k - f} each time. Answering gives the draft.
 *
 * <p><b>Feelings.</b> Whether the draft is right is never seen. With a signal, each think is followed by feeling sure or unsure
 * of the draft, rightly so with the signal's reliability, until the policy feels sure for the first time; from then on it stays
 * sure, and further thinks bring no new feeling. Each re-check clears the feeling and brings a new one. A feeling after which
 * nothing is left to decide is not drawn.
 *
 * <p><b>Hidden class.</b> The level. Whether the draft is right is drawn during the episode and integrated out: probabilities
 * are predictive ones given the level and the feelings ({@link Draft}).
 *
 * <p><b>State.</b> The item's cue, the number of thinks, the think after which it first felt sure, and the feelings after the
 * re-checks. That is everything that was felt, so it is sufficient.
 *
 * <p><b>Observation</b>, in this order: thinks / {@code maxThinks}; if re-checks are possible, re-checks / {@code maxRechecks};
 * with a signal, the present feeling (1 sure, -1 unsure, 0 none yet), the think after which it first felt sure / {@code
 * maxThinks}, and for each re-check but the last its feeling (1, -1, 0 not done); the probability that the draft is right given
 * all that is shown, averaged over levels by Bayes' rule; the cue, one-hot over levels; the constant 1.
 *
 * <p><b>Actions.</b> answer, think, re-check. <b>Episode end.</b> ANSWERED, or BUDGET_EXHAUSTED with a forced answer after the
 * last re-check that is possible (the last think, where re-checks are not).
 *
 * <p><b>Counts.</b> Thinks and re-checks taken while feeling sure; lost answers, the probability that the action turns a right
 * draft wrong, given the state and the level.
 *
 * <p><b>Source.</b> Accuracy against thinking tokens and repeated "Wait" of s1 (Muennighoff et al. 2025), fitted by saturating
 * curves; the recursion of repeated checks as in Yang et al. (arXiv 2508.16456). Differs from the papers: curves there are of
 * whole data sets, here of the items of a level; levels, the cue and the feelings are ours.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class RefineProcess implements DecisionProcess<RefineProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final Action THINK = new Action("think", ActionKind.THINK);
    private static final Action RECHECK = new Action("recheck", ActionKind.RECHECK);
    private static final char SURE = '+';
    private static final char UNSURE = '-';
    private static final char NO_FEELING = '.';

    private final RefineParameters parameters;
    private final List<SaturationCurve> curves;
    private final LevelCue cue;
    /** By level and think. */
    private final double[][] find;

    private final double[][] lose;

    RefineProcess(RefineParameters parameters) {
        this.parameters = parameters;
        this.curves = IntStream.range(0, parameters.ceilings().size())
                .mapToObj(parameters::curve)
                .toList();
        this.cue = new LevelCue(curves.size(), parameters.cueReliability());
        this.find = new double[curves.size()][parameters.maxThinks()];
        this.lose = new double[curves.size()][parameters.maxThinks()];
        for (int level = 0; level < curves.size(); level++) {
            for (int n = 0; n < parameters.maxThinks(); n++) {
                double from = n * parameters.thinkCompute();
                double to = (n + 1) * parameters.thinkCompute();
                find[level][n] = curves.get(level).find(from, to);
                lose[level][n] = curves.get(level).lose(from, to);
            }
        }
    }

    /**
     * @param cue the level that the cue shows
     * @param thinks number of thinks
     * @param sureAt the think after which it first felt sure; 0 if it has not
     * @param rechecks what was felt after each re-check: + sure, - unsure, . nothing
     */
    record State(int cue, int thinks, int sureAt, String rechecks) {
        boolean sure() {
            return rechecks.isEmpty() ? sureAt > 0 : rechecks.charAt(rechecks.length() - 1) == SURE;
        }
    }

    @Override
    public List<String> levels() {
        return curves.stream()
                .map(curve -> "A=%s tau=%.0f".formatted(curve.ceiling(), curve.scale()))
                .toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return HiddenClass.ofLevels(levels(), parameters.weights());
    }

    private double weight(int level) {
        return HiddenClass.weightOf(parameters.weights(), level);
    }

    @Override
    public List<Action> actions() {
        return List.of(ANSWER, THINK, RECHECK);
    }

    @Override
    public String computeUnit() {
        return "tokens";
    }

    @Override
    public List<Chance<State>> start(int level) {
        return cue.of(level).stream()
                .map(chance -> new Chance<>(chance.probability(), new State(chance.value(), 0, 0, "")))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        boolean mayThink = state.rechecks().isEmpty() && state.thinks() < parameters.maxThinks();
        boolean mayRecheck = mayRecheck(state);
        Ending ending = mayThink || mayRecheck ? Ending.ANSWERED : Ending.BUDGET_EXHAUSTED;
        List<Choice<State>> choices = new ArrayList<>();
        choices.add(
                Choice.answer(ANSWER, ending, 0, level -> draft(state, level).belief()));
        if (mayThink) {
            choices.add(Choice.of(THINK, parameters.thinkCompute(), level -> think(state, level)));
        }
        if (mayRecheck) {
            choices.add(Choice.of(RECHECK, parameters.recheckCompute(), level -> recheck(state, level)));
        }
        return choices;
    }

    private boolean mayRecheck(State state) {
        return state.thinks() >= parameters.recheckAfter() && state.rechecks().length() < parameters.maxRechecks();
    }

    private List<Branch<State>> think(State state, int level) {
        int thinks = state.thinks() + 1;
        State still = new State(state.cue(), thinks, state.sureAt(), "");
        if (!feels(still)) {
            return List.of(Branch.to(1, still));
        }
        return feelings(thought(draft(state, level), thinks, level), new State(state.cue(), thinks, thinks, ""), still);
    }

    /** Whether the think that led to a state without re-checks brought a feeling, if it was unsure before. */
    private boolean feels(State state) {
        boolean decides = state.thinks() < parameters.maxThinks() || mayRecheck(state);
        return parameters.hasSignal() && decides && state.sureAt() == 0;
    }

    private List<Branch<State>> recheck(State state, int level) {
        if (!feelsAfterRecheck(state.rechecks().length() + 1)) {
            return List.of(Branch.to(1, rechecked(state, NO_FEELING)));
        }
        return feelings(rechecked(draft(state, level), level), rechecked(state, SURE), rechecked(state, UNSURE));
    }

    private boolean feelsAfterRecheck(int rechecks) {
        return parameters.hasSignal() && rechecks < parameters.maxRechecks();
    }

    private static State rechecked(State state, char feeling) {
        return new State(state.cue(), state.thinks(), state.sureAt(), state.rechecks() + feeling);
    }

    private List<Branch<State>> feelings(Draft draft, State sure, State unsure) {
        double p = draft.felt(true, parameters.signalReliability()).mass() / draft.mass();
        return List.of(Branch.to(p, sure), Branch.to(1 - p, unsure));
    }

    /** What is known of the draft in a state, given the level. */
    private Draft draft(State state, int level) {
        double right = curves.get(level).accuracy(0);
        Draft draft = new Draft(right, 1 - right);
        for (int n = 1; n <= state.thinks(); n++) {
            draft = thought(draft, n, level);
            boolean unsureBefore = state.sureAt() == 0 || state.sureAt() >= n;
            if (unsureBefore && feels(new State(state.cue(), n, 0, ""))) {
                draft = draft.felt(state.sureAt() == n, parameters.signalReliability());
            }
        }
        for (int r = 0; r < state.rechecks().length(); r++) {
            draft = rechecked(draft, level);
            if (state.rechecks().charAt(r) != NO_FEELING) {
                draft = draft.felt(state.rechecks().charAt(r) == SURE, parameters.signalReliability());
            }
        }
        return draft;
    }

    private Draft thought(Draft draft, int think, int level) {
        return draft.step(find[level][think - 1], lose[level][think - 1]);
    }

    private Draft rechecked(Draft draft, int level) {
        return draft.step(parameters.repairs().get(level), parameters.corruption());
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("time", 0, 1, "thinks / maxThinks"));
        if (parameters.maxRechecks() > 0) {
            features.add(new Feature("rechecks", 0, 1, "re-checks / maxRechecks"));
        }
        if (parameters.hasSignal()) {
            features.add(new Feature("feeling", -1, 1, "present feeling: 1 sure, -1 unsure, 0 none yet"));
            features.add(new Feature("sureAt", 0, 1, "think after which it first felt sure / maxThinks; 0 if not yet"));
            for (int r = 1; r < parameters.maxRechecks(); r++) {
                features.add(new Feature(
                        "feeling" + r, -1, 1, "feeling after re-check %d: 1 sure, -1 unsure, 0 not done".formatted(r)));
            }
        }
        features.add(
                new Feature("belief", 0, 1, "probability that the draft is right, given everything that is shown"));
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        int most = Math.max(parameters.maxThinks(), 1);
        int f = 0;
        out[f++] = state.thinks() / (double) most;
        if (parameters.maxRechecks() > 0) {
            out[f++] = state.rechecks().length() / (double) parameters.maxRechecks();
        }
        if (parameters.hasSignal()) {
            out[f++] = state.thinks() == 0 ? 0 : state.sure() ? 1 : -1;
            out[f++] = state.sureAt() / (double) most;
            for (int r = 0; r < parameters.maxRechecks() - 1; r++) {
                out[f++] = r >= state.rechecks().length() ? 0 : state.rechecks().charAt(r) == SURE ? 1 : -1;
            }
        }
        out[f++] = belief(state);
        out[cue.write(state.cue(), out, f)] = 1;
    }

    @Override
    public List<String> tallies() {
        return List.of("thinks when sure", "rechecks when sure", "lost answers");
    }

    @Override
    public void tally(State state, Action action, int level, double[] out) {
        if (action.kind() == ActionKind.ANSWER) {
            return;
        }
        boolean thinks = action.kind() == ActionKind.THINK;
        out[thinks ? 0 : 1] = state.sure() ? 1 : 0;
        out[2] = draft(state, level).belief() * (thinks ? lose[level][state.thinks()] : parameters.corruption());
    }

    /** Probability that the draft is right, averaged over the levels given the state. */
    private double belief(State state) {
        double mass = 0;
        double right = 0;
        for (Chance<Integer> level : levelsGivenCue(state.cue())) {
            Draft draft = draft(state, level.value());
            mass += level.probability() * draft.mass();
            right += level.probability() * draft.right();
        }
        return mass > 0 ? right / mass : 0;
    }

    /** Weights of the levels given a cue, up to a factor. */
    private List<Chance<Integer>> levelsGivenCue(int shown) {
        return IntStream.range(0, curves.size())
                .mapToObj(level ->
                        new Chance<>(weight(level) * cue.of(level).get(shown).probability(), level))
                .toList();
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        String panel = "cue " + levels().get(state.cue());
        if (!parameters.hasSignal()) {
            return Optional.of(
                    new PlotPoint(panel, state.thinks(), state.rechecks().length()));
        }
        return state.rechecks().isEmpty()
                ? Optional.of(new PlotPoint(panel, state.thinks(), state.sureAt()))
                : Optional.empty();
    }

    @Override
    public List<String> plotAxes() {
        return List.of("thinks", parameters.hasSignal() ? "first sure after think (0: not yet)" : "re-checks");
    }
}
