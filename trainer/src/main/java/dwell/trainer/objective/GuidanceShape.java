package dwell.trainer.objective;

import dwell.envs.Require;

/**
 * What the ratio of a guided decision counts as, one that a teacher took in the policy's stead:
 *
 * <pre>
 * A > 0:   F(rho) = rho / (rho + k)      F'(rho) rho = k rho / (rho + k)^2
 * A <= 0:  F(rho) = rho
 * </pre>
 *
 * where rho is the policy's probability over that with which the teacher is counted as having taken the action, 1 for a teacher that
 * is certain. The gradient in ln pi of a rare action with rho well below k is 1 / k times that of the plain ratio, and of a common
 * one less than its: what the policy would hardly ever do is learnt first. No clip.
 *
 * <p>Source: the policy shaping of LUFFY (2504.14945, k = 0.1), for the guided rollouts of ThinkTuning (2508.07616). Differs from
 * the paper: ThinkTuning calls its weight advantage-aware without the formula that we could find; here only decisions with a positive
 * advantage are shaped. Immutable.
 */
final class GuidanceShape extends RatioBound {
    private final double k;

    /** @param k ratio at which F is one half, greater than 0 */
    GuidanceShape(double k) {
        Require.positive("k", k);
        this.k = k;
    }

    @Override
    double value(double ratio, boolean positive) {
        return positive ? ratio / (ratio + k) : ratio;
    }

    @Override
    double slope(double ratio, boolean positive) {
        return positive ? k / (ratio + k) * (ratio / (ratio + k)) : ratio;
    }

    @Override
    int side(double ratio, boolean positive) {
        return 0;
    }
}
