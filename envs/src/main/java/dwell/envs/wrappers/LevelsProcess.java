package dwell.envs.wrappers;

import dwell.envs.Action;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.HiddenClass;
import java.util.ArrayList;
import java.util.List;

/**
 * A process with another mix of levels.
 *
 * <p><b>Change.</b> Levels get the weights asked for; within a level the hidden classes keep their relative weights. A level of
 * weight 0 has no items, but keeps its name and its features, so that a policy of one mix can be tested on another.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class LevelsProcess<S> extends SameStates<S> {
    private final List<HiddenClass> classes = new ArrayList<>();
    private final int[] innerClass;

    LevelsProcess(DecisionProcess<S> inner, LevelsParameters parameters) {
        super(inner);
        double[] shares = parameters.shares(inner.levels().size());
        List<HiddenClass> all = inner.hiddenClasses();
        double[] mass = new double[shares.length];
        all.forEach(one -> mass[one.level()] += one.weight());
        List<Integer> kept = new ArrayList<>();
        for (int c = 0; c < all.size(); c++) {
            HiddenClass one = all.get(c);
            double weight = one.weight() / mass[one.level()] * shares[one.level()];
            if (weight > 0) {
                classes.add(new HiddenClass(one.name(), one.level(), weight));
                kept.add(c);
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(
                    "weights must leave a level that has items, was " + parameters.weights());
        }
        this.innerClass = kept.stream().mapToInt(c -> c).toArray();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return List.copyOf(classes);
    }

    @Override
    public List<Chance<S>> start(int hiddenClass) {
        return inner.start(innerClass[hiddenClass]);
    }

    @Override
    public List<Choice<S>> choices(S state) {
        return inner.choices(state).stream()
                .map(choice -> new Choice<>(
                        choice.action(),
                        c -> choice.compute().applyAsDouble(innerClass[c]),
                        c -> choice.branches().apply(innerClass[c])))
                .toList();
    }

    @Override
    public void tally(S state, Action action, int hiddenClass, double[] out) {
        inner.tally(state, action, innerClass[hiddenClass], out);
    }
}
