package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;

/** Parameters of {@link DistractorsWrapper}. */
public record DistractorsParameters(
        @Help("number of features that say nothing, 1 to 16")
        int count,

        @Help("how many different patterns of these features there are, equally likely, 1 to 2^count and at most 1024")
        int patterns,

        @Help("whether a pattern is drawn anew at each decision rather than once for each item")
        boolean fresh) {
    public DistractorsParameters {
        Require.within("count", count, 1, 16);
        Require.within("patterns", patterns, 1, Math.min(1 << count, 1024));
    }
}
