package dwell.trainer.instrument;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import java.util.ArrayList;
import java.util.List;

/** Known levels; on each, answer at once, right with p0, or think for some compute and be right with p1. */
record DirectOrThink(List<Double> p0, List<Double> p1, double compute) implements DecisionProcess<Integer> {
    static final Action DIRECT = new Action("direct", ActionKind.ANSWER);
    static final Action THINK = new Action("think", ActionKind.THINK);

    @Override
    public List<String> levels() {
        List<String> levels = new ArrayList<>();
        for (int level = 0; level < p0.size(); level++) {
            levels.add("level " + (level + 1));
        }
        return levels;
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return HiddenClass.ofLevels(levels(), List.of());
    }

    @Override
    public List<Action> actions() {
        return List.of(DIRECT, THINK);
    }

    @Override
    public String computeUnit() {
        return "tokens";
    }

    @Override
    public List<Chance<Integer>> start(int hiddenClass) {
        return List.of(new Chance<>(1, hiddenClass));
    }

    @Override
    public List<Choice<Integer>> choices(Integer state) {
        return List.of(
                Choice.answer(DIRECT, Ending.ANSWERED, 0, c -> p0.get(state)),
                Choice.answer(THINK, Ending.ANSWERED, compute, c -> p1.get(state)));
    }

    @Override
    public List<Feature> features() {
        return List.of(new Feature("level", 0, p0.size(), "which level"));
    }

    @Override
    public void observe(Integer state, double[] out) {
        out[0] = state;
    }
}
