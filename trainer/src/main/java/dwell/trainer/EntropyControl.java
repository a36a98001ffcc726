package dwell.trainer;

import dwell.trainer.config.EntropyConfig;

/**
 * The weight of the entropy bonus: constant, in a straight line from {@code bonus} to {@code finalBonus}, or, where there is a
 * target, up by a step after an update whose entropy was below it and down by one otherwise, within [0, {@code mostBonus}].
 */
final class EntropyControl implements Resumable {
    private final EntropyConfig config;
    private final int updates;
    private double adapted;

    /** @param updates of the run */
    EntropyControl(EntropyConfig config, int updates) {
        this.config = config;
        this.updates = updates;
        this.adapted = config.bonus();
    }

    /** The weight during an update, from 0. */
    double bonus(int update) {
        if (config.target() > 0) {
            return adapted;
        }
        if (config.finalBonus() < 0 || updates < 2) {
            return config.bonus();
        }
        return config.bonus() + (config.finalBonus() - config.bonus()) * update / (updates - 1);
    }

    /**
     * Ends an update.
     *
     * @param entropy mean entropy per decision, nats; NaN if there was no decision
     */
    void after(double entropy) {
        if (config.target() > 0 && !Double.isNaN(entropy)) {
            double step = entropy < config.target() ? config.targetStep() : -config.targetStep();
            adapted = Math.max(0, Math.min(config.mostBonus(), adapted + step));
        }
    }

    @Override
    public double[] state() {
        return new double[] {adapted};
    }

    @Override
    public void restore(double[] state) {
        adapted = state[0];
    }
}
