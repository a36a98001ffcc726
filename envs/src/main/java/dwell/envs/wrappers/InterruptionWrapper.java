package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;

/** {@code interruption}: thinking is cut short at a time that is not known. See {@link InterruptionProcess}. */
public final class InterruptionWrapper implements Wrapper<InterruptionParameters> {
    @Override
    public String id() {
        return "interruption";
    }

    @Override
    public String summary() {
        return "thinking is cut short at random or after a given step, at once or after a warning, and the answer forced";
    }

    @Override
    public InterruptionParameters defaults() {
        return new InterruptionParameters(0.1, 0, 0, 0, 1);
    }

    @Override
    public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, InterruptionParameters parameters) {
        return new InterruptionProcess<>(inner, parameters);
    }
}
