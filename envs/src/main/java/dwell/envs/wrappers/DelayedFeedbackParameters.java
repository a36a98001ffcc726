package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;

/** Parameters of {@link DelayedFeedbackWrapper}. */
public record DelayedFeedbackParameters(
        @Help("decisions by which what is seen lags behind, 0 to 16")
        int delay) {
    public DelayedFeedbackParameters {
        Require.within("delay", delay, 0, 16);
    }
}
