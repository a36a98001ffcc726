package dwell.trainer;

import dwell.envs.Action;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.objective.Advantages;
import dwell.trainer.objective.Importance;
import dwell.trainer.objective.LossWeights;
import dwell.trainer.objective.Objective;
import dwell.trainer.rollout.Rollouts;
import java.util.List;

/**
 * One optimiser step: loss weights of a minibatch, the network over its distinct rows, the gradient of the objective, part by
 * part, and the step. Buffers are reused; confined to one thread.
 */
final class MinibatchStep implements AutoCloseable {
    private final TrainerConfig config;
    private final long selectKey;
    private final LearnedPolicy policy;
    private final LearnedPolicy reference;
    private final Objective objective;
    private final LossWeights weights;
    private final PolicyUpdater updater;
    private final ObservationBatch batch;
    private double[] logits = new double[0];
    private double[] referenceLogits = new double[0];
    private double[] dLogits = new double[0];

    /**
     * @param selectKey of the stream from which selections are drawn
     * @param actions of the task, in order
     * @param reference null where there is none
     */
    MinibatchStep(
            TrainerConfig config, long selectKey, List<Action> actions, LearnedPolicy policy, LearnedPolicy reference) {
        this.config = config;
        this.selectKey = selectKey;
        this.policy = policy;
        this.reference = reference;
        this.objective = new Objective(
                config.loss(),
                config.kl(),
                config.sampling().importance() != SamplingConfig.Importance.BEHAVIOUR,
                actions.stream()
                        .mapToDouble(action -> config.entropy().factor(action.kind()))
                        .toArray());
        this.weights = new LossWeights(config.loss());
        this.updater = new PolicyUpdater(config, policy);
        this.batch = new ObservationBatch(policy.shape().features(), 1024);
    }

    /** Takes the step; none where no decision of the minibatch is trained on. Arguments as {@link #differentiate}. */
    void take(
            Rollouts rollouts,
            Advantages advantages,
            Importance importance,
            int[] order,
            int from,
            int size,
            double beta,
            double bonus,
            int update,
            int number,
            MetricValues metrics) {
        if (differentiate(rollouts, advantages, importance, order, from, size, beta, bonus, update, number, metrics)) {
            double norm = updater.step(update);
            metrics.set(Metric.GRADIENT_NORM, norm)
                    .set(
                            Metric.CLIPPED_GRADIENT_NORM,
                            config.gradientClip() > 0 ? Math.min(norm, config.gradientClip()) : norm);
        }
    }

    /**
     * Makes the gradient of the minibatch's loss the policy's gradient, and stays where it is.
     *
     * @param importance null where all weights are 1
     * @param order the prompts of the minibatch are entries {@code from} to {@code from + size - 1}
     * @param beta weight of the KL divergence
     * @param bonus weight of the entropy
     * @param number of the step within the update, from 0
     * @return whether any decision of the minibatch is trained on; if not, the policy's gradient is as it was
     */
    boolean differentiate(
            Rollouts rollouts,
            Advantages advantages,
            Importance importance,
            int[] order,
            int from,
            int size,
            double beta,
            double bonus,
            int update,
            int number,
            MetricValues metrics) {
        weights.minibatch(rollouts, advantages, importance, order, from, from + size);
        long key = RandomKey.child(RandomKey.child(selectKey, update), number);
        int parts = config.microBatches();
        Objective.Step found = Objective.Step.NONE;
        int rows = 0;
        for (int part = 0; part < parts; part++) {
            weights.gather(from + size / parts * part, from + size / parts * (part + 1));
            if (weights.rowCount() > 0) {
                found = found.plus(part(rollouts, beta, bonus, key));
                updater.add(parts > 1);
                rows += weights.rowCount();
            }
        }
        if (rows > 0) {
            updater.gather();
            describe(found, rows, metrics);
        }
        return rows > 0;
    }

    /** Runs the network over the rows of what was gathered, forward and backward. */
    private Objective.Step part(Rollouts rollouts, double beta, double bonus, long key) {
        int entries = weights.rowCount() * rollouts.actions();
        if (logits.length < entries) {
            logits = new double[2 * entries];
            referenceLogits = new double[2 * entries];
            dLogits = new double[2 * entries];
        }
        rollouts.rows().fill(weights.rows(), weights.rowCount(), batch);
        if (objective.needsReference()) {
            reference.logits(batch, referenceLogits);
        }
        policy.logits(batch, logits);
        Objective.Step step = objective.apply(
                weights, rollouts.rows(), rollouts.actions(), logits, referenceLogits, dLogits, beta, bonus, key);
        if (!Double.isFinite(step.loss())) {
            throw new NonFiniteException("objective", "the loss is " + step.loss());
        }
        policy.backward(dLogits);
        return step;
    }

    private void describe(Objective.Step step, int rows, MetricValues metrics) {
        if (Double.isNaN(metrics.get(Metric.ENTROPY))) {
            metrics.set(Metric.ENTROPY, step.entropy());
        }
        if (objective.needsReference()) {
            metrics.set(Metric.KL, step.kl());
        }
        double most = metrics.get(Metric.RATIO_MAX);
        metrics.set(Metric.ROWS, rows)
                .set(Metric.LOSS, step.loss())
                .set(Metric.RATIO_MEAN, step.ratioMean())
                .set(Metric.RATIO_MAX, Double.isNaN(most) ? step.ratioMax() : Math.max(most, step.ratioMax()))
                .set(Metric.CLIP_LOW, step.clippedLow())
                .set(Metric.CLIP_HIGH, step.clippedHigh());
    }

    PolicyUpdater updater() {
        return updater;
    }

    @Override
    public void close() {
        updater.close();
    }
}
