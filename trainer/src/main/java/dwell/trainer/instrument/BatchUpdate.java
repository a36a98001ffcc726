package dwell.trainer.instrument;

import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.LossConfig.Aggregation;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.objective.Advantage;
import dwell.trainer.objective.Advantages;
import dwell.trainer.objective.Truncation;
import dwell.trainer.shaping.OutcomeGroup;
import dwell.trainer.shaping.RewardRule;
import java.util.Arrays;

/**
 * What a batch of groups contributes to the update of the think logit: rewards through the shaping's rule, advantages through the
 * trainer's own {@link Advantage}, weights by aggregation as in {@code LossWeights}. Each mode's log-probability has the derivative
 * 1 - p (think) or -p (answer now) in the logit, so that two sums say all: weight times advantage over the members of either mode.
 * Only the first decision counts; what a thinking episode decides later is not the logit's.
 *
 * <p>Buffers are reused; confined to one thread.
 */
final class BatchUpdate {
    private final Aggregation aggregation;
    private final double constantLength;
    private final boolean limit;
    private final RewardRule rule;
    private final Advantage advantage;
    private final OutcomeGroup[] groups;
    private final SyntheticBatch batch;
    private final double[][] groupTerms;
    private final double[][] terms;
    private final double[][] termsAndPenalty;
    private final double[] rewards;
    private final Advantages advantages;
    private final Truncation truncation;
    private double[] paid;
    private double think;
    private double direct;

    /**
     * The update of a batch under a config.
     *
     * @param rule of the shaping, fresh; never told that an update has ended, so what it learns from updates stays as at the first
     * @param terms number of the shaping's terms
     * @param batch whose groups are looked at
     * @param mostCompute largest compute of an episode, read under truncation ramp only
     * @param limit whether the batch is one group of a very large batch, whose denominators are left to {@link BatchFactor}
     */
    BatchUpdate(
            TrainerConfig config, RewardRule rule, int terms, SyntheticBatch batch, double mostCompute, boolean limit) {
        this.aggregation = config.loss().aggregation();
        this.constantLength = config.loss().constantLength();
        this.limit = limit;
        this.rule = rule;
        this.batch = batch;
        AdvantageConfig formula = limit ? BatchLimit.of(config.advantage()) : config.advantage();
        this.advantage = new Advantage(formula, batch.groupSize());
        this.truncation = new Truncation(config.truncation(), mostCompute);
        this.advantages = new Advantages(batch.episodes());
        this.groups = new OutcomeGroup[batch.prompts()];
        for (int p = 0; p < groups.length; p++) {
            groups[p] = batch.group(p);
        }
        this.groupTerms = new double[terms][batch.groupSize()];
        this.terms = new double[terms][batch.episodes()];
        this.termsAndPenalty = Arrays.copyOf(this.terms, terms + 1);
        this.rewards = new double[batch.episodes()];
        rule.beginUpdate(0);
    }

    /** Computes the sums of the batch as it is now. */
    void compute() {
        reward();
        advantages.trainAll();
        paid = truncation.of(rewards, batch, advantages);
        if (truncation.penalises()) {
            termsAndPenalty[terms.length] = truncation.penalties();
            advantage.of(paid, termsAndPenalty, batch, null, advantages);
        } else {
            advantage.of(paid, terms, batch, null, advantages);
        }
        sum();
    }

    private void reward() {
        Arrays.fill(rewards, 0);
        int size = batch.groupSize();
        for (int p = 0; p < groups.length; p++) {
            rule.reward(groups[p], groupTerms);
            for (int term = 0; term < terms.length; term++) {
                System.arraycopy(groupTerms[term], 0, terms[term], p * size, size);
                for (int i = 0; i < size; i++) {
                    rewards[p * size + i] += groupTerms[term][i];
                }
            }
        }
    }

    private void sum() {
        think = 0;
        direct = 0;
        int size = batch.groupSize();
        boolean[] trained = advantages.trained();
        double allDecisions = decisions(0, batch.episodes());
        double trainedPrompts = 0;
        for (int p = 0; p < groups.length; p++) {
            trainedPrompts += trained(p * size, size) > 0 ? 1 : 0;
        }
        double allEpisodes = limit ? batch.episodes() : trained(0, batch.episodes());
        for (int p = 0; p < groups.length; p++) {
            double ofGroup = decisions(p * size, size);
            for (int e = p * size; e < (p + 1) * size; e++) {
                if (!trained[e]) {
                    continue;
                }
                double weight = switch (aggregation) {
                    case EPISODE_MEAN -> 1 / (allEpisodes * batch.length(e));
                    case GROUP_MEAN -> 1 / (trainedPrompts * ofGroup);
                    case CONSTANT -> 1 / (allEpisodes * constantLength);
                    case DECISION_MEAN -> 1 / (limit ? allEpisodes : allDecisions);
                };
                if (batch.thinking(e)) {
                    think += weight * advantages.episodes()[e];
                } else {
                    direct += weight * advantages.episodes()[e];
                }
            }
        }
    }

    /** Decisions of the episodes that are trained on. */
    private double decisions(int from, int count) {
        double sum = 0;
        for (int e = from; e < from + count; e++) {
            sum += advantages.trained()[e] ? batch.length(e) : 0;
        }
        return sum;
    }

    private double trained(int from, int count) {
        double sum = 0;
        for (int e = from; e < from + count; e++) {
            sum += advantages.trained()[e] ? 1 : 0;
        }
        return sum;
    }

    /** Sum of weight times advantage over the episodes that think. */
    double think() {
        return think;
    }

    /** The same over the episodes that answer now. */
    double direct() {
        return direct;
    }

    /** Sums over the episodes that are trained on: 1, reward, its square, decisions, squared advantage. */
    void moments(double[] out) {
        Arrays.fill(out, 0);
        for (int e = 0; e < batch.episodes(); e++) {
            if (advantages.trained()[e]) {
                double a = advantages.episodes()[e];
                out[0]++;
                out[1] += paid[e];
                out[2] += paid[e] * paid[e];
                out[3] += batch.length(e);
                out[4] += a * a;
            }
        }
    }
}
