package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link CueNoiseWrapper}. */
public record CueNoiseParameters(
        @Help("features that are blurred together, each name standing for all features whose names start so: first the"
                + " cue, then every feature that is derived from it, such as a belief")
        List<String> features,

        @Help("probability that an item shows them as they are, in [0, 1]; otherwise it shows another value")
        double reliability) {
    public CueNoiseParameters {
        features = List.copyOf(features);
        Require.that(!features.isEmpty(), "features must name at least the cue, was empty");
        features.forEach(name -> Require.that(!name.isBlank(), "features must be names of features, one was blank"));
        Require.probability("reliability", reliability);
    }
}
