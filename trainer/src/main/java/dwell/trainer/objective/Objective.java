package dwell.trainer.objective;

import dwell.trainer.config.KlConfig;
import dwell.trainer.config.KlConfig.Estimator;
import dwell.trainer.config.LossConfig;
import dwell.trainer.config.LossConfig.Ratio;
import dwell.trainer.rollout.RowSource;
import java.util.Arrays;

/**
 * The surrogate with KL penalty and entropy bonus, and its gradient in the logits:
 *
 * <pre>
 * loss = surrogate + beta sum_i w_i D_i - bonus sum_i w_i H_i
 * surrogate = - sum_i w_i c_i A_i F(rho_i),  rho = pi(a|r) / pi_old(a|r)     {@link DecisionSurrogate}, {@link EpisodeSurrogate}
 * D   as {@link KlPenalty}
 * H   = - sum_a f_a pi(a|r) ln pi(a|r)                                       f_a the factor of the action's kind, 1 unless told
 * </pre>
 *
 * <p>Source: PPO (1707.06347, equation 7) with the group advantage of GRPO (2402.03300, equation 3). Differs from the papers: the
 * KL divergence can be exact over actions; the default weights decisions equally.
 *
 * <p>Buffers are reused; confined to one thread.
 */
public final class Objective {
    private final SurrogateLoss surrogate;
    private final Estimator estimator;
    private final boolean penalised;
    private final boolean oldIsPolicy;
    private final double[] factors;
    private int[] place = new int[0];
    private double[] log = new double[0];
    private double[] slopes = new double[0];
    private double[] referenceLog = new double[0];

    /**
     * Chooses the formula.
     *
     * @param kl paid here only where its place is the loss
     * @param oldIsPolicy whether ratios are measured against the policy at the start of the update, not what drew the decisions
     * @param factors of the entropy of each action, shape [actions]
     */
    public Objective(LossConfig loss, KlConfig kl, boolean oldIsPolicy, double[] factors) {
        this.surrogate = loss.ratio() == Ratio.DECISION ? new DecisionSurrogate(loss) : new EpisodeSurrogate(loss);
        this.estimator = kl.estimator();
        this.penalised = kl.beta() > 0 && kl.place() == KlConfig.Place.LOSS;
        this.oldIsPolicy = oldIsPolicy;
        this.factors = factors.clone();
    }

    /** Whether {@link #apply} needs the logits of a reference policy. */
    public boolean needsReference() {
        return penalised;
    }

    /**
     * What one evaluation of the objective found; means are weighted as the loss weights decisions.
     *
     * @param loss value of the loss
     * @param entropy mean entropy, nats, without factors
     * @param kl mean exact divergence to the reference, nats; NaN without a reference
     * @param ratioMean mean ratio of new to old probability
     * @param ratioMax largest ratio of a decision or episode
     * @param clippedLow share of weight that a bound holds from below
     * @param clippedHigh share of weight that a bound holds from above
     * @param weight sum of the weights of the decisions
     */
    public record Step(
            double loss,
            double entropy,
            double kl,
            double ratioMean,
            double ratioMax,
            double clippedLow,
            double clippedHigh,
            double weight) {
        /** Of no decisions. */
        public static final Step NONE = new Step(0, 0, 0, 0, 0, 0, 0, 0);

        /** What was found in two parts of a minibatch. */
        public Step plus(Step other) {
            double all = weight + other.weight;
            return new Step(
                    loss + other.loss,
                    mean(entropy, other.entropy, other.weight / all),
                    mean(kl, other.kl, other.weight / all),
                    mean(ratioMean, other.ratioMean, other.weight / all),
                    Math.max(ratioMax, other.ratioMax),
                    mean(clippedLow, other.clippedLow, other.weight / all),
                    mean(clippedHigh, other.clippedHigh, other.weight / all),
                    all);
        }

        private static double mean(double one, double other, double share) {
            return share == 1 ? other : (1 - share) * one + share * other;
        }
    }

    /**
     * Evaluates loss and gradient.
     *
     * @param weights sums of the minibatch, or a part of it; the decisions that a surrogate drops are detached from them
     * @param logits of {@code weights.rows()}, shape [rowCount x actions]
     * @param reference logits of the reference policy, same shape; not read unless {@link #needsReference()}
     * @param dLogits d loss / d logits, same shape, written; 0 where an action is not legal
     * @param beta weight of the divergence
     * @param bonus weight of the entropy
     * @param key of the draws of this step
     */
    public Step apply(
            LossWeights weights,
            RowSource rows,
            int actions,
            double[] logits,
            double[] reference,
            double[] dLogits,
            double beta,
            double bonus,
            long key) {
        int count = weights.rowCount();
        reserve(rows.count(), count * actions, actions);
        boolean[] legal = rows.legal();
        double[] old = oldIsPolicy ? rows.policyLogProbability() : rows.behaviourLogProbability();
        for (int i = 0; i < count; i++) {
            int row = weights.rows()[i];
            place[row] = i;
            LogSoftmax.of(logits, i * actions, actions, legal, row * actions, log, i * actions);
        }
        Arrays.fill(slopes, 0, count * actions, 0);
        SurrogateLoss.Tally tally = new SurrogateLoss.Tally();
        surrogate.apply(new SurrogateLoss.Batch(weights, rows, actions, place, log, old), slopes, tally, key);
        double loss = tally.loss;
        double entropySum = 0;
        double klSum = 0;
        for (int i = 0; i < count; i++) {
            int cell = weights.rows()[i] * actions;
            int at = i * actions;
            double rowWeight = 0;
            for (int a = 0; a < actions; a++) {
                rowWeight += weights.weight(cell + a);
                dLogits[at + a] = 0;
            }
            entropySum += rowWeight * entropy(at, actions);
            if (bonus > 0) {
                loss -= bonus * rowWeight * bonus(at, actions, bonus * rowWeight, dLogits);
            }
            if (penalised) {
                LogSoftmax.of(reference, at, actions, legal, cell, referenceLog, 0);
                double divergence = KlPenalty.exact(log, at, referenceLog, 0, actions);
                klSum += rowWeight * divergence;
                loss += estimator == Estimator.EXACT
                        ? exact(at, actions, beta * rowWeight, divergence, dLogits)
                        : estimated(weights, cell, at, actions, beta, old);
            }
            double sum = 0;
            for (int a = 0; a < actions; a++) {
                sum += slopes[at + a];
            }
            for (int a = 0; a < actions; a++) {
                if (legal[cell + a]) {
                    dLogits[at + a] += slopes[at + a] - sum * Math.exp(log[at + a]);
                }
            }
        }
        double mass = tally.weight == 0 ? 1 : tally.weight;
        return new Step(
                loss,
                entropySum / mass,
                penalised ? klSum / mass : Double.NaN,
                tally.ratio / mass,
                tally.ratioMost,
                tally.clippedLow / mass,
                tally.clippedHigh / mass,
                tally.weight);
    }

    private void reserve(int rows, int entries, int actions) {
        if (place.length < rows) {
            place = new int[rows];
        }
        if (log.length < entries) {
            log = new double[2 * entries];
            slopes = new double[2 * entries];
        }
        if (referenceLog.length < actions) {
            referenceLog = new double[actions];
        }
    }

    private double entropy(int at, int actions) {
        double entropy = 0;
        for (int a = 0; a < actions; a++) {
            double p = Math.exp(log[at + a]);
            entropy -= p > 0 ? p * log[at + a] : 0;
        }
        return entropy;
    }

    /** The entropy with factors; takes its gradient times {@code weight} off the gradient of the loss. */
    private double bonus(int at, int actions, double weight, double[] dLogits) {
        double entropy = 0;
        double mean = 0;
        for (int a = 0; a < actions; a++) {
            double p = Math.exp(log[at + a]);
            if (p > 0) {
                entropy -= factors[a] * p * log[at + a];
                mean += factors[a] * p * (log[at + a] + 1);
            }
        }
        for (int a = 0; a < actions; a++) {
            double p = Math.exp(log[at + a]);
            if (p > 0) {
                dLogits[at + a] += weight * p * (factors[a] * (log[at + a] + 1) - mean);
            }
        }
        return entropy;
    }

    private double exact(int at, int actions, double weight, double divergence, double[] dLogits) {
        for (int a = 0; a < actions; a++) {
            double p = Math.exp(log[at + a]);
            if (p > 0) {
                dLogits[at + a] += weight * p * (log[at + a] - referenceLog[a] - divergence);
            }
        }
        return weight * divergence;
    }

    /** The penalty by the actions taken; its slopes join those of the surrogate. */
    private double estimated(LossWeights weights, int cell, int at, int actions, double beta, double[] old) {
        double loss = 0;
        for (int a = 0; a < actions; a++) {
            double weight = weights.weight(cell + a);
            if (weight > 0) {
                double ratio = Math.exp(log[at + a] - old[cell + a]);
                loss += beta * weight * KlPenalty.value(estimator, log[at + a], referenceLog[a], ratio);
                slopes[at + a] += beta * weight * KlPenalty.slope(estimator, log[at + a], referenceLog[a], ratio);
            }
        }
        return loss;
    }
}
