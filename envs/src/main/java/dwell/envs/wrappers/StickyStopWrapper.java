package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;

/** {@code sticky-stop}: thinking that goes on by itself. See {@link StickyStopProcess}. */
public final class StickyStopWrapper implements Wrapper<StickyStopParameters> {
    @Override
    public String id() {
        return "sticky-stop";
    }

    @Override
    public String summary() {
        return "thinking goes on by itself: after a think the next is forced with a probability, or up to a least number";
    }

    @Override
    public StickyStopParameters defaults() {
        return new StickyStopParameters(0.3, 0);
    }

    @Override
    public <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, StickyStopParameters parameters) {
        return new StickyStopProcess<>(inner, parameters);
    }
}
