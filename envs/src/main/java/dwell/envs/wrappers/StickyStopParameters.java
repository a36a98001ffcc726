package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;

/** Parameters of {@link StickyStopWrapper}. */
public record StickyStopParameters(
        @Help("probability that a deliberate step is followed by another of the same kind unasked, in [0, 1]")
        double stickiness,

        @Help("deliberate steps that follow one another at least once thinking has begun, 0 to 64")
        int leastSteps) {
    public StickyStopParameters {
        Require.probability("stickiness", stickiness);
        Require.within("leastSteps", leastSteps, 0, 64);
    }
}
