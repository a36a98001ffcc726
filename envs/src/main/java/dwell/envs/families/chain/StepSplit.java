package dwell.envs.families.chain;

import dwell.envs.Require;

/**
 * A task that is split into N steps: more steps make each one easier and add noise. A step is right with probability {@code (1 -
 * T / (N M)) (1 - sigma)}, and the task with {@code A(N) = [(1 - T / (N M)) (1 - sigma)]^N} (Wu et al. 2025, "When more is less",
 * arXiv 2502.07266). The best number of steps lies inside: longer for harder tasks, shorter for stronger models. A chain of
 * {@link ChainFamily} has this accuracy where level N has length N and accuracy {@link #stepAccuracy}. Immutable.
 *
 * @param difficulty T, greater than 0
 * @param capability M, greater than 0
 * @param noise sigma, probability that a step goes wrong however easy it is, in (0, 1)
 */
public record StepSplit(double difficulty, double capability, double noise) {
    public StepSplit {
        Require.positive("difficulty", difficulty);
        Require.positive("capability", capability);
        Require.that(noise > 0 && noise < 1, "noise must lie between 0 and 1, was %s", noise);
    }

    /** Probability that one of {@code steps} steps is right; 0 where the steps are too few. */
    public double stepAccuracy(double steps) {
        return Math.max(0, 1 - difficulty / (steps * capability)) * (1 - noise);
    }

    /** Probability that all of {@code steps} steps are right. */
    public double accuracy(double steps) {
        return Math.pow(stepAccuracy(steps), steps);
    }

    /**
     * The best number of steps, not rounded: {@code T Z / (M (Z + 1))} with {@code Z = W_-1(-(1 - sigma) / e)}, the lower branch of
     * Lambert's function.
     */
    public double best() {
        // Z = -u solves u - ln u = 1 - ln(1 - sigma). Newton from above falls monotonically; Chatzigeorgiou 2013 bounds
        // the root.
        double excess = -Math.log1p(-noise);
        double u = 1 + Math.sqrt(2 * excess) + excess;
        double before;
        do {
            before = u;
            u -= (u - Math.log(u) - 1 - excess) / (1 - 1 / u);
        } while (before - u > 1e-15 * u);
        return difficulty * u / (capability * (u - 1));
    }
}
