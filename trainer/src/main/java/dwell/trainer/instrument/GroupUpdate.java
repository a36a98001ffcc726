package dwell.trainer.instrument;

import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.AdvantageConfig.Scale;
import dwell.trainer.config.LossConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.objective.Advantage;
import dwell.trainer.shaping.RewardRule;
import java.util.Arrays;

/**
 * What one group contributes to the update of the think logit: rewards through the shaping's rule, advantages through the
 * trainer's own {@link Advantage}, weights by aggregation. Each mode's log-probability has the derivative 1 - p (think) or -p
 * (answer now) in the logit, so that two sums say all: weight times advantage over the members of either mode.
 *
 * <p>What is a statistic of the whole batch is left out here and is a common factor, see {@link BatchFactor}: the deviation of
 * scales batch-std and running, and denominators of the loss. A baseline that does not depend on the group's own draws (batch,
 * greedy, critic, exact) adds nothing to an expected update and is left out too; a critic is taken to be exact.
 *
 * <p>Buffers are reused; confined to one thread.
 */
final class GroupUpdate {
    private final int groupSize;
    private final LossConfig.Aggregation aggregation;
    private final double constantLength;
    private final RewardRule rule;
    private final Advantage advantage;
    private final double[][] terms;
    private final double[] rewards;
    private final double[] advantages;
    private double think;
    private double direct;
    private double rewardSum;
    private double rewardSquares;
    private double decisions;

    /**
     * The update of groups under a config.
     *
     * @param rule of the shaping, fresh
     * @param terms number of the shaping's terms
     */
    GroupUpdate(TrainerConfig config, RewardRule rule, int terms) {
        this.groupSize = config.groupSize();
        this.aggregation = config.loss().aggregation();
        this.constantLength = config.loss().constantLength();
        this.rule = rule;
        this.advantage = advantage(config.advantage());
        this.terms = new double[terms][groupSize];
        this.rewards = new double[groupSize];
        this.advantages = new double[groupSize];
        rule.beginUpdate(0);
    }

    private static Advantage advantage(AdvantageConfig config) {
        Baseline baseline = switch (config.baseline()) {
            case BATCH, GREEDY, CRITIC, EXACT -> Baseline.NONE;
            case MEAN, LEAVE_ONE_OUT, LENGTH_WEIGHTED, NONE -> config.baseline();
        };
        Scale scale = config.scale() == Scale.GROUP_STD ? Scale.GROUP_STD : Scale.NONE;
        return new Advantage(baseline, scale, config.scaleEpsilon());
    }

    /** Computes the sums of a group. */
    void of(SyntheticGroup group) {
        rule.reward(group, terms);
        Arrays.fill(rewards, 0);
        for (double[] term : terms) {
            for (int i = 0; i < groupSize; i++) {
                rewards[i] += term[i];
            }
        }
        advantage.of(rewards, groupSize, advantages);
        sum(group);
    }

    private void sum(SyntheticGroup group) {
        think = 0;
        direct = 0;
        rewardSum = 0;
        rewardSquares = 0;
        decisions = 0;
        for (int i = 0; i < groupSize; i++) {
            decisions += group.decisions(i);
            rewardSum += rewards[i];
            rewardSquares += rewards[i] * rewards[i];
        }
        for (int i = 0; i < groupSize; i++) {
            double weighted = weight(group.decisions(i)) * advantages[i];
            if (group.thinking(i)) {
                think += weighted;
            } else {
                direct += weighted;
            }
        }
    }

    private double weight(double own) {
        return switch (aggregation) {
            case EPISODE_MEAN -> 1 / (groupSize * own);
            case GROUP_MEAN -> 1 / decisions;
            case CONSTANT -> 1 / (groupSize * constantLength);
            case DECISION_MEAN -> 1.0 / groupSize;
        };
    }

    /** Sum of weight times advantage over the members that think. */
    double think() {
        return think;
    }

    /** The same over the members that answer now. */
    double direct() {
        return direct;
    }

    /** Sum of rewards. */
    double rewardSum() {
        return rewardSum;
    }

    /** Sum of squared rewards. */
    double rewardSquares() {
        return rewardSquares;
    }

    /** Decisions of all members. */
    double decisions() {
        return decisions;
    }
}
