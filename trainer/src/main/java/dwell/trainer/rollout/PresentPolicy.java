package dwell.trainer.rollout;

import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.NonFiniteException;
import dwell.trainer.objective.LogSoftmax;
import java.util.Arrays;

/** Writes log-probabilities of the policy as it is now into rows of a table. Confined to one thread. */
final class PresentPolicy {
    /** Rows of a batch; fixed, so that sums are rounded the same way in every run. */
    private static final int BATCH = 4096;

    private final LearnedPolicy policy;
    private final RowTable table;
    private final int actions;
    private final ObservationBatch batch;
    private double[] logits = new double[0];

    PresentPolicy(LearnedPolicy policy, RowTable table) {
        this.policy = policy;
        this.table = table;
        this.actions = policy.shape().actions();
        this.batch = new ObservationBatch(policy.shape().features(), 1);
    }

    /** Evaluates the first {@code count} of some rows. */
    void evaluate(int[] rows, int count) {
        for (int from = 0; from < count; from += BATCH) {
            int size = Math.min(BATCH, count - from);
            batch(from == 0 ? rows : Arrays.copyOfRange(rows, from, from + size), size);
        }
    }

    /** Evaluates the rows from one number up to another, the latter not included. */
    void evaluateRange(int from, int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        evaluate(rows, rows.length);
    }

    private void batch(int[] rows, int size) {
        table.fill(rows, size, batch);
        if (logits.length < size * actions) {
            logits = new double[size * actions];
        }
        policy.logits(batch, logits);
        NonFiniteException.check("rollout logits", logits, size * actions);
        for (int i = 0; i < size; i++) {
            int at = rows[i] * actions;
            LogSoftmax.of(logits, i * actions, actions, table.legal, at, table.policy, at);
        }
    }
}
