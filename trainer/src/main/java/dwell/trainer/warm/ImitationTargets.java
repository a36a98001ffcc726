package dwell.trainer.warm;

import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.NonFiniteException;
import dwell.trainer.objective.LogSoftmax;
import java.util.Arrays;

/**
 * What is to be imitated, one network row for each distinct row where rows are shared, and the loss, mean cross-entropy in nats
 * per imitated decision:
 *
 * <pre>
 * loss = - sum_ra w_ra ln pi(a|r) / sum_ra w_ra
 * </pre>
 *
 * <p>No policy that sees the rows has a loss below {@link #floor()}, the mean entropy of the targets. Confined to one thread.
 */
final class ImitationTargets {
    private final ObservationBatch batch;
    private final boolean[] legal;
    private final double[] weights;
    private final int actions;
    private final double[] logProbability;
    private double total;

    /**
     * Targets.
     *
     * @param batch the observations, owned by the targets from now on
     * @param legal shape [rows x actions]
     * @param weights shape [rows x actions], at least 0, and 0 where an action is not legal
     * @throws IllegalArgumentException with one sentence, if all weights are 0
     */
    ImitationTargets(ObservationBatch batch, boolean[] legal, double[] weights, int actions) {
        this.batch = batch;
        this.legal = legal;
        this.weights = weights;
        this.actions = actions;
        this.logProbability = new double[actions];
        for (double weight : weights) {
            total += weight;
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException(
                    "trainer.warmStart has nothing to imitate: no decision is left of the teacher's traces");
        }
    }

    /**
     * The targets of a process; rows without weight are left out.
     *
     * @param weights shape [rows x actions] over all rows of the process; not changed
     */
    static ImitationTargets of(CompiledProcess process, double[] weights) {
        int actions = process.actionCount();
        int width = process.featureCount();
        int[] rows = new int[process.rowCount()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            for (int a = 0; a < actions; a++) {
                if (weights[row * actions + a] > 0) {
                    rows[count++] = row;
                    break;
                }
            }
        }
        ObservationBatch batch = new ObservationBatch(width, count);
        batch.resize(count);
        boolean[] legal = new boolean[count * actions];
        double[] kept = new double[count * actions];
        for (int i = 0; i < count; i++) {
            batch.rows()[i] = rows[i];
            for (int f = 0; f < width; f++) {
                batch.features()[i * width + f] = (float) process.feature(rows[i], f);
            }
            for (int a = 0; a < actions; a++) {
                legal[i * actions + a] = process.legal(rows[i], a);
            }
            System.arraycopy(weights, rows[i] * actions, kept, i * actions, actions);
        }
        return new ImitationTargets(batch, legal, kept, actions);
    }

    /** Network rows. */
    int rows() {
        return batch.size();
    }

    /** Sum of all weights. */
    double total() {
        return total;
    }

    /** The loss of a policy as it is. */
    double loss(LearnedPolicy policy) {
        return loss(logits(policy), null);
    }

    /**
     * The loss of a policy as it is; its gradient is left in {@link LearnedPolicy#gradient()}.
     *
     * @throws NonFiniteException if the loss is not finite
     */
    double backward(LearnedPolicy policy) {
        double[] dLogits = new double[weights.length];
        double loss = loss(logits(policy), dLogits);
        if (!Double.isFinite(loss)) {
            throw new NonFiniteException("imitation loss", "the loss is " + loss);
        }
        policy.backward(dLogits);
        return loss;
    }

    private double[] logits(LearnedPolicy policy) {
        double[] logits = new double[weights.length];
        policy.logits(batch, logits);
        return logits;
    }

    /**
     * The loss of logits.
     *
     * @param logits shape [rows x actions]
     * @param dLogits shape as logits, overwritten with d loss / d logits; null where it is not wanted
     */
    double loss(double[] logits, double[] dLogits) {
        double loss = 0;
        for (int at = 0; at < weights.length; at += actions) {
            LogSoftmax.of(logits, at, actions, legal, at, logProbability, 0);
            double ofRow = 0;
            for (int a = 0; a < actions; a++) {
                double weight = weights[at + a];
                ofRow += weight;
                // 0 times the negative infinity of an action that is not legal.
                loss -= weight == 0 ? 0 : weight * logProbability[a];
            }
            for (int a = 0; a < actions && dLogits != null; a++) {
                dLogits[at + a] = (ofRow * Math.exp(logProbability[a]) - weights[at + a]) / total;
            }
        }
        return loss / total;
    }

    /** Mean entropy of the targets, nats per imitated decision. */
    double floor() {
        double sum = 0;
        for (int at = 0; at < weights.length; at += actions) {
            double ofRow = Arrays.stream(weights, at, at + actions).sum();
            for (int a = at; a < at + actions; a++) {
                sum -= weights[a] == 0 ? 0 : weights[a] * Math.log(weights[a] / ofRow);
            }
        }
        return sum / total;
    }
}
