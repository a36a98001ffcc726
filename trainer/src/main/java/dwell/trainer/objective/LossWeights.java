package dwell.trainer.objective;

import dwell.trainer.config.LossConfig.Aggregation;
import dwell.trainer.rollout.Rollouts;
import java.util.Arrays;

/**
 * What the loss needs to know of the decisions of one minibatch, summed by (row, action). The terms of a GRPO loss depend on
 * the row, the action, the weight and the sign of the advantage only, so these sums give the same loss and gradient as the
 * decisions one by one. Reused from update to update; confined to one thread.
 *
 * <p>A decision of episode e has the weight w = 1/N under decision-mean (N decisions in the minibatch), 1/(E n_e) under
 * episode-mean (E episodes, n_e decisions in e), 1/(P n_p) under group-mean (P prompts, n_p decisions of all rollouts of p), and 1/(E L) under constant (Dr. GRPO, 2503.20783; L the configured length).
 */
public final class LossWeights {
    /** Sums of a cell: w A over A > 0, w A over A <= 0, w over A > 0, w over A <= 0. */
    private static final int FIELDS = 4;

    private final Aggregation aggregation;
    private final double constantLength;
    private double[] sums = new double[0];
    private int cells;
    private int[] rows = new int[0];
    private int rowCount;

    public LossWeights(Aggregation aggregation, double constantLength) {
        this.aggregation = aggregation;
        this.constantLength = constantLength;
    }

    /**
     * Sums over the episodes of some prompts.
     *
     * @param advantages shape [episodes]
     * @param prompts the prompts of the minibatch are entries {@code from} to {@code to - 1}
     */
    public void gather(Rollouts rollouts, double[] advantages, int[] prompts, int from, int to) {
        int actions = rollouts.actions();
        cells = rollouts.rows().count() * actions;
        if (sums.length < cells * FIELDS) {
            sums = new double[cells * FIELDS];
        } else {
            Arrays.fill(sums, 0, cells * FIELDS, 0);
        }
        int group = rollouts.groupSize();
        double perDecision = decisionWeight(rollouts, prompts, from, to);
        double episodes = (double) (to - from) * group;
        for (int i = from; i < to; i++) {
            int[] decisions = rollouts.decisions(prompts[i]);
            long ofGroup = decisions(rollouts, prompts[i]);
            for (int e = prompts[i] * group; e < (prompts[i] + 1) * group; e++) {
                int begin = rollouts.begin(e);
                int end = begin + rollouts.length(e);
                double weight = switch (aggregation) {
                    case EPISODE_MEAN -> 1 / (episodes * (end - begin));
                    case GROUP_MEAN -> 1 / ((double) (to - from) * ofGroup);
                    case DECISION_MEAN, CONSTANT -> perDecision;
                };
                double weighted = weight * advantages[e];
                int sign = weighted > 0 ? 0 : 1;
                for (int d = begin; d < end; d++) {
                    int cell = decisions[d] * FIELDS;
                    sums[cell + sign] += weighted;
                    sums[cell + 2 + sign] += weight;
                }
            }
        }
        listRows(actions);
    }

    private double decisionWeight(Rollouts rollouts, int[] prompts, int from, int to) {
        int group = rollouts.groupSize();
        if (aggregation == Aggregation.CONSTANT) {
            return 1 / ((double) (to - from) * group * constantLength);
        }
        long decisions = 0;
        for (int i = from; i < to; i++) {
            decisions += decisions(rollouts, prompts[i]);
        }
        return decisions == 0 ? 0 : 1.0 / decisions;
    }

    private static long decisions(Rollouts rollouts, int prompt) {
        long decisions = 0;
        for (int e = prompt * rollouts.groupSize(); e < (prompt + 1) * rollouts.groupSize(); e++) {
            decisions += rollouts.length(e);
        }
        return decisions;
    }

    private void listRows(int actions) {
        int all = cells / actions;
        if (rows.length < all) {
            rows = new int[all];
        }
        rowCount = 0;
        for (int row = 0; row < all; row++) {
            double weight = 0;
            for (int a = 0; a < actions; a++) {
                weight += weight(row * actions + a);
            }
            if (weight > 0) {
                rows[rowCount++] = row;
            }
        }
    }

    /** Rows with at least one decision, ascending; only the first {@link #rowCount()} count. Owned by this object. */
    public int[] rows() {
        return rows;
    }

    public int rowCount() {
        return rowCount;
    }

    /** Sum of w A over decisions with A > 0; {@code cell} is {@code row * actions + action}. */
    double positive(int cell) {
        return sums[cell * FIELDS];
    }

    /** Sum of w A over decisions with A <= 0; at most 0. */
    double negative(int cell) {
        return sums[cell * FIELDS + 1];
    }

    /** Sum of w over decisions with A > 0. */
    double positiveWeight(int cell) {
        return sums[cell * FIELDS + 2];
    }

    /** Sum of w over decisions with A <= 0. */
    double otherWeight(int cell) {
        return sums[cell * FIELDS + 3];
    }

    /** Sum of w. */
    double weight(int cell) {
        return positiveWeight(cell) + otherWeight(cell);
    }
}
