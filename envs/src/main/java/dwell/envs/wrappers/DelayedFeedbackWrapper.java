package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;

/** {@code delayed-feedback}: what a step finds is seen later. See {@link DelayedFeedbackProcess}. */
public final class DelayedFeedbackWrapper implements Wrapper<DelayedFeedbackParameters> {
    @Override
    public String id() {
        return "delayed-feedback";
    }

    @Override
    public String summary() {
        return "what a step finds is seen some decisions later";
    }

    @Override
    public DelayedFeedbackParameters defaults() {
        return new DelayedFeedbackParameters(1);
    }

    @Override
    public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, DelayedFeedbackParameters parameters) {
        return new DelayedFeedbackProcess<>(inner, parameters);
    }
}
