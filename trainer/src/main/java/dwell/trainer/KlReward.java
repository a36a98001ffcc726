package dwell.trainer;

import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.config.KlConfig;
import dwell.trainer.objective.KlPenalty;
import dwell.trainer.objective.LogSoftmax;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.rollout.RowSource;

/**
 * The KL penalty as part of the reward: {@code r_e - beta sum_(i in e) D_i}, with D by the policy at the start of the update
 * (RLOO 2402.14740, section 3; estimators as {@link KlPenalty}). The network of the reference runs once for each distinct row.
 *
 * <p>Differs from REINFORCE++ (2501.03262), which credits each token with the penalties from it on: here the episode has their
 * sum, and every decision the same advantage.
 */
final class KlReward {
    private final KlConfig config;
    private final LearnedPolicy reference;
    private final ObservationBatch batch;
    private double[] penalty = new double[0];
    private double[] logits = new double[0];
    private double[] referenceLog = new double[0];

    KlReward(KlConfig config, LearnedPolicy reference) {
        this.config = config;
        this.reference = reference;
        this.batch = new ObservationBatch(reference.shape().features(), 1024);
    }

    /**
     * Takes the penalty off rewards.
     *
     * @param rewards shape [episodes], changed
     * @param beta weight of the divergence
     * @return mean divergence per decision, nats, by the estimator
     */
    double subtract(Rollouts rollouts, double[] rewards, double beta) {
        measure(rollouts);
        double all = 0;
        for (int p = 0; p < rollouts.prompts(); p++) {
            int[] cells = rollouts.decisions(p);
            for (int e = p * rollouts.groupSize(); e < (p + 1) * rollouts.groupSize(); e++) {
                double sum = 0;
                for (int d = rollouts.begin(e); d < rollouts.begin(e) + rollouts.length(e); d++) {
                    sum += penalty[cells[d]];
                }
                rewards[e] -= beta * sum;
                all += sum;
            }
        }
        return rollouts.decisionCount() == 0 ? 0 : all / rollouts.decisionCount();
    }

    /** The penalty of every cell of a visited row. */
    private void measure(Rollouts rollouts) {
        int actions = rollouts.actions();
        RowSource source = rollouts.rows();
        int[] rows = rollouts.visitedRows();
        if (penalty.length < source.count() * actions) {
            penalty = new double[source.count() * actions];
        }
        if (logits.length < rows.length * actions) {
            logits = new double[2 * rows.length * actions];
        }
        if (referenceLog.length < actions) {
            referenceLog = new double[actions];
        }
        source.fill(rows, rows.length, batch);
        reference.logits(batch, logits);
        double[] log = source.policyLogProbability();
        for (int i = 0; i < rows.length; i++) {
            int cell = rows[i] * actions;
            LogSoftmax.of(logits, i * actions, actions, source.legal(), cell, referenceLog, 0);
            double exact = KlPenalty.exact(log, cell, referenceLog, 0, actions);
            for (int a = 0; a < actions; a++) {
                penalty[cell + a] = config.estimator() == KlConfig.Estimator.EXACT
                        ? exact
                        : KlPenalty.value(config.estimator(), log[cell + a], referenceLog[a], 1);
            }
        }
    }
}
