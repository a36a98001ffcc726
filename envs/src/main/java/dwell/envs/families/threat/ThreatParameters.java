package dwell.envs.families.threat;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link ThreatFamily}. */
public record ThreatParameters(
        @Help("probability of a threat, one for each level (setting), safest first; each in [0, 1]")
        List<Double> baseRates,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help("probability that the cue shows the level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help("probability that the first look is right, in [0.5, 1]")
        double quality,

        @Help(
                "what a look's lead over chance (its probability of being right minus 0.5) is multiplied by for the next look, in"
                        + " [0, 1]")
        double fade,

        @Help("looks that are allowed, 0 to 12") int maxLooks,

        @Help("compute units of a look, at least 0") double lookCompute) {
    public ThreatParameters {
        baseRates = List.copyOf(baseRates);
        weights = List.copyOf(weights);
        Require.that(!baseRates.isEmpty(), "baseRates must name at least one level, was empty");
        baseRates.forEach(rate -> Require.probability("baseRates", rate));
        Require.weights("weights", weights, baseRates.size());
        Require.probability("cueReliability", cueReliability);
        Require.within("quality", quality, 0.5, 1);
        Require.probability("fade", fade);
        Require.within("maxLooks", maxLooks, 0, 12);
        Require.within("lookCompute", lookCompute, 0, 1e9);
    }

    /**
     * Probability that a look is right.
     *
     * @param look from 0
     */
    double reliability(int look) {
        return 0.5 + (quality - 0.5) * Math.pow(fade, look);
    }
}
