package dwell.envs.replay;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
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
import java.util.function.IntToDoubleFunction;

/**
 * Recorded results read as a cascade: start cheap, look at how confident the answer is, stop or escalate.
 *
 * <p><b>Task.</b> The cheapest mode runs unasked. Each run is right with the recorded share of right answers of the item,
 * independently of the runs before, and is followed by a signal: {@code confident} with the signal's reliability if the
 * answer is right, {@code unsure} with the same reliability if it is wrong. Answering gives the answer of the last run;
 * thinking runs the next mode, whose tokens are added and whose answer replaces the one before.
 *
 * <p><b>Hidden class.</b> The item: a question of a file, a level of a built-in table. <b>State.</b> What is shown of the
 * item, and the signals so far. All signals are kept: each run has its own accuracies, so that each tells something else
 * about the item, and what they say together is the posterior. Whether the last answer is right depends on the item and on
 * the last signal only: with share a of right answers and reliability r it is right with probability
 * {@code a r / (a r + (1 - a)(1 - r))} after a confident signal and {@code a (1 - r) / (a (1 - r) + (1 - a) r)} after an
 * unsure one.
 *
 * <p>Runs are independent given the item. With a file an item is one question, so what stays hard stays hard. With a built-in
 * table an item is a whole level, and running again helps as if a level's questions were all alike: such a cascade can be
 * more accurate than any of its modes, and its figures are no statement about the model.
 *
 * <p><b>Observation.</b> The cue, one-hot over levels; where there are several groups, the group, one-hot; modes run / modes;
 * for each mode but the last its signal, 1 confident, -1 unsure, 0 not run; the constant 1.
 *
 * <p><b>Actions.</b> answer, think and, if asked for, abstain. <b>Episode end.</b> ANSWERED, ABSTAINED, or BUDGET_EXHAUSTED
 * with a forced answer after the last mode, whose signal would change nothing and is not drawn.
 *
 * <p><b>Source.</b> Model cascades (FrugalGPT, Chen, Zaharia and Zou 2023); the two-valued signal and the cue are ours.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class CascadeProcess implements DecisionProcess<CascadeProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final Action THINK = new Action("think", ActionKind.THINK);
    private static final Action ABSTAIN = new Action("abstain", ActionKind.ABSTAIN);
    private static final char CONFIDENT = '+';
    private static final char UNSURE = '-';

    private final RecordedResults results;
    private final ItemCue cue;
    private final int modes;
    private final double reliability;
    private final boolean abstain;

    CascadeProcess(RecordedResults results, ReplayParameters parameters) {
        this.results = results;
        this.cue = new ItemCue(results, parameters.cueReliability());
        this.modes = results.modes().size();
        this.reliability = parameters.signalReliability();
        this.abstain = parameters.abstain();
    }

    /**
     * @param shown what is shown of the item
     * @param run number of modes run
     * @param signals the signals of the modes run, + confident, - unsure; the last mode gives none
     */
    record State(ItemCue.Shown shown, int run, String signals) {}

    @Override
    public List<String> levels() {
        return results.levels();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return results.hiddenClasses();
    }

    @Override
    public List<Action> actions() {
        return abstain ? List.of(ANSWER, THINK, ABSTAIN) : List.of(ANSWER, THINK);
    }

    @Override
    public String computeUnit() {
        return "tokens";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        return cue.of(hiddenClass).stream()
                .map(shown -> new Chance<>(shown.probability(), new State(shown.value(), 0, "")))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        if (state.run() == 0) {
            return List.of(runNext(null, state));
        }
        if (state.run() == modes) {
            return List.of(
                    Choice.answer(ANSWER, Ending.BUDGET_EXHAUSTED, 0, item -> results.accuracy(item, modes - 1)));
        }
        List<Choice<State>> choices = new ArrayList<>();
        choices.add(Choice.answer(ANSWER, Ending.ANSWERED, 0, item -> rightAfterSignal(state, item)));
        choices.add(runNext(THINK, state));
        if (abstain) {
            choices.add(Choice.abstain(ABSTAIN));
        }
        return choices;
    }

    private Choice<State> runNext(Action action, State state) {
        int mode = state.run();
        IntToDoubleFunction tokens = item -> results.tokens(item, mode);
        if (mode == modes - 1) {
            State last = new State(state.shown(), modes, state.signals());
            return new Choice<>(action, tokens, item -> List.of(Branch.to(1, last)));
        }
        return new Choice<>(action, tokens, item -> {
            double right = results.accuracy(item, mode);
            double confident = right * reliability + (1 - right) * (1 - reliability);
            return List.of(
                    Branch.to(confident, after(state, CONFIDENT)), Branch.to(1 - confident, after(state, UNSURE)));
        });
    }

    private static State after(State state, char signal) {
        return new State(state.shown(), state.run() + 1, state.signals() + signal);
    }

    private double rightAfterSignal(State state, int item) {
        int mode = state.run() - 1;
        double givenRight = state.signals().charAt(mode) == CONFIDENT ? reliability : 1 - reliability;
        double right = results.accuracy(item, mode) * givenRight;
        double wrong = (1 - results.accuracy(item, mode)) * (1 - givenRight);
        return right / (right + wrong);
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        cue.addFeatures(features);
        features.add(new Feature("run", 0, 1, "share of the modes that have been run"));
        for (int mode = 0; mode < modes - 1; mode++) {
            features.add(new Feature(
                    "signal" + mode, -1, 1, "signal after mode %d: 1 confident, -1 unsure, 0 not run".formatted(mode)));
        }
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        int f = cue.observe(state.shown(), out);
        out[f++] = state.run() / (double) modes;
        for (int mode = 0; mode < modes - 1; mode++) {
            out[f++] = mode >= state.signals().length() ? 0 : state.signals().charAt(mode) == CONFIDENT ? 1 : -1;
        }
        out[f] = 1;
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        if (state.run() == 0 || state.run() == modes) {
            return Optional.empty();
        }
        long confident = state.signals().chars().filter(c -> c == CONFIDENT).count();
        return Optional.of(new PlotPoint(cue.panel(state.shown()), state.run(), confident));
    }

    @Override
    public List<String> plotAxes() {
        return List.of("modes run", "confident signals");
    }
}
