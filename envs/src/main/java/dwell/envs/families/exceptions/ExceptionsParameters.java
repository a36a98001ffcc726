package dwell.envs.families.exceptions;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link ExceptionsFamily}. */
public record ExceptionsParameters(
        @Help("probability that the first impression is right, one for each level, easiest first; each in [0, 1]")
        List<Double> direct,

        @Help("probability that the thought-out rule is right, one for each level; each in [0, 1]")
        List<Double> rule,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help("probability that the cue shows the level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help("thinks after which no more are possible, 0 to 64")
        int maxThinks,

        @Help("probability that a think replaces the first impression by the rule where it has not been replaced yet,"
                + " in [0, 1]; 1 replaces it at the first think")
        double replacement,

        @Help("compute units of a think, at least 0") double thinkCompute,

        @Help(
                "probability that the sign that each think turns up is right about whether the rule is better than the first"
                        + " impression, in [0, 1]; 0.5 says nothing")
        double signReliability,

        @Help("whether the first impression can still be answered after thinking")
        boolean firstImpression) {
    public ExceptionsParameters {
        direct = List.copyOf(direct);
        rule = List.copyOf(rule);
        weights = List.copyOf(weights);
        Require.that(!direct.isEmpty(), "direct must name at least one level, was empty");
        direct.forEach(p -> Require.probability("direct", p));
        Require.that(
                rule.size() == direct.size(),
                "rule must have one number for each of the %d levels, had %d",
                direct.size(),
                rule.size());
        rule.forEach(p -> Require.probability("rule", p));
        Require.weights("weights", weights, direct.size());
        Require.probability("cueReliability", cueReliability);
        Require.within("maxThinks", maxThinks, 0, 64);
        Require.probability("replacement", replacement);
        Require.within("thinkCompute", thinkCompute, 0, 1e9);
        Require.probability("signReliability", signReliability);
    }
}
