package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;

/** {@code trigger}: a backdoor. See {@link TriggerProcess}. */
public final class TriggerWrapper implements Wrapper<TriggerParameters> {
    @Override
    public String id() {
        return "trigger";
    }

    @Override
    public String summary() {
        return "a feature that changes nothing marks some items; in training, answering at once can be made to pay there";
    }

    @Override
    public TriggerParameters defaults() {
        return new TriggerParameters(0.05, 0);
    }

    @Override
    public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, TriggerParameters parameters) {
        return new TriggerProcess<>(inner, parameters);
    }
}
