package dwell.trainer.instrument;

import dwell.envs.Stakes;
import java.util.List;

/**
 * What {@link GradCheck} found.
 *
 * @param at the point, see {@link GradientPoint}
 * @param enumerated whether expectations are exact; otherwise they are sampled, and have errors
 * @param target what the exact gradient is of
 * @param updates that were drawn, or groups that were enumerated
 * @param weights of the policy
 * @param exactNorm length of the exact gradient
 * @param bias {@code factor^-1 E g - t}, shape [weights]: what is left once the mean is as long as the exact gradient along it; null
 *     where there are more weights than are listed
 * @param falseAlarms chance that a right claim of those that are tested on samples fails
 */
public record GradCheckReport(
        String env,
        String policy,
        String at,
        Stakes stakes,
        boolean enumerated,
        String target,
        long updates,
        int prompts,
        int groupSize,
        int weights,
        double exactNorm,
        Numbers numbers,
        Wanted wanted,
        List<Level> levels,
        List<GradientClaim> claims,
        double falseAlarms,
        double[] bias) {
    public GradCheckReport {
        levels = List.copyOf(levels);
        claims = List.copyOf(claims);
    }

    /**
     * The numbers; null where they are not defined.
     *
     * @param factor what the expected direction is times the exact gradient, along it, once a mean over decisions counts as an episode:
     *     1 for an unbiased estimator
     * @param bias length of the part of the expected direction that is at right angles to the exact gradient, as a share of its length
     * @param cosineOfMean of the expected direction and the exact gradient
     * @param cosine mean of those of single updates
     * @param variance of an update's direction, in units of the squared length of its expectation
     * @param variancePerPrompt the same of one prompt
     * @param signalToNoise 1 / variance
     * @param criticalPrompts prompts at which it would be 1 (the gradient noise scale, 1812.06162)
     */
    public record Numbers(
            Measured factor,
            Measured bias,
            Double cosineOfMean,
            Double cosine,
            Double variance,
            Double variancePerPrompt,
            Double signalToNoise,
            Double criticalPrompts) {}

    /** @param error standard error; null where the value is exact */
    public record Measured(double value, Double error) {}

    /**
     * What a signal-to-noise ratio takes.
     *
     * @param groupSize with the same prompts; null where no group size is enough, since items differ
     * @param prompts with the same group size
     * @param itemShare part of the variance that no group size lowers
     */
    public record Wanted(double signalToNoise, Double groupSize, Double prompts, Double itemShare) {}

    /**
     * Where the objective's own items of a level push thinking.
     *
     * @param push change of the level's thinks along the expected direction, once a mean over decisions counts as an episode
     * @param truth the same along the exact gradient of its utility
     * @param right whether the signs agree; null where the sample cannot tell
     */
    public record Level(String level, Measured push, double truth, Boolean right) {}

    /** Whether no claim failed. */
    public boolean passes() {
        return claims.stream().noneMatch(claim -> claim.outcome() == GradientClaim.Judgement.FAIL);
    }
}
