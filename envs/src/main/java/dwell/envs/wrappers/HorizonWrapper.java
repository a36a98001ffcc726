package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;

/** {@code horizon}: fewer deliberate steps than the task allows. See {@link HorizonProcess}. */
public final class HorizonWrapper implements Wrapper<HorizonParameters> {
    @Override
    public String id() {
        return "horizon";
    }

    @Override
    public String summary() {
        return "at most so many deliberate steps, then the answer is forced";
    }

    @Override
    public HorizonParameters defaults() {
        return new HorizonParameters(8, false);
    }

    @Override
    public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, HorizonParameters parameters) {
        return new HorizonProcess<>(inner, parameters);
    }
}
