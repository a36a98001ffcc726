package dwell.envs.families.tools;

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
 * Memory or tool, sub-question by sub-question.
 *
 * <p><b>Task.</b> An item has {@code steps} sub-questions. Memory has each with the level's reliability q, independently; before
 * each a feeling shows whether memory has it, right with {@code selfKnowledge} r. So memory is right with
 * {@code qr / (qr + (1-q)(1-r))} where it feels known, and with {@code q(1-r) / (q(1-r) + (1-q)r)} where it does not. A call of the
 * tool costs {@code callCompute}; it works unless the tool is down or the call fails, and then its answer is right with
 * {@code toolReliability}. After a failed call the sub-question is still open. The item is right if all sub-questions are; with
 * {@code partialCredit} it is right with the share of them that are, a lottery that is worth that share between the stakes of
 * wrong and correct.
 *
 * <p><b>Hidden class.</b> The level, and whether the tool is down. <b>State.</b> The cue; the counts of closed sub-questions by how
 * they felt and whether memory or the tool answered; failed calls in all and on the open sub-question; and how that one feels.
 * Sufficient: sub-questions are independent given the class, feelings tell of the level, and calls tell whether the tool is
 * down. Whether memory has a sub-question is integrated out; feelings are drawn with the rollout.
 *
 * <p><b>Observation</b>, in this order: closed sub-questions / {@code steps}; whether the open one feels known; failed calls on it
 * / {@code calls}; failed calls in all / ({@code steps} x {@code calls}); then, each divided by {@code steps}: sub-questions that
 * felt known and memory answered, that did not and memory answered, that felt known and the tool answered, that did not and the tool
 * answered; the cue, one-hot over levels; the constant 1.
 *
 * <p><b>Actions.</b> memory, tool and, if asked for, abstain. <b>Episode end.</b> ANSWERED once the last sub-question is closed;
 * ABSTAINED. Memory is of kind ANSWER though it ends the episode only on the last sub-question.
 *
 * <p><b>Tally.</b> Needless calls: calls on a sub-question that feels known.
 *
 * <p><b>Source.</b> Qian et al., SMART, arXiv 2502.11435. Differs from the paper: there the model is tuned on marked steps; here the
 * choice of each step is a decision with a price. Failing calls, outages and the cue are ours.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class ToolsProcess implements DecisionProcess<ToolsProcess.State> {
    private static final Action MEMORY = new Action("memory", ActionKind.ANSWER);
    private static final Action TOOL = new Action("tool", ActionKind.TOOL);
    private static final Action ABSTAIN = new Action("abstain", ActionKind.ABSTAIN);

    private final ToolsParameters parameters;
    private final LevelCue cue;
    private final List<Setting> settings;

    /**
     * A hidden class.
     *
     * @param weight prior weight, positive
     */
    private record Setting(int level, boolean down, double weight) {}

    /** How the open sub-question feels. */
    enum Feeling {
        /** The next sub-question has not been looked at yet, or there is none. */
        NONE,
        KNOWN,
        UNKNOWN
    }

    /**
     * @param cue the level that the cue shows
     * @param knownMemory closed sub-questions that felt known and memory answered
     * @param unknownMemory that did not and memory answered
     * @param knownTool that felt known and the tool answered
     * @param unknownTool that did not and the tool answered
     * @param failures failed calls in all
     * @param failed failed calls on the open sub-question
     * @param feeling of the open sub-question
     */
    record State(
            int cue,
            int knownMemory,
            int unknownMemory,
            int knownTool,
            int unknownTool,
            int failures,
            int failed,
            Feeling feeling) {
        int closed() {
            return knownMemory + unknownMemory + knownTool + unknownTool;
        }

        State facing(Feeling next) {
            return new State(cue, knownMemory, unknownMemory, knownTool, unknownTool, failures, failed, next);
        }

        State closedByMemory() {
            int known = feeling == Feeling.KNOWN ? 1 : 0;
            return new State(
                    cue,
                    knownMemory + known,
                    unknownMemory + 1 - known,
                    knownTool,
                    unknownTool,
                    failures,
                    0,
                    Feeling.NONE);
        }

        State closedByTool() {
            int known = feeling == Feeling.KNOWN ? 1 : 0;
            return new State(
                    cue,
                    knownMemory,
                    unknownMemory,
                    knownTool + known,
                    unknownTool + 1 - known,
                    failures,
                    0,
                    Feeling.NONE);
        }

        State failedCall() {
            return new State(
                    cue, knownMemory, unknownMemory, knownTool, unknownTool, failures + 1, failed + 1, feeling);
        }
    }

    ToolsProcess(ToolsParameters parameters) {
        this.parameters = parameters;
        this.cue = new LevelCue(parameters.memoryReliabilities().size(), parameters.cueReliability());
        List<Setting> declared = new ArrayList<>();
        for (int level = 0; level < cue.levels(); level++) {
            double weight = HiddenClass.weightOf(parameters.weights(), level);
            declared.add(new Setting(level, false, weight * (1 - parameters.outage())));
            declared.add(new Setting(level, true, weight * parameters.outage()));
        }
        this.settings = declared.stream().filter(item -> item.weight() > 0).toList();
    }

    @Override
    public List<String> levels() {
        return parameters.memoryReliabilities().stream().map(q -> "memory=" + q).toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return settings.stream()
                .map(item -> new HiddenClass(
                        levels().get(item.level()) + (item.down() ? ", tool down" : ", tool up"),
                        item.level(),
                        item.weight()))
                .toList();
    }

    @Override
    public List<Action> actions() {
        return parameters.abstain() ? List.of(MEMORY, TOOL, ABSTAIN) : List.of(MEMORY, TOOL);
    }

    @Override
    public String computeUnit() {
        return "units";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        return cue.of(settings.get(hiddenClass).level()).stream()
                .map(shown ->
                        new Chance<>(shown.probability(), new State(shown.value(), 0, 0, 0, 0, 0, 0, Feeling.NONE)))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        if (state.closed() == parameters.steps()) {
            return List.of(Choice.answer(null, Ending.ANSWERED, 0, c -> correct(state, c)));
        }
        if (state.feeling() == Feeling.NONE) {
            return List.of(Choice.nature(c -> {
                double known = felt(c, Feeling.KNOWN);
                return List.of(
                        Branch.to(known, state.facing(Feeling.KNOWN)),
                        Branch.to(1 - known, state.facing(Feeling.UNKNOWN)));
            }));
        }
        List<Choice<State>> choices = new ArrayList<>();
        State remembered = state.closedByMemory();
        if (remembered.closed() == parameters.steps()) {
            choices.add(Choice.answer(MEMORY, Ending.ANSWERED, 0, c -> correct(remembered, c)));
        } else {
            choices.add(Choice.of(MEMORY, 0, c -> List.of(Branch.to(1, remembered))));
        }
        if (state.failed() < parameters.calls()) {
            choices.add(Choice.of(TOOL, parameters.callCompute(), c -> {
                double works = settings.get(c).down() ? 0 : 1 - parameters.failure();
                return List.of(Branch.to(works, state.closedByTool()), Branch.to(1 - works, state.failedCall()));
            }));
        }
        if (parameters.abstain()) {
            choices.add(Choice.abstain(ABSTAIN));
        }
        return choices;
    }

    /** Probability that a sub-question feels so. */
    private double felt(int hiddenClass, Feeling feeling) {
        double q = memory(hiddenClass);
        return q * had(feeling) + (1 - q) * (1 - had(feeling));
    }

    /** Probability of a feeling about what memory has. */
    private double had(Feeling feeling) {
        return feeling == Feeling.KNOWN ? parameters.selfKnowledge() : 1 - parameters.selfKnowledge();
    }

    private double memory(int hiddenClass) {
        return parameters.memoryReliabilities().get(settings.get(hiddenClass).level());
    }

    /** Probability that memory is right where it feels so; 0 where it never feels so. */
    private double remembered(int hiddenClass, Feeling feeling) {
        double felt = felt(hiddenClass, feeling);
        return felt > 0 ? memory(hiddenClass) * had(feeling) / felt : 0;
    }

    /** Probability that an item whose sub-questions are all closed is right. */
    private double correct(State state, int hiddenClass) {
        double known = remembered(hiddenClass, Feeling.KNOWN);
        double unknown = remembered(hiddenClass, Feeling.UNKNOWN);
        double tool = parameters.toolReliability();
        int tools = state.knownTool() + state.unknownTool();
        return parameters.partialCredit()
                ? Math.min(
                        1,
                        (state.knownMemory() * known + state.unknownMemory() * unknown + tools * tool)
                                / parameters.steps())
                : Math.pow(known, state.knownMemory())
                        * Math.pow(unknown, state.unknownMemory())
                        * Math.pow(tool, tools);
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("closed", 0, 1, "closed sub-questions / steps"));
        features.add(new Feature("feeling", 0, 1, "whether the open sub-question feels known"));
        features.add(new Feature("failed", 0, 1, "failed calls on the open sub-question / calls"));
        features.add(new Feature("failures", 0, 1, "failed calls in all / (steps x calls)"));
        features.add(new Feature("knownMemory", 0, 1, "felt known and memory answered / steps"));
        features.add(new Feature("unknownMemory", 0, 1, "felt unknown and memory answered / steps"));
        features.add(new Feature("knownTool", 0, 1, "felt known and the tool answered / steps"));
        features.add(new Feature("unknownTool", 0, 1, "felt unknown and the tool answered / steps"));
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        double steps = parameters.steps();
        double calls = Math.max(parameters.calls(), 1);
        out[0] = state.closed() / steps;
        out[1] = state.feeling() == Feeling.KNOWN ? 1 : 0;
        out[2] = state.failed() / calls;
        out[3] = state.failures() / (steps * calls);
        out[4] = state.knownMemory() / steps;
        out[5] = state.unknownMemory() / steps;
        out[6] = state.knownTool() / steps;
        out[7] = state.unknownTool() / steps;
        out[cue.write(state.cue(), out, 8)] = 1;
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        if (state.feeling() == Feeling.NONE) {
            return Optional.empty();
        }
        return Optional.of(new PlotPoint(
                "cue %s, feels %s"
                        .formatted(levels().get(state.cue()), state.feeling() == Feeling.KNOWN ? "known" : "unknown"),
                state.closed(),
                state.failures()));
    }

    @Override
    public List<String> plotAxes() {
        return List.of("closed sub-questions", "failed calls");
    }

    @Override
    public List<String> tallies() {
        return List.of("calls though it feels known");
    }

    @Override
    public void tally(State state, Action action, int hiddenClass, double[] out) {
        out[0] = action.equals(TOOL) && state.feeling() == Feeling.KNOWN ? 1 : 0;
    }
}
