package dwell.trainer;

import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;

/** How far an update moved the weights. Confined to one thread. */
final class WeightChange {
    private final LearnedPolicy policy;
    private final double[] before;
    private final double[] after;

    WeightChange(LearnedPolicy policy) {
        this.policy = policy;
        this.before = HostTransfer.readAll(policy.parameters());
        this.after = new double[before.length];
    }

    /** Takes the weights as they are for those before the update. */
    void begin() {
        HostTransfer.readAll(policy.parameters(), before);
    }

    /**
     * Describes the change since {@link #begin}.
     *
     * @throws NonFiniteException if a weight is not finite
     */
    void describe(MetricValues metrics) {
        HostTransfer.readAll(policy.parameters(), after);
        double squares = 0;
        double changes = 0;
        for (int i = 0; i < after.length; i++) {
            squares += after[i] * after[i];
            changes += (after[i] - before[i]) * (after[i] - before[i]);
        }
        double norm = Math.sqrt(squares);
        if (!Double.isFinite(norm)) {
            throw new NonFiniteException("weights", "their norm is " + norm);
        }
        metrics.set(Metric.WEIGHT_NORM, norm).set(Metric.UPDATE_RATIO, norm == 0 ? 0 : Math.sqrt(changes) / norm);
    }
}
