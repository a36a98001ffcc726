package dwell.envs.families.recall;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link RecallFamily}. */
public record RecallParameters(
        @Help("share of facts that are known, one for each level, easiest first; each in [0, 1]")
        List<Double> knownShares,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help("probability that the cue shows the level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help("probability that a known fact is answered right when nothing misleads, in [0, 1]")
        double knownAccuracy,

        @Help("probability that an unknown fact is answered right by a guess, in [0, 1]")
        double guessAccuracy,

        @Help("share of items whose context misleads, in [0, 1]")
        double misleadingShare,

        @Help("probability that a known fact is answered wrongly because its context misleads, in [0, 1]")
        double flipRate,

        @Help("probability that the sign of a misleading context is right, in [0, 1]; 0.5 says nothing")
        double signReliability,

        @Help("probability that the feeling shown with the item is right about whether the fact is known, in [0, 1];"
                + " 0.5 says nothing")
        double feelingReliability,

        @Help("thinks that are possible, 0 to 64; each asks once more whether the fact feels known")
        int maxThinks,

        @Help(
                "probability that what a think finds is right about whether the fact is known, in [0, 1]; 0.5 says nothing")
        double probeReliability,

        @Help("compute units of a think, at least 0") double thinkCompute,

        @Help("checks that are possible, 0 to 16") int maxChecks,

        @Help("probability that a check shakes off a misleading context, in [0, 1]")
        double repair,

        @Help("probability that a check turns the right answer to a known fact wrong, in [0, 1]")
        double corruption,

        @Help("compute units of a check, at least 0") double checkCompute,

        @Help("whether the policy may end without an answer")
        boolean abstain) {
    public RecallParameters {
        knownShares = List.copyOf(knownShares);
        weights = List.copyOf(weights);
        Require.that(!knownShares.isEmpty(), "knownShares must name at least one level, was empty");
        knownShares.forEach(share -> Require.probability("knownShares", share));
        Require.weights("weights", weights, knownShares.size());
        Require.probability("cueReliability", cueReliability);
        Require.probability("knownAccuracy", knownAccuracy);
        Require.probability("guessAccuracy", guessAccuracy);
        Require.probability("misleadingShare", misleadingShare);
        Require.probability("flipRate", flipRate);
        Require.probability("signReliability", signReliability);
        Require.probability("feelingReliability", feelingReliability);
        Require.within("maxThinks", maxThinks, 0, 64);
        Require.probability("probeReliability", probeReliability);
        Require.within("thinkCompute", thinkCompute, 0, 1e9);
        Require.within("maxChecks", maxChecks, 0, 16);
        Require.probability("repair", repair);
        Require.probability("corruption", corruption);
        Require.within("checkCompute", checkCompute, 0, 1e9);
    }
}
