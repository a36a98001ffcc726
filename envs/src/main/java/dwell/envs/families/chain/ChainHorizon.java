package dwell.envs.families.chain;

import dwell.envs.Require;

/**
 * How long a chain of independent steps can be: {@code P(K steps all right) = p^K}, so success s is reached at the real length
 * {@code H_s = ln s / ln p} (Sinha et al. 2025, "The illusion of diminishing returns", arXiv 2509.09677). Immutable.
 *
 * <p>Differs from the paper: it rounds H up everywhere. Here {@link #real} is not rounded, {@link #longest} rounds down and is the
 * longest length that still reaches the success, {@link #paper} rounds up.
 *
 * @param stepAccuracy probability that one step is right, in (0, 1)
 * @param success probability wanted that the whole chain is right, in (0, 1)
 */
public record ChainHorizon(double stepAccuracy, double success) {
    /** Lengths that are whole numbers but for rounding count as whole. */
    private static final double ROUNDING = 1e-9;

    public ChainHorizon {
        Require.that(
                stepAccuracy > 0 && stepAccuracy < 1, "stepAccuracy must lie between 0 and 1, was %s", stepAccuracy);
        Require.that(success > 0 && success < 1, "success must lie between 0 and 1, was %s", success);
    }

    /** The real length at which the success is reached. */
    public double real() {
        return Math.log(success) / Math.log(stepAccuracy);
    }

    /** The longest whole length with at least the success. */
    public long longest() {
        return (long) Math.floor(real() * (1 + ROUNDING));
    }

    /** The length rounded up, as the paper does. */
    public long paper() {
        return (long) Math.ceil(real() * (1 - ROUNDING));
    }

    /** Steps of length gained by a unit of step accuracy: {@code dH/dp = -ln s / (p ln^2 p)}. */
    public double slope() {
        double log = Math.log(stepAccuracy);
        return -Math.log(success) / (stepAccuracy * log * log);
    }
}
