package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;

/** {@code distractors}: features that say nothing. See {@link DistractorsProcess}. */
public final class DistractorsWrapper implements Wrapper<DistractorsParameters> {
    @Override
    public String id() {
        return "distractors";
    }

    @Override
    public String summary() {
        return "features that look relevant but say nothing";
    }

    @Override
    public DistractorsParameters defaults() {
        return new DistractorsParameters(4, 8, false);
    }

    @Override
    public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, DistractorsParameters parameters) {
        return new DistractorsProcess<>(inner, parameters);
    }
}
