package dwell.trainer.objective;

import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.AdvantageConfig.Scale;
import dwell.trainer.config.AdvantageConfig.Terms;
import dwell.trainer.rollout.Rollouts;
import java.util.Arrays;

/**
 * Rewards to advantages: {@code A = (r - baseline) / (scale + epsilon)}. Everything here is over the episodes that are trained
 * on: a member that was masked as truncated or filtered out is in no mean and in no deviation, and has the advantage 0.
 *
 * <p>Baselines of episodes:
 *
 * <ul>
 *   <li>{@code mean} of the group, the episode included (GRPO, DeepSeekMath 2402.03300, section 4.1.2). On-policy without a scale,
 *       the expected gradient is (G - 1) / G times the exact one.
 *   <li>{@code leave-one-out}: of the other members (RLOO, 2402.14740), which is G / (G - 1) times the former; unbiased. A member
 *       without others has the advantage 0.
 *   <li>{@code batch}: mean of the update's rewards (REINFORCE++, 2501.03262, with scale {@code batch-std}).
 *   <li>{@code length-weighted}: {@code sum L_i r_i / sum L_i} with L_i the decisions of member i (OPO, 2505.23585, equation 9).
 *   <li>{@code greedy}: the reward of one greedy rollout of the item (ReMax, 2310.10505); unbiased.
 *   <li>{@code none}.
 *   <li>{@code critic} and {@code exact} have an advantage for each decision, see {@link DecisionAdvantage}.
 * </ul>
 *
 * <p>Scales: {@code group-std} divides by the deviation of the group's rewards, {@code batch-std} by that of the update's,
 * {@code running} by that of all rewards of the run so far, this update included. The deviation is of rewards, not of what is
 * left after the baseline: TRL's {@code scale_rewards: batch} and Lite-PPO (2508.08221). Epsilon is added to the deviation, in
 * units of reward. {@code leave-one-out} with {@code group-std} divides by the deviation of the whole group, the member itself
 * included, and so is G / (G - 1) times GRPO; dividing by the deviation of the others, as some trainers did, can be without
 * bound.
 *
 * <p>{@code scale-then-sum} (GDPO, 2601.05242): each term is centred and divided by its deviation in the group plus epsilon, the
 * results are weighted and summed, and under {@code batch-std} the sum is divided by its deviation over the update plus epsilon.
 *
 * <p>Differs from the paper: GRPO always divides by the group's deviation; here that is an option and not the default, because
 * with a price on compute it flips the sign of the price where the group's answers are all right or all wrong. REINFORCE++ with
 * its group baseline divides by the deviation of the centred rewards; that is {@code mean} with {@code batch-std} here, up to a
 * factor common to the update. GDPO subtracts the mean of the sums too, which is 0 already.
 *
 * <p>Where a group, or under {@code batch} an update, has equal rewards, what is subtracted from its own mean is exactly 0, not
 * rounded. Confined to one thread; allocates nothing once its buffers have grown.
 */
public final class Advantage {
    private final AdvantageConfig config;
    private final MemberFilter filter;
    private final RunningDeviation running = new RunningDeviation();
    private final DecisionAdvantage decisionAdvantage;
    private final boolean skipsEqual;

    /**
     * Chooses the formulas; equal groups are kept.
     *
     * @param groupSize G; a filter keeps {@code filterKeep} of it, or half
     */
    public Advantage(AdvantageConfig config, int groupSize) {
        this(config, groupSize, false);
    }

    /** @param skipsEqual whether groups whose rewards are all equal are not trained on ({@code sampling.degenerate: skip}) */
    public Advantage(AdvantageConfig config, int groupSize, boolean skipsEqual) {
        this.config = config;
        this.filter = new MemberFilter(
                config.filter(), config.filterKeep() == 0 ? Math.max(2, groupSize / 2) : config.filterKeep());
        this.decisionAdvantage = new DecisionAdvantage(config, running);
        this.skipsEqual = skipsEqual;
    }

    /**
     * Writes advantages, where they depend on nothing but the rewards and every episode is trained on.
     *
     * @param rewards shape [prompts x groupSize], prompt-major
     * @param advantages shape as rewards, written
     */
    public void of(double[] rewards, int groupSize, double[] advantages) {
        if (config.terms() == Terms.SCALE_THEN_SUM
                || config.filter() != AdvantageConfig.Filter.ALL
                || config.baseline().byDecision()
                || config.baseline() == Baseline.GREEDY
                || config.baseline() == Baseline.LENGTH_WEIGHTED) {
            throw new IllegalArgumentException("baseline %s, terms %s and filter %s need more than rewards"
                    .formatted(config.baseline(), config.terms(), config.filter()));
        }
        write(rewards, null, null, null, groupSize, advantages);
    }

    /**
     * Filters, and writes advantages of episodes.
     *
     * @param rewards shape [episodes], prompt-major
     * @param terms shape [terms][episodes], read under {@code scale-then-sum} only; terms beyond {@code termWeights} have the
     *     weight 1
     * @param greedyRewards shape [prompts], read under baseline {@code greedy} only
     * @param out written; episodes that are not {@link Advantages#trained} on entry stay so
     */
    public void of(double[] rewards, double[][] terms, EpisodeFacts facts, double[] greedyRewards, Advantages out) {
        choose(rewards, facts, out);
        if (config.terms() == Terms.SCALE_THEN_SUM) {
            scaleThenSum(terms, facts.groupSize(), out.trained(), out.episodes());
        } else {
            write(rewards, facts, greedyRewards, out.trained(), facts.groupSize(), out.episodes());
        }
    }

    /**
     * Filters, and writes advantages of decisions under the baselines {@code critic} and {@code exact}.
     *
     * @param values of each row of {@link Rollouts#rows} that was visited
     * @param targets shape [prompts][decisions], laid out as {@link Advantages#decisions}, grown and written: what a critic is to
     *     learn, see {@link DecisionAdvantage}
     */
    public void ofDecisions(double[] rewards, double[] values, Rollouts rollouts, double[][] targets, Advantages out) {
        choose(rewards, rollouts, out);
        decisionAdvantage.of(rewards, values, rollouts, targets, out);
    }

    /** Filter, and the mask of equal groups. */
    private void choose(double[] rewards, EpisodeFacts facts, Advantages out) {
        int group = facts.groupSize();
        boolean[] trained = out.trained();
        out.describeGroups(facts.episodes() / group);
        for (int from = 0, p = 0; from < facts.episodes(); from += group, p++) {
            filter.apply(rewards, facts, from, trained);
            boolean equal = Deviation.equal(rewards, trained, from, group);
            out.equalGroups()[p] = equal;
            if (equal && skipsEqual) {
                Arrays.fill(trained, from, from + group, false);
            }
        }
    }

    private void write(
            double[] rewards,
            EpisodeFacts facts,
            double[] greedyRewards,
            boolean[] trained,
            int group,
            double[] advantages) {
        double common = commonDivisor(rewards, trained);
        boolean ofBatch = config.baseline() == Baseline.BATCH;
        boolean equalBatch = ofBatch && Deviation.equal(rewards, trained, 0, rewards.length);
        double batchMean = ofBatch ? Deviation.mean(rewards, trained, 0, rewards.length) : 0;
        for (int from = 0, p = 0; from < rewards.length; from += group, p++) {
            boolean equal = Deviation.equal(rewards, trained, from, group);
            double baseline = switch (config.baseline()) {
                case MEAN, LEAVE_ONE_OUT -> Deviation.mean(rewards, trained, from, group);
                case BATCH -> batchMean;
                case LENGTH_WEIGHTED -> lengthWeighted(rewards, facts, trained, from);
                case GREEDY -> greedyRewards[p];
                case NONE -> 0;
                case CRITIC, EXACT -> throw new IllegalStateException("advantages are of decisions");
            };
            boolean zero = ofBatch ? equalBatch : equal && ofGroup();
            double factor = config.baseline() == Baseline.LEAVE_ONE_OUT ? others(trained, from, group) : 1;
            double divisor = config.scale() == Scale.GROUP_STD
                    ? Deviation.of(rewards, trained, from, group, config.ddof()) + config.scaleEpsilon()
                    : common;
            for (int i = from; i < from + group; i++) {
                double centred = zero || trained != null && !trained[i] ? 0 : (rewards[i] - baseline) * factor;
                // 0 stays 0, also where a deviation of 0 and an epsilon of 0 would divide it.
                advantages[i] = centred == 0 ? 0 : centred / divisor;
            }
        }
    }

    /** Whether the baseline is a mean of the group's own rewards. */
    private boolean ofGroup() {
        return switch (config.baseline()) {
            case MEAN, LEAVE_ONE_OUT, LENGTH_WEIGHTED -> true;
            default -> false;
        };
    }

    /** What every advantage of the update is divided by; 1 where there is no such number. */
    private double commonDivisor(double[] rewards, boolean[] trained) {
        return switch (config.scale()) {
            case NONE, GROUP_STD -> 1;
            case BATCH_STD -> Deviation.of(rewards, trained, 0, rewards.length, config.ddof()) + config.scaleEpsilon();
            case RUNNING -> {
                double n = 0;
                double mean = Deviation.mean(rewards, trained, 0, rewards.length);
                double squares = 0;
                for (int i = 0; i < rewards.length; i++) {
                    if (trained == null || trained[i]) {
                        n++;
                        squares += (rewards[i] - mean) * (rewards[i] - mean);
                    }
                }
                running.merge(n, mean, squares);
                yield running.deviation(config.ddof()) + config.scaleEpsilon();
            }
        };
    }

    /** n / (n - 1), n the members of a group that are trained on; turns the group's mean into that of the others. */
    private static double others(boolean[] trained, int from, int group) {
        int n = 0;
        for (int i = from; i < from + group; i++) {
            n += trained == null || trained[i] ? 1 : 0;
        }
        return n > 1 ? n / (n - 1.0) : 0;
    }

    private static double lengthWeighted(double[] rewards, EpisodeFacts facts, boolean[] trained, int from) {
        double sum = 0;
        double lengths = 0;
        for (int e = from; e < from + facts.groupSize(); e++) {
            if (trained[e]) {
                sum += facts.length(e) * rewards[e];
                lengths += facts.length(e);
            }
        }
        // Without a decision there is nothing to train.
        return lengths == 0 ? 0 : sum / lengths;
    }

    private void scaleThenSum(double[][] terms, int group, boolean[] trained, double[] advantages) {
        Arrays.fill(advantages, 0);
        for (int term = 0; term < terms.length; term++) {
            double weight =
                    term < config.termWeights().size() ? config.termWeights().get(term) : 1;
            double[] values = terms[term];
            for (int from = 0; from < values.length; from += group) {
                if (Deviation.equal(values, trained, from, group)) {
                    continue;
                }
                double mean = Deviation.mean(values, trained, from, group);
                double divisor = Deviation.of(values, trained, from, group, config.ddof()) + config.scaleEpsilon();
                for (int i = from; i < from + group; i++) {
                    advantages[i] += trained[i] ? weight * (values[i] - mean) / divisor : 0;
                }
            }
        }
        if (config.scale() == Scale.BATCH_STD) {
            double divisor =
                    Deviation.of(advantages, trained, 0, advantages.length, config.ddof()) + config.scaleEpsilon();
            for (int i = 0; i < advantages.length; i++) {
                advantages[i] = advantages[i] == 0 ? 0 : advantages[i] / divisor;
            }
        }
    }

    /** What is remembered from update to update: the running deviation. */
    public double[] state() {
        return config.scale() == Scale.RUNNING ? running.state() : new double[0];
    }

    /**
     * Takes back what {@link #state()} gave.
     *
     * @throws IllegalArgumentException with one sentence, if it does not fit
     */
    public void restore(double[] state) {
        int expected = config.scale() == Scale.RUNNING ? 3 : 0;
        if (state.length != expected) {
            throw new IllegalArgumentException(
                    "it has %d numbers of a running deviation, the run needs %d".formatted(state.length, expected));
        }
        if (expected > 0) {
            running.restore(state);
        }
    }
}
