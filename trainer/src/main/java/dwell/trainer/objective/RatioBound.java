package dwell.trainer.objective;

import dwell.trainer.config.LossConfig;

/**
 * What a ratio of new to old probability counts as: a term of the loss is {@code -w A F(rho)}, and its derivative in the
 * log-probability {@code -w A F'(rho) rho}. {@code F} may differ by the sign of the advantage. Immutable.
 *
 * <pre>
 * clip   A > 0: min(rho, 1 + high)            A <= 0: max(rho, 1 - low)          PPO 1707.06347 (7); DAPO 2503.14476 (10)
 * dual   A > 0: as clip                       A <= 0: min(max(rho, 1 - low), c)  1912.09729
 * cispo  rho up to c, then c (1 + ln(rho / c))                                   MiniMax-M1 2506.13585
 * sapo   4 / tau sigmoid(tau (rho - 1))       tau by the sign of A               2511.20347
 * none   rho
 * </pre>
 *
 * <p>The decisions of a teacher have a bound of their own, see {@link #ofGuided}.
 *
 * <p>Two-sided clipping (INTELLECT-2, 2505.07291) caps the unclipped ratio at delta before the minimum is taken; for delta
 * above 1 + high that is {@code dual} with c = delta.
 *
 * <p>Differs from the paper: CISPO stops the gradient through the capped ratio; its term {@code sg(min(rho, c)) A ln pi} has
 * the derivative {@code min(rho, c) A}, of which the function above is an integral, so value and derivative belong together.
 */
abstract class RatioBound {
    /** The bound of a config, for any surrogate but {@code gmpo}, which bounds decisions inside an episode. */
    static RatioBound of(LossConfig loss) {
        double low = 1 - loss.clip();
        double high = 1 + loss.clipAbove();
        return switch (loss.surrogate()) {
            case CLIP, GMPO -> new Clip(low, high, Double.POSITIVE_INFINITY);
            case DUAL -> new Clip(low, high, loss.clipBound());
            case CISPO -> new Cap(loss.clipBound());
            case SAPO -> new Gate(loss.sapoPositive(), loss.sapoNegative());
            case NONE -> new Cap(Double.POSITIVE_INFINITY);
        };
    }

    /** What guided decisions count as: a {@link GuidanceShape}, or, where its constant is 0, the plain ratio. */
    static RatioBound ofGuided(LossConfig loss) {
        return loss.guidanceShape() > 0 ? new GuidanceShape(loss.guidanceShape()) : new Cap(Double.POSITIVE_INFINITY);
    }

    /** {@code F(rho)}. */
    abstract double value(double ratio, boolean positive);

    /** {@code d F / d ln rho}. */
    abstract double slope(double ratio, boolean positive);

    /** Whether the bound acts: -1 where it holds the ratio from below, 1 from above, 0 where it does not. */
    abstract int side(double ratio, boolean positive);

    private static final class Clip extends RatioBound {
        private final double low;
        private final double high;
        private final double most;

        Clip(double low, double high, double most) {
            this.low = low;
            this.high = high;
            this.most = most;
        }

        @Override
        double value(double ratio, boolean positive) {
            return positive ? Math.min(ratio, high) : Math.min(Math.max(ratio, low), most);
        }

        @Override
        double slope(double ratio, boolean positive) {
            return side(ratio, positive) == 0 ? ratio : 0;
        }

        @Override
        int side(double ratio, boolean positive) {
            if (positive) {
                return ratio > high ? 1 : 0;
            }
            return ratio < low ? -1 : ratio > most ? 1 : 0;
        }
    }

    private static final class Cap extends RatioBound {
        private final double most;

        Cap(double most) {
            this.most = most;
        }

        @Override
        double value(double ratio, boolean positive) {
            return ratio <= most ? ratio : most * (1 + Math.log(ratio / most));
        }

        @Override
        double slope(double ratio, boolean positive) {
            return Math.min(ratio, most);
        }

        @Override
        int side(double ratio, boolean positive) {
            return ratio > most ? 1 : 0;
        }
    }

    private static final class Gate extends RatioBound {
        private final double positive;
        private final double negative;

        Gate(double positive, double negative) {
            this.positive = positive;
            this.negative = negative;
        }

        @Override
        double value(double ratio, boolean ofPositive) {
            double tau = ofPositive ? positive : negative;
            return 4 / tau * sigmoid(tau * (ratio - 1));
        }

        @Override
        double slope(double ratio, boolean ofPositive) {
            double open = sigmoid((ofPositive ? positive : negative) * (ratio - 1));
            // At 4 open (1 - open) = 0 the gate is shut, however large the ratio: 0 times infinity is 0 here.
            double gate = 4 * open * (1 - open);
            return gate == 0 ? 0 : gate * ratio;
        }

        @Override
        int side(double ratio, boolean ofPositive) {
            return 0;
        }

        private static double sigmoid(double x) {
            return 1 / (1 + Math.exp(-x));
        }
    }
}
