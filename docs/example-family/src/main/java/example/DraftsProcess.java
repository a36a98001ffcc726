package example;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Search with recall. The hidden class is the level. A state is the number of drafts and which was the first good one. That it
 * is good alone would not be sufficient: how long it took says how hard the item is.
 */
final class DraftsProcess implements DecisionProcess<DraftsProcess.Desk> {
    private static final Action HAND_IN = new Action("hand-in", ActionKind.ANSWER);
    private static final Action WRITE = new Action("write", ActionKind.THINK);

    private final DraftsParameters parameters;

    DraftsProcess(DraftsParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * What lies on the desk.
     *
     * @param firstGood number of the first good draft, from 1; 0 while there is none
     */
    record Desk(int drafts, int firstGood) {
        Desk plus(boolean good) {
            return new Desk(drafts + 1, firstGood == 0 && good ? drafts + 1 : firstGood);
        }
    }

    @Override
    public List<String> levels() {
        return parameters.good().stream().map(p -> "good " + p).toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return IntStream.range(0, parameters.good().size())
                .mapToObj(level -> new HiddenClass(levels().get(level), level, 1))
                .toList();
    }

    @Override
    public List<Action> actions() {
        return List.of(HAND_IN, WRITE);
    }

    @Override
    public String computeUnit() {
        return "drafts";
    }

    @Override
    public List<Chance<Desk>> start(int hiddenClass) {
        double good = parameters.good().get(hiddenClass);
        return List.of(new Chance<>(good, new Desk(0, 0).plus(true)), new Chance<>(1 - good, new Desk(0, 0).plus(false)));
    }

    @Override
    public List<Choice<Desk>> choices(Desk desk) {
        double right = desk.firstGood() > 0 ? parameters.goodCorrect() : parameters.poorCorrect();
        if (desk.drafts() > parameters.most()) {
            return List.of(Choice.answer(HAND_IN, Ending.BUDGET_EXHAUSTED, 0, level -> right));
        }
        return List.of(
                Choice.answer(HAND_IN, Ending.ANSWERED, 0, level -> right),
                Choice.of(WRITE, 1, level -> {
                    double good = parameters.good().get(level);
                    return desk.firstGood() > 0
                            ? List.of(Branch.to(1, desk.plus(true)))
                            : List.of(Branch.to(good, desk.plus(true)), Branch.to(1 - good, desk.plus(false)));
                }));
    }

    @Override
    public List<Feature> features() {
        return List.of(
                new Feature("time", 0, 1, "drafts so far / most"),
                new Feature("good", 0, 1, "whether a draft is good"),
                new Feature("wait", 0, 1, "number of the first good draft / most; 0 while there is none"),
                Feature.ONE);
    }

    @Override
    public void observe(Desk desk, double[] out) {
        out[0] = (desk.drafts() - 1) / (double) parameters.most();
        out[1] = desk.firstGood() > 0 ? 1 : 0;
        out[2] = Math.max(0, desk.firstGood() - 1) / (double) parameters.most();
        out[3] = 1;
    }
}
