package dwell.envs.families.evidence;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.families.Introspection;
import java.util.List;

/** Parameters of {@link EvidenceFamily}. */
public record EvidenceParameters(
        @Help("probability that a vote is right, one for each level, easiest first; each in [0, 1]")
        List<Double> reliabilities,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help("number of alternatives, 2 to 8; a wrong vote falls on each wrong alternative alike")
        int alternatives,

        @Help("probability that the cue shows the level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help("votes given before the first decision, 0 to 64")
        int freeVotes,

        @Help("thinks after which the answer is forced, 0 to 512")
        int maxThinks,

        @Help("compute units of the first think, at least 0")
        double voteCompute,

        @Help("compute units by which each further think costs more than the one before, at least 0")
        double computeRise,

        @Help("whether the policy may end without an answer")
        boolean abstain,

        @Help("what the observation shows of the evidence: full, noisy or none")
        Introspection introspection,

        @Help(
                "probability that a noisy reading shows the evidence as it is, in [0, 1]; otherwise it shows evidence drawn"
                        + " uniformly among all that is possible after as many votes")
        double readingReliability) {
    public EvidenceParameters {
        reliabilities = List.copyOf(reliabilities);
        weights = List.copyOf(weights);
        Require.that(!reliabilities.isEmpty(), "reliabilities must name at least one level, was empty");
        reliabilities.forEach(q -> Require.probability("reliabilities", q));
        Require.weights("weights", weights, reliabilities.size());
        Require.within("alternatives", alternatives, 2, 8);
        Require.probability("cueReliability", cueReliability);
        Require.within("freeVotes", freeVotes, 0, 64);
        Require.within("maxThinks", maxThinks, 0, 512);
        Require.within("voteCompute", voteCompute, 0, 1e9);
        Require.within("computeRise", computeRise, 0, 1e9);
        Require.probability("readingReliability", readingReliability);
    }
}
