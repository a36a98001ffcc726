package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code priced}: the price of compute is drawn for each item. See {@link ShownPriceProcess}, {@link HiddenPriceProcess}. */
public final class PricedWrapper implements Wrapper<PricedParameters> {
    @Override
    public String id() {
        return "priced";
    }

    @Override
    public String summary() {
        return "the price of compute is drawn for each item, and shown to the policy or not";
    }

    @Override
    public PricedParameters defaults() {
        return new PricedParameters(List.of(0.25, 1.0, 4.0), List.of(), true);
    }

    @Override
    public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, PricedParameters parameters) {
        return parameters.shown()
                ? new ShownPriceProcess<>(inner, parameters)
                : new HiddenPriceProcess<>(inner, parameters);
    }
}
