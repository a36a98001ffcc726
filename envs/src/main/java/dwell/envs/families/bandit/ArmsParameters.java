package dwell.envs.families.bandit;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link BanditGame#ARMS}. */
public record ArmsParameters(
        @Help("success rate of the alternative, one for each level, easiest first; each in [0, 1]")
        List<Double> alternatives,

        @Help("number of arms, 1 to 4") int arms,

        @Help("successes that the Beta prior of each arm counts, in (0, 1e6]")
        double priorSuccesses,

        @Help("failures that the Beta prior of each arm counts, in (0, 1e6]")
        double priorFailures,

        @Help("samples of all arms after which the choice is forced, 0 to 256")
        int maxSamples,

        @Help("compute units of a sample, at least 0") double sampleCompute) {
    public ArmsParameters {
        alternatives = List.copyOf(alternatives);
        Require.that(!alternatives.isEmpty(), "alternatives must name at least one level, was empty");
        alternatives.forEach(rate -> Require.probability("alternatives", rate));
        Require.within("arms", arms, 1, 4);
        requireCount("priorSuccesses", priorSuccesses);
        requireCount("priorFailures", priorFailures);
        Require.within("maxSamples", maxSamples, 0, 256);
        Require.within("sampleCompute", sampleCompute, 0, 1e9);
    }

    private static void requireCount(String key, double count) {
        Require.that(count > 0 && count <= 1e6, "%s must lie in (0, 1000000], was %s", key, count);
    }
}
