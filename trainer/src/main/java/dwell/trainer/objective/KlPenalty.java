package dwell.trainer.objective;

import dwell.trainer.config.KlConfig.Estimator;

/**
 * Estimates of the KL divergence from the policy to the reference at one row, and their derivatives (Schulman 2020, "Approximating
 * KL divergence"). With {@code u = pi_ref / pi} of the action taken:
 *
 * <pre>
 * k1             - ln u              unbiased; its derivative in the loss has expectation 0
 * k2             (ln u)^2 / 2        biased; its derivative is unbiased for that of the divergence
 * k3             u - ln u - 1        unbiased, at least 0; its derivative (1 - u) d ln pi is that of the forward divergence
 * k3-importance  rho k3              DeepSeek-V3.2 2512.02556; value and derivative are unbiased
 * exact          sum_a pi(a) ln(pi(a) / pi_ref(a))
 * </pre>
 *
 * <p>{@code ln u} is held in [-20, 20], with derivative 0 beyond, so that an action that the policy has all but given up cannot
 * make the loss infinite.
 */
public final class KlPenalty {
    private static final double MOST_LOG = 20;

    private KlPenalty() {}

    /**
     * Value of an estimate by the action taken, nats.
     *
     * @param log {@code ln pi(a)}
     * @param reference {@code ln pi_ref(a)}
     * @param ratio new to old probability; read by k3-importance only
     */
    public static double value(Estimator estimator, double log, double reference, double ratio) {
        double logU = Math.max(-MOST_LOG, Math.min(MOST_LOG, reference - log));
        double k3 = Math.expm1(logU) - logU;
        return switch (estimator) {
            case K1 -> -logU;
            case K2 -> logU * logU / 2;
            case K3 -> k3;
            case K3_IMPORTANCE -> ratio * k3;
            case EXACT -> throw new IllegalArgumentException("the exact divergence is not of one action");
        };
    }

    /** Derivative of {@link #value} in {@code ln pi(a)}. */
    static double slope(Estimator estimator, double log, double reference, double ratio) {
        double logU = reference - log;
        if (Math.abs(logU) > MOST_LOG) {
            return estimator == Estimator.K3_IMPORTANCE ? value(estimator, log, reference, ratio) : 0;
        }
        return switch (estimator) {
            case K1 -> 1;
            case K2 -> -logU;
            case K3 -> -Math.expm1(logU);
            case K3_IMPORTANCE -> value(estimator, log, reference, ratio) - ratio * Math.expm1(logU);
            case EXACT -> throw new IllegalArgumentException("the exact divergence is not of one action");
        };
    }

    /**
     * The exact divergence of a row, nats.
     *
     * @param log log-probabilities of the policy from {@code at}, negative infinity where an action is not legal
     * @param reference those of the reference from {@code referenceAt}
     */
    public static double exact(double[] log, int at, double[] reference, int referenceAt, int actions) {
        double sum = 0;
        for (int a = 0; a < actions; a++) {
            double p = Math.exp(log[at + a]);
            sum += p > 0 ? p * (log[at + a] - reference[referenceAt + a]) : 0;
        }
        return sum;
    }
}
