package dwell.envs.process;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import java.util.List;

/** A {@link RandomProcess} that counts: times that something was asked, and letters of the states in which something was done. */
public record TalliedProcess(RandomProcess inner) implements DecisionProcess<String> {
    @Override
    public List<String> levels() {
        return inner.levels();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return inner.hiddenClasses();
    }

    @Override
    public List<Action> actions() {
        return inner.actions();
    }

    @Override
    public String computeUnit() {
        return inner.computeUnit();
    }

    @Override
    public List<Chance<String>> start(int hiddenClass) {
        return inner.start(hiddenClass);
    }

    @Override
    public List<Choice<String>> choices(String state) {
        return inner.choices(state);
    }

    @Override
    public List<Feature> features() {
        return inner.features();
    }

    @Override
    public void observe(String state, double[] out) {
        inner.observe(state, out);
    }

    @Override
    public List<Chance<String>> readings(String state) {
        return inner.readings(state);
    }

    @Override
    public List<String> tallies() {
        return List.of("asked", "letters");
    }

    @Override
    public void tally(String state, Action action, int hiddenClass, double[] out) {
        out[0] = action.kind() == ActionKind.TOOL ? 1 : 0;
        out[1] = state.length();
    }
}
