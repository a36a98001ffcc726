package dwell.envs.wrappers;

import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import java.util.ArrayList;
import java.util.List;

/**
 * A process whose price of compute is drawn for each item and shown, so that a policy can be conditional on the price.
 *
 * <p><b>Change.</b> All compute of an item is multiplied by the item's number; compute is thus counted in units of the first
 * price, and {@code price} stays the price of one.
 *
 * <p><b>Feature added.</b> {@code price}: (m - 1) / (m + 1) for the multiplier m, so that equal ratios of small or large prices are
 * equally visible, and a price means the same whatever the list it comes from.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class ShownPriceProcess<S> extends Wrapping<S, ShownPriceProcess.State<S>> {
    private final PricedParameters parameters;

    ShownPriceProcess(DecisionProcess<S> inner, PricedParameters parameters) {
        super(inner, List.of(new Feature("price", -1, 1, "(m - 1) / (m + 1), m the multiplier of compute")));
        this.parameters = parameters;
    }

    /**
     * @param state of the inner process
     * @param multiplier of compute
     */
    record State<S>(S state, double multiplier) {
        @Override
        public String toString() {
            return "%s at price x%s".formatted(state, multiplier);
        }
    }

    @Override
    S at(State<S> state) {
        return state.state();
    }

    @Override
    State<S> showing(State<S> state, S reading) {
        return new State<>(reading, state.multiplier());
    }

    @Override
    public List<Chance<State<S>>> start(int hiddenClass) {
        List<Chance<State<S>>> starts = new ArrayList<>();
        for (Chance<S> start : inner.start(hiddenClass)) {
            for (int i = 0; i < parameters.multipliers().size(); i++) {
                starts.add(new Chance<>(
                        start.probability() * parameters.probability(i),
                        new State<>(start.value(), parameters.multipliers().get(i))));
            }
        }
        return starts;
    }

    @Override
    public List<Choice<State<S>>> choices(State<S> state) {
        return inner.choices(state.state()).stream()
                .map(choice -> new Choice<>(
                        choice.action(),
                        c -> state.multiplier() * choice.compute().applyAsDouble(c),
                        choice.branches()))
                .map(choice -> passed(choice, next -> showing(state, next)))
                .toList();
    }

    @Override
    String panel(State<S> state) {
        return ", price x" + state.multiplier();
    }

    @Override
    void observeAdded(State<S> state, double[] out, int offset) {
        out[offset] = (state.multiplier() - 1) / (state.multiplier() + 1);
    }
}
