package dwell.policies.fixed;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import java.util.ArrayList;
import java.util.List;

/** A think in A leads to B or at once to C, a think in B to C, one in C to D: states do not know how often was thought. */
final class ShortCut implements DecisionProcess<ShortCut.Place> {
    enum Place {
        A,
        B,
        C,
        D
    }

    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final Action THINK = new Action("think", ActionKind.THINK);

    @Override
    public List<String> levels() {
        return List.of("only");
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return List.of(new HiddenClass("only", 0, 1));
    }

    @Override
    public List<Action> actions() {
        return List.of(ANSWER, THINK);
    }

    @Override
    public String computeUnit() {
        return "steps";
    }

    @Override
    public List<Chance<Place>> start(int hiddenClass) {
        return List.of(new Chance<>(1, Place.A));
    }

    @Override
    public List<Choice<Place>> choices(Place place) {
        List<Choice<Place>> choices = new ArrayList<>();
        choices.add(Choice.answer(ANSWER, Ending.ANSWERED, 0, hiddenClass -> 0.5));
        switch (place) {
            case A ->
                choices.add(Choice.of(
                        THINK, 1, hiddenClass -> List.of(Branch.to(0.5, Place.B), Branch.to(0.5, Place.C))));
            case B -> choices.add(Choice.of(THINK, 1, hiddenClass -> List.of(Branch.to(1, Place.C))));
            case C -> choices.add(Choice.of(THINK, 1, hiddenClass -> List.of(Branch.to(1, Place.D))));
            default -> {
                // D: only the answer is left.
            }
        }
        return choices;
    }

    @Override
    public List<Feature> features() {
        return List.of(new Feature("place", 0, 3, ""));
    }

    @Override
    public void observe(Place place, double[] out) {
        out[0] = place.ordinal();
    }
}
