package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;

/** Parameters of {@link CueNoiseWrapper}. */
public record CueNoiseParameters(
        @Help("features that are blurred together: all whose names start so")
        String prefix,

        @Help("probability that an item shows them as they are, in [0, 1]; otherwise it shows another value")
        double reliability) {
    public CueNoiseParameters {
        Require.that(!prefix.isBlank(), "prefix must name features, was blank");
        Require.probability("reliability", reliability);
    }
}
