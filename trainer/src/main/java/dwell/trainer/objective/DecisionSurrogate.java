package dwell.trainer.objective;

import dwell.trainer.config.LossConfig;

/**
 * Each decision has its own ratio: {@code - sum_i w_i c_i A_i F(rho_i)}, summed by cell. Decisions may be detached before: by
 * covariance ({@link CovarianceSelection}) or by drift ({@link DriftMask}); they count as clipped.
 */
final class DecisionSurrogate implements SurrogateLoss {
    private final RatioBound bound;
    private final CovarianceSelection covariance;
    private final DriftMask drift;

    DecisionSurrogate(LossConfig loss) {
        this.bound = RatioBound.of(loss);
        this.covariance = CovarianceSelection.of(loss, bound);
        this.drift = loss.driftMask() > 0 ? new DriftMask(loss.driftMask()) : null;
    }

    @Override
    public void apply(Batch batch, double[] slopes, Tally tally, long key) {
        LossWeights weights = batch.weights();
        if (drift != null) {
            drift.detach(batch, tally);
        }
        if (covariance != null) {
            covariance.apply(batch, slopes, tally, key);
        }
        int actions = batch.actions();
        for (int i = 0; i < weights.rowCount(); i++) {
            int cell = weights.rows()[i] * actions;
            for (int a = 0; a < actions; a++, cell++) {
                double weight = weights.weight(cell);
                if (weight == 0) {
                    continue;
                }
                int at = i * actions + a;
                double ratio = Math.exp(batch.log()[at] - batch.old()[cell]);
                double positive = weights.positive(cell);
                double negative = weights.negative(cell);
                tally.weight += weight;
                tally.ratio(ratio, weight);
                // A bound that no advantage of its sign meets must not be asked: 0 times an infinite ratio is not a
                // number.
                if (positive != 0) {
                    tally.loss -= positive * bound.value(ratio, true);
                    slopes[at] -= positive * bound.slope(ratio, true);
                }
                if (negative != 0) {
                    tally.loss -= negative * bound.value(ratio, false);
                    slopes[at] -= negative * bound.slope(ratio, false);
                }
                tally.side(bound.side(ratio, true), weights.positiveWeight(cell));
                tally.side(bound.side(ratio, false), weights.otherWeight(cell));
            }
        }
    }
}
