package dwell.trainer.objective;

import dwell.trainer.config.KlConfig.Estimator;
import dwell.trainer.rollout.RowSource;

/**
 * The clipped surrogate with KL penalty and entropy bonus, and its gradient in the logits:
 *
 * <pre>
 * loss = - sum_i w_i min(rho_i A_i, clip(rho_i, 1 - low, 1 + high) A_i) + kl sum_i w_i D_i - entropy sum_i w_i H_i
 * rho = pi(a|r) / pi_behaviour(a|r)
 * D   = sum_a pi(a|r) ln(pi(a|r) / pi_ref(a|r))          exact
 * D   = u - ln u - 1,  u = pi_ref(a|r) / pi(a|r)          k3 (Schulman 2020), of the action taken
 * H   = - sum_a pi(a|r) ln pi(a|r)
 * </pre>
 *
 * <p>Source: PPO (1707.06347, equation 7) with the group advantage of GRPO (2402.03300, equation 3); high differs from low as
 * in DAPO (2503.14476, equation 10). Differs from the papers: the KL divergence can be exact over actions; the default weights
 * decisions equally.
 *
 * <p>The gradient of k3 is that of the expression above, (1 - u) d ln pi, as trainers have it; it is not an estimate of the
 * gradient of the exact divergence.
 */
public final class Objective {
    private final double low;
    private final double high;
    private final double klWeight;
    private final Estimator klEstimator;
    private final double entropyBonus;
    private double[] logProbability = new double[0];
    private double[] referenceLog = new double[0];

    /** Chooses the formula; see {@link dwell.trainer.config.TrainerConfig} for ranges. */
    public Objective(double low, double high, double klWeight, Estimator klEstimator, double entropyBonus) {
        this.low = low;
        this.high = high;
        this.klWeight = klWeight;
        this.klEstimator = klEstimator;
        this.entropyBonus = entropyBonus;
    }

    /** Whether {@link #apply} needs the logits of a reference policy. */
    public boolean needsReference() {
        return klWeight > 0;
    }

    /**
     * What one evaluation of the objective found; means are weighted as the loss weights decisions.
     *
     * @param loss value of the loss
     * @param entropy mean entropy, nats
     * @param kl mean exact divergence to the reference, nats; NaN without a reference
     * @param ratioMean mean ratio of new to old probability
     * @param ratioMax largest ratio of a cell with a decision
     * @param clippedLow share of weight whose ratio was clipped from below
     * @param clippedHigh share of weight whose ratio was clipped from above
     */
    public record Step(
            double loss,
            double entropy,
            double kl,
            double ratioMean,
            double ratioMax,
            double clippedLow,
            double clippedHigh) {}

    /**
     * Evaluates loss and gradient.
     *
     * @param weights sums of the minibatch
     * @param rows what the rows of {@code weights} stand for
     * @param logits of {@code weights.rows()}, shape [rowCount x actions]
     * @param reference logits of the reference policy, same shape; not read unless {@link #needsReference()}
     * @param dLogits d loss / d logits, same shape, written; 0 where an action is not legal
     */
    public Step apply(
            LossWeights weights, RowSource rows, int actions, double[] logits, double[] reference, double[] dLogits) {
        if (logProbability.length < actions) {
            logProbability = new double[actions];
            referenceLog = new double[actions];
        }
        boolean[] legal = rows.legal();
        double[] behaviour = rows.behaviourLogProbability();
        double loss = 0;
        double entropySum = 0;
        double klSum = 0;
        double ratioSum = 0;
        double ratioMax = 0;
        double clippedLow = 0;
        double clippedHigh = 0;
        double total = 0;
        for (int i = 0; i < weights.rowCount(); i++) {
            int cell = weights.rows()[i] * actions;
            int at = i * actions;
            LogSoftmax.of(logits, at, actions, legal, cell, logProbability, 0);
            double rowWeight = 0;
            double slopes = 0;
            for (int a = 0; a < actions; a++) {
                dLogits[at + a] = 0;
                double weight = weights.weight(cell + a);
                if (weight == 0) {
                    continue;
                }
                rowWeight += weight;
                double ratio = Math.exp(logProbability[a] - behaviour[cell + a]);
                ratioSum += weight * ratio;
                ratioMax = Math.max(ratioMax, ratio);
                double positive = weights.positive(cell + a);
                double negative = weights.negative(cell + a);
                boolean tooHigh = ratio > 1 + high;
                boolean tooLow = ratio < 1 - low;
                loss -= (tooHigh ? 1 + high : ratio) * positive + (tooLow ? 1 - low : ratio) * negative;
                clippedHigh += tooHigh ? weights.positiveWeight(cell + a) : 0;
                clippedLow += tooLow ? weights.otherWeight(cell + a) : 0;
                // d loss / d ln pi(a|r)
                double slope = -ratio * ((tooHigh ? 0 : positive) + (tooLow ? 0 : negative));
                dLogits[at + a] += slope;
                slopes += slope;
            }
            total += rowWeight;
            double entropy = 0;
            for (int a = 0; a < actions; a++) {
                if (legal[cell + a]) {
                    double p = Math.exp(logProbability[a]);
                    entropy -= p * logProbability[a];
                    dLogits[at + a] -= slopes * p;
                }
            }
            entropySum += rowWeight * entropy;
            if (entropyBonus > 0) {
                loss -= entropyBonus * rowWeight * entropy;
                for (int a = 0; a < actions; a++) {
                    if (legal[cell + a]) {
                        double p = Math.exp(logProbability[a]);
                        dLogits[at + a] += entropyBonus * rowWeight * p * (logProbability[a] + entropy);
                    }
                }
            }
            if (klWeight > 0) {
                LogSoftmax.of(reference, at, actions, legal, cell, referenceLog, 0);
                double divergence = divergence(legal, cell, actions);
                klSum += rowWeight * divergence;
                loss += klEstimator == Estimator.EXACT
                        ? exactKl(legal, cell, actions, rowWeight, divergence, dLogits, at)
                        : k3(weights, legal, cell, actions, dLogits, at);
            }
        }
        double mass = total == 0 ? 1 : total;
        return new Step(
                loss,
                entropySum / mass,
                klWeight > 0 ? klSum / mass : Double.NaN,
                ratioSum / mass,
                ratioMax,
                clippedLow / mass,
                clippedHigh / mass);
    }

    private double divergence(boolean[] legal, int cell, int actions) {
        double sum = 0;
        for (int a = 0; a < actions; a++) {
            if (legal[cell + a]) {
                sum += Math.exp(logProbability[a]) * (logProbability[a] - referenceLog[a]);
            }
        }
        return sum;
    }

    private double exactKl(
            boolean[] legal, int cell, int actions, double rowWeight, double divergence, double[] dLogits, int at) {
        for (int a = 0; a < actions; a++) {
            if (legal[cell + a]) {
                double p = Math.exp(logProbability[a]);
                dLogits[at + a] += klWeight * rowWeight * p * (logProbability[a] - referenceLog[a] - divergence);
            }
        }
        return klWeight * rowWeight * divergence;
    }

    private double k3(LossWeights weights, boolean[] legal, int cell, int actions, double[] dLogits, int at) {
        double loss = 0;
        double slopes = 0;
        for (int a = 0; a < actions; a++) {
            double weight = weights.weight(cell + a);
            if (weight == 0) {
                continue;
            }
            double logU = referenceLog[a] - logProbability[a];
            double u = Math.exp(logU);
            loss += klWeight * weight * (u - logU - 1);
            double slope = klWeight * weight * (1 - u);
            dLogits[at + a] += slope;
            slopes += slope;
        }
        for (int a = 0; a < actions; a++) {
            if (legal[cell + a]) {
                dLogits[at + a] -= slopes * Math.exp(logProbability[a]);
            }
        }
        return loss;
    }
}
