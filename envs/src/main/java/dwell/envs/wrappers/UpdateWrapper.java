package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;

/** {@code update}: a change of the task in the middle of thinking. See {@link UpdateProcess}. */
public final class UpdateWrapper implements Wrapper<UpdateParameters> {
    @Override
    public String id() {
        return "update";
    }

    @Override
    public String summary() {
        return "in the middle of thinking the task is replaced by another of the same level";
    }

    @Override
    public UpdateParameters defaults() {
        return new UpdateParameters(0, 2);
    }

    @Override
    public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, UpdateParameters parameters) {
        return new UpdateProcess<>(inner, parameters);
    }
}
