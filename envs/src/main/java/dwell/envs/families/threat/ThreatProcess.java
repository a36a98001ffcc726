package dwell.envs.families.threat;

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

/**
 * Detection of rare threats with looks that say less and less.
 *
 * <p><b>Task.</b> There is a threat with the base rate of the level. A look says alarm or quiet; look n (from 0) is right with
 * probability {@code 0.5 + (quality - 0.5) fade^n}. Moving on is correct where there is no threat and wrong where there is one;
 * withdrawing ends the episode without an answer, worth {@code stakes.abstain}. Without price, withdrawing is best where the
 * probability of a threat exceeds {@code (correct - abstain) / (correct - wrong)} ({@link SignalDetection#smokeDetector}).
 *
 * <p><b>Hidden class.</b> Level and whether there is a threat. <b>State.</b> The item's cue and what each look said; where all
 * looks are alike ({@code fade} 1), how many said alarm. Sufficient because it is all that was seen.
 *
 * <p><b>Observation</b>: looks so far / {@code maxLooks}; the log likelihood ratio x of threat against none as x/(4+|x|); the
 * probability of a threat if half of all items were threats; the last look, 1 alarm, -1 quiet, 0 before the first (with
 * {@code fade} 1 the mean of all looks); 2r - 1 for a
 * next look that is right with probability r, 0 if none is left; the cue, one-hot over levels; the constant 1. None of it depends
 * on base rates, so that a policy can be tested under others.
 *
 * <p><b>Actions.</b> move on, look, withdraw. <b>Episode end.</b> ANSWERED (moved on), ABSTAINED (withdrew).
 *
 * <p><b>Source.</b> The smoke detector principle (Nesse 2018), checking as excess sampling (Hauser et al. 2017). Differs from
 * them: the looks' loss of information is a fixed factor, as for looks that share ever more of their noise.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class ThreatProcess implements DecisionProcess<ThreatProcess.State> {
    static final Action MOVE_ON = new Action("move on", ActionKind.ANSWER);
    static final Action LOOK = new Action("look", ActionKind.THINK);
    static final Action WITHDRAW = new Action("withdraw", ActionKind.ABSTAIN);

    private final ThreatParameters parameters;
    private final LevelCue cue;
    private final List<Setting> settings = new ArrayList<>();

    /** A hidden class. */
    private record Setting(int level, boolean threat) {}

    ThreatProcess(ThreatParameters parameters) {
        this.parameters = parameters;
        this.cue = new LevelCue(parameters.baseRates().size(), parameters.cueReliability());
        for (int level = 0; level < parameters.baseRates().size(); level++) {
            for (boolean threat : new boolean[] {false, true}) {
                if (weight(new Setting(level, threat)) > 0) {
                    settings.add(new Setting(level, threat));
                }
            }
        }
    }

    /**
     * @param cue the level that the cue shows
     * @param looks looks so far
     * @param alarms bit n says whether look n said alarm; with {@code fade} 1 the alarms come first
     */
    record State(int cue, int looks, int alarms) {
        boolean alarm(int look) {
            return (alarms >> look & 1) == 1;
        }
    }

    private double weight(Setting setting) {
        double weight = HiddenClass.weightOf(parameters.weights(), setting.level());
        double rate = parameters.baseRates().get(setting.level());
        return weight * (setting.threat() ? rate : 1 - rate);
    }

    @Override
    public List<String> levels() {
        return parameters.baseRates().stream().map(rate -> "threat p=" + rate).toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return settings.stream()
                .map(setting -> new HiddenClass(
                        "%s, %s".formatted(levels().get(setting.level()), setting.threat() ? "threat" : "safe"),
                        setting.level(),
                        weight(setting)))
                .toList();
    }

    @Override
    public List<Action> actions() {
        return List.of(MOVE_ON, LOOK, WITHDRAW);
    }

    @Override
    public String computeUnit() {
        return "looks";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        return cue.of(settings.get(hiddenClass).level()).stream()
                .map(chance -> new Chance<>(chance.probability(), new State(chance.value(), 0, 0)))
                .toList();
    }

    @Override
    public boolean answersFollowClass() {
        return true;
    }

    @Override
    public List<Choice<State>> choices(State state) {
        List<Choice<State>> choices = new ArrayList<>();
        choices.add(
                Choice.answer(MOVE_ON, Ending.ANSWERED, 0, c -> settings.get(c).threat() ? 0 : 1));
        if (state.looks() < parameters.maxLooks()) {
            choices.add(Choice.of(LOOK, parameters.lookCompute(), c -> look(state, settings.get(c))));
        }
        choices.add(Choice.abstain(WITHDRAW));
        return choices;
    }

    private List<Branch<State>> look(State state, Setting setting) {
        double right = parameters.reliability(state.looks());
        double alarm = setting.threat() ? right : 1 - right;
        int bit = parameters.fade() == 1 ? Integer.bitCount(state.alarms()) : state.looks();
        return List.of(
                Branch.to(alarm, new State(state.cue(), state.looks() + 1, state.alarms() | 1 << bit)),
                Branch.to(1 - alarm, new State(state.cue(), state.looks() + 1, state.alarms())));
    }

    /** Log likelihood ratio of threat against none. */
    private double evidence(State state) {
        double sum = 0;
        for (int look = 0; look < state.looks(); look++) {
            double right = parameters.reliability(look);
            double weight = Math.log(right) - Math.log(1 - right);
            sum += state.alarm(look) ? weight : -weight;
        }
        return sum;
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("time", 0, 1, "looks so far / maxLooks"));
        features.add(new Feature("evidence", -1, 1, "log likelihood ratio x of threat against none, as x / (4 + |x|)"));
        features.add(new Feature("even", 0, 1, "probability of a threat if half of all items were threats"));
        features.add(new Feature(
                "last", -1, 1, "the last look: 1 alarm, -1 quiet, 0 before the first; with fade 1 the mean of all"));
        features.add(new Feature(
                "next", 0, 1, "2r - 1 for a next look that is right with probability r, 0 if none is left"));
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        double evidence = evidence(state);
        int looks = state.looks();
        int alarms = Integer.bitCount(state.alarms());
        out[0] = looks / (double) Math.max(parameters.maxLooks(), 1);
        out[1] = Double.isInfinite(evidence) ? Math.signum(evidence) : evidence / (4 + Math.abs(evidence));
        out[2] = 1 / (1 + Math.exp(-evidence));
        // Where looks are alike their order is not kept.
        out[3] = looks == 0
                ? 0
                : parameters.fade() == 1 ? (2.0 * alarms - looks) / looks : state.alarm(looks - 1) ? 1 : -1;
        out[4] = looks < parameters.maxLooks() ? 2 * parameters.reliability(looks) - 1 : 0;
        out[cue.write(state.cue(), out, 5)] = 1;
    }

    @Override
    public List<String> tallies() {
        return List.of("looks at quiet evidence", "withdrawals on quiet evidence");
    }

    @Override
    public void tally(State state, Action action, int hiddenClass, double[] out) {
        boolean quiet = evidence(state) < 0;
        out[0] = action.equals(LOOK) && quiet ? 1 : 0;
        out[1] = action.equals(WITHDRAW) && quiet ? 1 : 0;
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        double evidence = evidence(state);
        return Double.isFinite(evidence)
                ? Optional.of(new PlotPoint("cue " + levels().get(state.cue()), state.looks(), evidence))
                : Optional.empty();
    }

    @Override
    public List<String> plotAxes() {
        return List.of("looks so far", "log likelihood ratio of a threat");
    }
}
