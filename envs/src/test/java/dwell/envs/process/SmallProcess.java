package dwell.envs.process;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A correct two-class process of four states, of which a test replaces one part. */
final class SmallProcess implements DecisionProcess<String> {
    static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    static final Action THINK = new Action("think", ActionKind.THINK);

    List<HiddenClass> classes = List.of(new HiddenClass("easy", 0, 3), new HiddenClass("hard", 1, 1));
    List<Action> actions = List.of(ANSWER, THINK);
    IntFunction<List<Chance<String>>> start = hidden -> List.of(new Chance<>(1, "start"));
    Function<String, List<Choice<String>>> choices = this::declared;
    Function<String, List<Chance<String>>> readings = state -> List.of(new Chance<>(1, state));
    Function<String, double[]> observe = state -> new double[] {state.hashCode() % 1000 / 1000.0};

    private List<Choice<String>> declared(String state) {
        return state.equals("start") ? List.of(answer(0.5), think("good", "bad")) : List.of(answer(0.9), think2(state));
    }

    static Choice<String> answer(double correct) {
        return Choice.answer(ANSWER, Ending.ANSWERED, 0, hidden -> correct);
    }

    /** Leads to the first state with probability 0.8 if the class is easy and 0.5 if it is hard. */
    static Choice<String> think(String first, String second) {
        return Choice.of(THINK, 1, hidden -> {
            double p = hidden == 0 ? 0.8 : 0.5;
            return List.of(Branch.to(p, first), Branch.to(1 - p, second));
        });
    }

    private static Choice<String> think2(String state) {
        return Choice.answer(THINK, Ending.ANSWERED, 1, hidden -> state.equals("good") ? 1 : 0.6);
    }

    @Override
    public List<String> levels() {
        return List.of("easy", "hard");
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return classes;
    }

    @Override
    public List<Action> actions() {
        return actions;
    }

    @Override
    public String computeUnit() {
        return "steps";
    }

    @Override
    public List<Chance<String>> start(int hiddenClass) {
        return start.apply(hiddenClass);
    }

    @Override
    public List<Choice<String>> choices(String state) {
        return choices.apply(state);
    }

    @Override
    public List<Feature> features() {
        return List.of(new Feature("mark", -1, 1, ""));
    }

    @Override
    public void observe(String state, double[] out) {
        System.arraycopy(observe.apply(state), 0, out, 0, 1);
    }

    @Override
    public List<Chance<String>> readings(String state) {
        return readings.apply(state);
    }
}
