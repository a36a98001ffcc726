package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code levels}: another mix of levels. See {@link LevelsProcess}. */
public final class LevelsWrapper implements Wrapper<LevelsParameters> {
    @Override
    public String id() {
        return "levels";
    }

    @Override
    public String summary() {
        return "another mix of levels; what the policy sees and can do stays the same";
    }

    @Override
    public LevelsParameters defaults() {
        return new LevelsParameters(List.of(), "uniform");
    }

    @Override
    public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, LevelsParameters parameters) {
        return new LevelsProcess<>(inner, parameters);
    }
}
