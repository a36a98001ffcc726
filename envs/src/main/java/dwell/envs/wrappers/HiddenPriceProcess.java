package dwell.envs.wrappers;

import dwell.envs.Action;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.HiddenClass;
import java.util.ArrayList;
import java.util.List;

/**
 * A process whose price of compute is drawn for each item and not shown: {@link ShownPriceProcess} without the feature. The
 * multiplier is part of the hidden class, which is an inner class and a multiplier.
 */
final class HiddenPriceProcess<S> extends SameStates<S> {
    private final PricedParameters parameters;
    private final int prices;

    HiddenPriceProcess(DecisionProcess<S> inner, PricedParameters parameters) {
        super(inner);
        this.parameters = parameters;
        this.prices = parameters.multipliers().size();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        List<HiddenClass> classes = new ArrayList<>();
        for (HiddenClass one : inner.hiddenClasses()) {
            for (int i = 0; i < prices; i++) {
                classes.add(new HiddenClass(
                        "%s, price x%s"
                                .formatted(one.name(), parameters.multipliers().get(i)),
                        one.level(),
                        one.weight() * parameters.probability(i)));
            }
        }
        return classes;
    }

    @Override
    public List<Chance<S>> start(int hiddenClass) {
        return inner.start(hiddenClass / prices);
    }

    @Override
    public List<Choice<S>> choices(S state) {
        return inner.choices(state).stream()
                .map(choice -> new Choice<>(
                        choice.action(),
                        c -> parameters.multipliers().get(c % prices)
                                * choice.compute().applyAsDouble(c / prices),
                        c -> choice.branches().apply(c / prices)))
                .toList();
    }

    @Override
    public void tally(S state, Action action, int hiddenClass, double[] out) {
        inner.tally(state, action, hiddenClass / prices, out);
    }
}
