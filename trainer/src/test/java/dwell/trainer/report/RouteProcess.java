package dwell.trainer.report;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import java.util.List;
import java.util.stream.IntStream;

/** Like recorded results of a model: see a cue of the level, choose one of four efforts. The numbers are invented. */
final class RouteProcess implements DecisionProcess<RouteProcess.State> {
    private static final double[][] ACCURACY = {
        {0.98, 1, 1, 1}, {0.97, 0.99, 1, 1}, {0.9, 0.98, 1, 1}, {0.7, 0.86, 0.93, 0.94}, {0.25, 0.7, 0.84, 0.9}
    };
    private static final double[][] TOKENS = {
        {1040, 1230, 1400, 2500},
        {2000, 2500, 2800, 4700},
        {4500, 5700, 7500, 13300},
        {6200, 8800, 12000, 21600},
        {8900, 21700, 31300, 50900}
    };
    private static final List<Action> MODES = List.of(
            new Action("low", ActionKind.ANSWER),
            new Action("medium", ActionKind.THINK),
            new Action("high", ActionKind.THINK),
            new Action("xhigh", ActionKind.THINK));

    private final List<String> levels;

    RouteProcess(List<String> levels) {
        this.levels = levels;
    }

    record State(int cue) {}

    @Override
    public List<String> levels() {
        return levels;
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return IntStream.range(0, levels.size())
                .mapToObj(level -> new HiddenClass(levels.get(level), level, 1))
                .toList();
    }

    @Override
    public List<Action> actions() {
        return MODES;
    }

    @Override
    public String computeUnit() {
        return "tokens";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        int n = levels.size();
        return IntStream.range(0, n)
                .mapToObj(cue -> new Chance<>((cue == hiddenClass ? 0.95 : 0) + 0.05 / n, new State(cue)))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        return IntStream.range(0, MODES.size())
                .mapToObj(mode -> Choice.<State>answer(
                        MODES.get(mode),
                        Ending.ANSWERED,
                        level -> TOKENS[row(level)][mode],
                        level -> ACCURACY[row(level)][mode]))
                .toList();
    }

    private int row(int level) {
        return level * ACCURACY.length / levels.size();
    }

    @Override
    public List<Feature> features() {
        return List.of(new Feature("cue", 0, levels.size(), "cue"));
    }

    @Override
    public void observe(State state, double[] out) {
        out[0] = state.cue();
    }
}
