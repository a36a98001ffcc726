package dwell.envs.families.refine;

import dwell.envs.Require;

/**
 * Accuracy against tokens of thought: {@code A(t) = ceiling (1 - e^(-x / scale)) e^(-x / lossScale)} with {@code x = max(t -
 * offset, 0)}. Without loss it saturates; with loss it is an inverted U.
 *
 * @param ceiling accuracy that is approached without loss, in [0, 1]
 * @param offset tokens before the first answers are found, finite; negative where some are right without any thought
 * @param scale tokens in which the distance to the ceiling falls to 1/e, greater than 0
 * @param lossScale tokens in which the share of answers that are still right falls to 1/e, greater than 0; 0 for no loss
 */
public record SaturationCurve(double ceiling, double offset, double scale, double lossScale) {
    public SaturationCurve {
        Require.probability("ceiling", ceiling);
        Require.that(Double.isFinite(offset), "offset must be a finite number, was %s", offset);
        Require.positive("scale", scale);
        Require.atLeast("lossScale", lossScale, 0);
    }

    /** Accuracy after {@code t} tokens. */
    public double accuracy(double t) {
        return found(t) * kept(t);
    }

    private double found(double t) {
        return -ceiling * Math.expm1(-past(t) / scale);
    }

    private double kept(double t) {
        return lossScale == 0 ? 1 : Math.exp(-past(t) / lossScale);
    }

    private double past(double t) {
        return Math.max(t - offset, 0);
    }

    /** Derivative of {@link #accuracy}, per token; 0 before the offset. */
    public double slope(double t) {
        if (t < offset) {
            return 0;
        }
        double found = ceiling * Math.exp(-past(t) / scale) / scale;
        double lost = lossScale == 0 ? 0 : found(t) / lossScale;
        return (found - lost) * kept(t);
    }

    /** Tokens of the highest accuracy, {@code offset + scale ln(1 + lossScale / scale)}; infinite without loss. */
    public double peak() {
        return lossScale == 0 ? Double.POSITIVE_INFINITY : offset + scale * Math.log1p(lossScale / scale);
    }

    /**
     * Tokens after which the slope falls below a price, {@code offset + scale ln(ceiling / (price scale))} without loss; the
     * offset where it never is above. For right answers worth 1 and wrong ones worth 0 this is the best budget, or else it is
     * best not to think at all.
     *
     * @param price utility per token, greater than 0
     */
    public double stop(double price) {
        Require.positive("price", price);
        if (slope(offset) <= price) {
            return offset;
        }
        double last = offset + scale * Math.log(ceiling / (price * scale));
        if (lossScale == 0) {
            return last;
        }
        // Between the offset and the peak the slope falls from above the price to 0.
        double low = offset;
        double high = peak();
        for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
            if (slope(middle) > price) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Probability that a wrong draft is right after thinking on from {@code from} to {@code to} tokens, if right drafts are
     * lost with {@link #lose} and the share of right ones is to follow the curve.
     */
    double find(double from, double to) {
        double before = accuracy(from);
        double gained = accuracy(to) - before * (1 - lose(from, to));
        return gained <= 0 ? 0 : Math.min(gained / (1 - before), 1);
    }

    /** Probability that a right draft is wrong after thinking on from {@code from} to {@code to} tokens. */
    double lose(double from, double to) {
        return lossScale == 0 ? 0 : -Math.expm1((past(from) - past(to)) / lossScale);
    }
}
