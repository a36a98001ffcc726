package dwell.trainer.rollout;

import dwell.trainer.config.SamplingConfig;
import dwell.trainer.config.SamplingConfig.Importance;
import dwell.trainer.config.SamplingConfig.ImportanceLevel;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import java.util.Arrays;

/**
 * Factors that correct for rollouts that the policy did not draw: {@code w = pi(a|r) / b(a|r)}, the policy at the start of the
 * update over what drew the action, of a decision or multiplied over an episode. {@code truncate} caps them (truncated importance
 * sampling: min(w, cap)); {@code mask} drops what lies outside [1 / cap, cap] (masked importance sampling, IcePop): its factor is
 * 0, and it belongs out of numerator and denominator. Under {@code behaviour} and {@code none} every factor is 1, and the metrics
 * say what the uncapped ones would have been.
 *
 * <p>With factors of episodes and no cap reached, the mean of w R grad ln pi is unbiased for any behaviour that can take every
 * action. Factors of decisions leave out that behaviour also led to other observations, and what followed. Members of a group
 * with forced first decisions are not alike: only a baseline that does not depend on the other members' rewards is unbiased.
 *
 * <p>Buffers are reused; confined to one thread.
 */
public final class ImportanceWeights implements dwell.trainer.objective.Importance {
    private final Importance importance;
    private final ImportanceLevel level;
    private final double cap;
    private double[] ofCell = new double[0];
    private double[] ofEpisode = new double[0];
    private boolean onPolicy;
    private double effective;
    private double mean;
    private double masked;

    /** The formula of a config. */
    public ImportanceWeights(SamplingConfig config) {
        this(config.importance(), config.importanceLevel(), config.importanceCap());
    }

    /** Chooses the formula; {@code cap} is at least 1. */
    public ImportanceWeights(Importance importance, ImportanceLevel level, double cap) {
        this.importance = importance;
        this.level = level;
        this.cap = cap;
    }

    /** Whether factors can differ from 1. */
    public boolean active() {
        return importance == Importance.TRUNCATE || importance == Importance.MASK;
    }

    /** Whether factors belong to decisions, see {@link #decision}; otherwise to episodes, see {@link #episode}. */
    public boolean perDecision() {
        return level == ImportanceLevel.DECISION;
    }

    /** Computes the factors of all decisions or episodes. */
    public void of(Rollouts rollouts) {
        RowSource rows = rollouts.rows();
        onPolicy = rows.behaviourLogProbability() == rows.policyLogProbability();
        if (onPolicy) {
            return;
        }
        int cells = rows.count() * rollouts.actions();
        if (ofCell.length < cells) {
            ofCell = new double[cells];
        }
        if (ofEpisode.length < rollouts.episodes()) {
            ofEpisode = new double[rollouts.episodes()];
        }
        Arrays.fill(ofCell, 0, cells, Double.NaN);
        double sum = 0;
        double squares = 0;
        long dropped = 0;
        long count = 0;
        for (int e = 0; e < rollouts.episodes(); e++) {
            int[] decisions = rollouts.decisions(e / rollouts.groupSize());
            int end = rollouts.begin(e) + rollouts.length(e);
            double log = 0;
            for (int d = rollouts.begin(e); d < end; d++) {
                int cell = decisions[d];
                double difference = rows.policyLogProbability()[cell] - rows.behaviourLogProbability()[cell];
                log += difference;
                if (perDecision()) {
                    ofCell[cell] = Double.isNaN(ofCell[cell]) ? corrected(Math.exp(difference)) : ofCell[cell];
                    sum += ofCell[cell];
                    squares += ofCell[cell] * ofCell[cell];
                    dropped += ofCell[cell] == 0 ? 1 : 0;
                    count++;
                }
            }
            if (!perDecision()) {
                double w = corrected(Math.exp(log));
                ofEpisode[e] = w;
                sum += w;
                squares += w * w;
                dropped += w == 0 ? 1 : 0;
                count++;
            }
        }
        effective = squares == 0 ? 0 : sum * sum / squares / count;
        mean = count == 0 ? 1 : sum / count;
        masked = count == 0 ? 0 : (double) dropped / count;
    }

    private double corrected(double w) {
        return switch (importance) {
            case TRUNCATE -> Math.min(w, cap);
            case MASK -> w > cap || w < 1 / cap ? 0 : w;
            case BEHAVIOUR, NONE -> w;
        };
    }

    /**
     * Factor of a decision, after {@link #of}; 1 where factors belong to episodes or are none.
     *
     * @param cell of the decision, {@code row * actions + action}
     */
    public double decision(int cell) {
        return onPolicy || !active() || !perDecision() ? 1 : ofCell[cell];
    }

    /** Factor of an episode, after {@link #of}; 1 where factors belong to decisions or are none. */
    public double episode(int episode) {
        return onPolicy || !active() || perDecision() ? 1 : ofEpisode[episode];
    }

    @Override
    public double weight(int episode, int cell) {
        return decision(cell) * episode(episode);
    }

    /** Sets the metrics of the last {@link #of}; none where rollouts were drawn from the policy as it is. */
    public void describe(MetricValues metrics) {
        if (onPolicy) {
            return;
        }
        metrics.set(Metric.EFFECTIVE_SAMPLE_SHARE, effective).set(Metric.IMPORTANCE_MEAN, mean);
        if (importance == Importance.MASK) {
            metrics.set(Metric.IMPORTANCE_MASKED, masked);
        }
    }
}
