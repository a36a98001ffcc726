package dwell.trainer;

import dwell.trainer.config.KlConfig;

/**
 * The weight of the KL divergence: constant, or adapted after each update in proportion to the error (Ziegler et al. 2019,
 * 1909.08593, section 2.2): {@code beta <- beta (1 + clip(KL / target - 1, -0.2, 0.2) / horizon)}, with the horizon in updates.
 */
final class KlControl implements Resumable {
    private static final double MOST_ERROR = 0.2;

    private final KlConfig config;
    private double beta;

    KlControl(KlConfig config) {
        this.config = config;
        this.beta = config.beta();
    }

    double beta() {
        return beta;
    }

    /**
     * Ends an update.
     *
     * @param divergence mean divergence per decision, nats; NaN if there was no decision
     */
    void after(double divergence) {
        if (config.target() > 0 && !Double.isNaN(divergence)) {
            double error = Math.max(-MOST_ERROR, Math.min(MOST_ERROR, divergence / config.target() - 1));
            beta *= 1 + error / config.horizon();
        }
    }

    @Override
    public double[] state() {
        return new double[] {beta};
    }

    @Override
    public void restore(double[] state) {
        beta = state[0];
    }
}
