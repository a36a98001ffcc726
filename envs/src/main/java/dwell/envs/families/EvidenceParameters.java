package dwell.envs.families;

import dwell.envs.Help;
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
        require(!reliabilities.isEmpty(), "reliabilities must name at least one level, was empty");
        for (double q : reliabilities) {
            require(q >= 0 && q <= 1, "reliabilities must lie in [0, 1], was " + q);
        }
        require(
                weights.isEmpty() || weights.size() == reliabilities.size(),
                "weights must be empty or have one number for each of the %d levels, had %d"
                        .formatted(reliabilities.size(), weights.size()));
        for (double w : weights) {
            require(w > 0 && Double.isFinite(w), "weights must be positive, was " + w);
        }
        require(alternatives >= 2 && alternatives <= 8, "alternatives must lie in [2, 8], was " + alternatives);
        requireProbability("cueReliability", cueReliability);
        require(freeVotes >= 0 && freeVotes <= 64, "freeVotes must lie in [0, 64], was " + freeVotes);
        require(maxThinks >= 0 && maxThinks <= 512, "maxThinks must lie in [0, 512], was " + maxThinks);
        require(voteCompute >= 0 && voteCompute < 1e9, "voteCompute must lie in [0, 1e9), was " + voteCompute);
        require(computeRise >= 0 && computeRise < 1e9, "computeRise must lie in [0, 1e9), was " + computeRise);
        requireProbability("readingReliability", readingReliability);
    }

    private static void requireProbability(String name, double value) {
        require(value >= 0 && value <= 1, name + " must lie in [0, 1], was " + value);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
