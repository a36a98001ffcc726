package dwell.envs.families.exceptions;

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
 * First impressions and thought-out rules.
 *
 * <p><b>Task.</b> On a level, the first impression is right with {@code direct}, the rule with {@code rule}. Each think replaces
 * the impression by the rule with probability {@code replacement}, unless that has happened; so after n thinks an answer is right
 * with {@code w(n) rule + (1 - w(n)) direct}, {@code w(n) = 1 - (1 - replacement)^n}. The policy does not notice the moment. Each
 * think also turns up a sign of whether the rule is the better one on this level, right with {@code signReliability}; where the
 * two are equally good, the rule counts as not better.
 *
 * <p><b>Hidden class.</b> The level. <b>State.</b> The cue, thinks so far, and how many signs spoke for the rule; sufficient
 * because signs are exchangeable. Whether the impression has been replaced is integrated out.
 *
 * <p><b>Observation</b>, in this order: thinks so far / {@code maxThinks}; w(n); (signs for - signs against the rule) /
 * sqrt(thinks); the cue, one-hot over levels; the constant 1.
 *
 * <p><b>Actions.</b> answer, think and, if asked for, first: answer the first impression although one has thought. Before any
 * thinking answer is the first impression, and first is not offered. <b>Episode end.</b> ANSWERED, or BUDGET_EXHAUSTED with a
 * forced answer after {@code maxThinks} thinks if one cannot go back.
 *
 * <p><b>Source.</b> Liu et al., Mind Your Step (by Step), arXiv 2410.21333. Differs from the paper: a process by level in place
 * of tasks; the cue, the signs and gradual replacement are ours. One think with {@code replacement} 1 is the paper's comparison
 * of a direct answer with chain of thought.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class ExceptionsProcess implements DecisionProcess<ExceptionsProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final Action THINK = new Action("think", ActionKind.THINK);
    private static final Action FIRST = new Action("first", ActionKind.ANSWER);

    private final ExceptionsParameters parameters;
    private final LevelCue cue;

    ExceptionsProcess(ExceptionsParameters parameters) {
        this.parameters = parameters;
        this.cue = new LevelCue(parameters.direct().size(), parameters.cueReliability());
    }

    /**
     * @param cue the level that the cue shows
     * @param thinks thinks so far
     * @param pro signs that spoke for the rule
     */
    record State(int cue, int thinks, int pro) {
        State thought(boolean forRule) {
            return new State(cue, thinks + 1, pro + (forRule ? 1 : 0));
        }
    }

    @Override
    public List<String> levels() {
        return IntStream.range(0, cue.levels())
                .mapToObj(level -> "direct=%s rule=%s"
                        .formatted(
                                parameters.direct().get(level),
                                parameters.rule().get(level)))
                .toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return HiddenClass.ofLevels(levels(), parameters.weights());
    }

    @Override
    public List<Action> actions() {
        return parameters.firstImpression() ? List.of(ANSWER, THINK, FIRST) : List.of(ANSWER, THINK);
    }

    @Override
    public String computeUnit() {
        return "units";
    }

    @Override
    public List<Chance<State>> start(int level) {
        return cue.of(level).stream()
                .map(shown -> new Chance<>(shown.probability(), new State(shown.value(), 0, 0)))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        boolean think = state.thinks() < parameters.maxThinks();
        boolean first = parameters.firstImpression() && state.thinks() > 0;
        List<Choice<State>> choices = new ArrayList<>();
        double ruled = ruled(state.thinks());
        choices.add(Choice.answer(
                ANSWER,
                think || first ? Ending.ANSWERED : Ending.BUDGET_EXHAUSTED,
                0,
                level -> ruled * parameters.rule().get(level)
                        + (1 - ruled) * parameters.direct().get(level)));
        if (think) {
            choices.add(Choice.of(THINK, parameters.thinkCompute(), level -> {
                boolean better =
                        parameters.rule().get(level) > parameters.direct().get(level);
                double pro = better ? parameters.signReliability() : 1 - parameters.signReliability();
                return List.of(Branch.to(pro, state.thought(true)), Branch.to(1 - pro, state.thought(false)));
            }));
        }
        if (first) {
            choices.add(Choice.answer(
                    FIRST, Ending.ANSWERED, 0, level -> parameters.direct().get(level)));
        }
        return choices;
    }

    /** Probability that the rule has replaced the first impression. */
    private double ruled(int thinks) {
        return 1 - Math.pow(1 - parameters.replacement(), thinks);
    }

    @Override
    public List<Feature> features() {
        double spread = Math.sqrt(Math.max(parameters.maxThinks(), 1));
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("time", 0, 1, "thinks so far / maxThinks"));
        features.add(new Feature("ruled", 0, 1, "probability that the rule has replaced the first impression"));
        features.add(new Feature("lead", -spread, spread, "(signs for - signs against the rule) / sqrt(thinks)"));
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        out[0] = state.thinks() / (double) Math.max(parameters.maxThinks(), 1);
        out[1] = ruled(state.thinks());
        out[2] = (2 * state.pro() - state.thinks()) / Math.sqrt(Math.max(state.thinks(), 1));
        out[cue.write(state.cue(), out, 3)] = 1;
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        return Optional.of(
                new PlotPoint("cue " + levels().get(state.cue()), state.thinks(), 2.0 * state.pro() - state.thinks()));
    }

    @Override
    public List<String> plotAxes() {
        return List.of("thinks so far", "lead of the signs for the rule");
    }
}
