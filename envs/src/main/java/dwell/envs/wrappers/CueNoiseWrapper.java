package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code cue-noise}: unreliable cues. See {@link CueNoiseProcess}. */
public final class CueNoiseWrapper implements Wrapper<CueNoiseParameters> {
    @Override
    public String id() {
        return "cue-noise";
    }

    @Override
    public String summary() {
        return "what an item shows at the start, such as its cue, is replaced by what another item shows";
    }

    @Override
    public CueNoiseParameters defaults() {
        return new CueNoiseParameters(List.of("cue"), 0.7);
    }

    @Override
    public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, CueNoiseParameters parameters) {
        return new CueNoiseProcess<>(inner, parameters);
    }
}
