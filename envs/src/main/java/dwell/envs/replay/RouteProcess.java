package dwell.envs.replay;

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

/**
 * Recorded results read as a routing task: choose one mode for an item.
 *
 * <p><b>Task.</b> Each mode ends the episode; it is right with the recorded share of right answers of the item, and costs the
 * recorded mean tokens.
 *
 * <p><b>Hidden class.</b> The item: a question of a file, a level of a built-in table. <b>State.</b> What is shown of the
 * item: the cue to its level, and its group.
 *
 * <p><b>Observation.</b> The cue, one-hot over levels; where there are several groups, the group, one-hot; the constant 1.
 *
 * <p><b>Actions.</b> One for each mode, cheapest first, and, if asked for, abstain. The cheapest mode is of kind ANSWER, all
 * others of kind THINK, so that {@code thinks} is the share of items on which more than the cheapest mode is used.
 * <b>Episode end.</b> ANSWERED or ABSTAINED, after one decision.
 *
 * <p><b>Source.</b> The task is that of choosing a reasoning effort before the answer; the cue is ours.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class RouteProcess implements DecisionProcess<ItemCue.Shown> {
    private final RecordedResults results;
    private final ItemCue cue;
    private final List<Action> actions;

    RouteProcess(RecordedResults results, ReplayParameters parameters) {
        this.results = results;
        this.cue = new ItemCue(results, parameters.cueReliability());
        List<Action> declared = new ArrayList<>();
        for (String mode : results.modes()) {
            declared.add(new Action(mode, declared.isEmpty() ? ActionKind.ANSWER : ActionKind.THINK));
        }
        if (parameters.abstain()) {
            declared.add(new Action("abstain", ActionKind.ABSTAIN));
        }
        this.actions = List.copyOf(declared);
    }

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
        return actions;
    }

    @Override
    public String computeUnit() {
        return "tokens";
    }

    @Override
    public List<Chance<ItemCue.Shown>> start(int hiddenClass) {
        return cue.of(hiddenClass);
    }

    @Override
    public List<Choice<ItemCue.Shown>> choices(ItemCue.Shown state) {
        List<Choice<ItemCue.Shown>> choices = new ArrayList<>();
        for (int m = 0; m < results.modes().size(); m++) {
            int mode = m;
            choices.add(Choice.answer(
                    actions.get(mode),
                    Ending.ANSWERED,
                    item -> results.tokens(item, mode),
                    item -> results.accuracy(item, mode)));
        }
        if (actions.size() > choices.size()) {
            choices.add(Choice.abstain(actions.get(choices.size())));
        }
        return choices;
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        cue.addFeatures(features);
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(ItemCue.Shown state, double[] out) {
        out[cue.observe(state, out)] = 1;
    }
}
