package dwell.trainer;

import dwell.trainer.rollout.GroupRewards;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.shaping.OutcomeGroup;
import dwell.trainer.shaping.RewardRule;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import java.util.Arrays;
import java.util.List;

/**
 * Outcomes to training rewards through a shaping, one group at a time. The order of calls is {@link #begin}, {@link #reward} for
 * groups that are drawn anew, {@link #end}. Buffers are reused; confined to one thread.
 */
final class Rewards implements GroupRewards, Resumable {
    private final List<String> names;
    private final RewardRule rule;
    private final double[] rewards;
    private final double[][] group;
    private final double[][] terms;
    private final double[] termMeans;
    private final double[] singleRewards;
    private final boolean groupRelative;

    /**
     * Starts the shaping's rule.
     *
     * @throws IllegalArgumentException with one sentence, if its parameters do not fit the task
     */
    Rewards(Shaping<?> shaping, Record parameters, ShapingContext context, int prompts, int groupSize) {
        this.names = shaping.terms();
        this.rule = start(shaping, parameters, context);
        int count = names.size();
        this.rewards = new double[prompts * groupSize];
        this.group = new double[count][groupSize];
        this.terms = new double[count][prompts * groupSize];
        this.termMeans = new double[count];
        this.singleRewards = new double[prompts];
        this.groupRelative = groupRelative(shaping, parameters);
    }

    private static <P extends Record> boolean groupRelative(Shaping<P> shaping, Record parameters) {
        @SuppressWarnings("unchecked") // bound from the type of this shaping's defaults
        P own = (P) parameters;
        return shaping.groupRelative(own);
    }

    private static <P extends Record> RewardRule start(Shaping<P> shaping, Record parameters, ShapingContext context) {
        @SuppressWarnings("unchecked") // bound from the type of this shaping's defaults
        P own = (P) parameters;
        return shaping.start(own, context);
    }

    /**
     * Begins an update and rewards all its episodes.
     *
     * @param update updates done before it
     */
    void begin(int update, Rollouts rollouts) {
        rule.beginUpdate(update);
        Rollouts.GroupView view = rollouts.groups();
        for (int p = 0; p < rollouts.prompts(); p++) {
            reward(view.at(p), p * rollouts.groupSize());
        }
    }

    @Override
    public void reward(Rollouts rollouts, int[] prompts, int count) {
        Rollouts.GroupView view = rollouts.groups();
        for (int i = 0; i < count; i++) {
            reward(view.at(prompts[i]), prompts[i] * rollouts.groupSize());
        }
    }

    /**
     * Ends an update, when no group will be rewarded any more.
     *
     * @throws NonFiniteException if a reward is not finite
     */
    void end() {
        rule.endUpdate();
        NonFiniteException.check("rewards", rewards, rewards.length);
        for (int term = 0; term < termMeans.length; term++) {
            termMeans[term] = 0;
            for (double value : terms[term]) {
                termMeans[term] += value;
            }
            termMeans[term] /= rewards.length;
        }
    }

    /**
     * Rewards of groups of one, apart from those of the update.
     *
     * @return shape [prompts], owned by this object, valid until the next call
     */
    double[] ofSingles(Rollouts singles) {
        Rollouts.GroupView view = singles.groups();
        for (int p = 0; p < singles.prompts(); p++) {
            rule.reward(view.at(p), group);
            singleRewards[p] = 0;
            for (double[] term : group) {
                singleRewards[p] += term[0];
            }
        }
        return singleRewards;
    }

    /**
     * Refuses a shaping under which an episode alone has no reward.
     *
     * @throws IllegalArgumentException with one sentence
     */
    void requireSingles(String shaping) {
        if (groupRelative) {
            throw new IllegalArgumentException(
                    "trainer.advantage.baseline must not be greedy under shaping %s, whose rewards compare rollouts with each other"
                            .formatted(shaping));
        }
    }

    private void reward(OutcomeGroup outcomes, int from) {
        int count = outcomes.size();
        rule.reward(outcomes, group);
        Arrays.fill(rewards, from, from + count, 0);
        add(from, count);
    }

    private void add(int from, int count) {
        for (int term = 0; term < group.length; term++) {
            for (int i = 0; i < count; i++) {
                rewards[from + i] += group[term][i];
                terms[term][from + i] = group[term][i];
            }
        }
    }

    /** Names of the terms. */
    List<String> names() {
        return names;
    }

    /** Mean of a term over the episodes of the last update. */
    double termMean(int term) {
        return termMeans[term];
    }

    @Override
    public double[] rewards() {
        return rewards;
    }

    @Override
    public double[][] terms() {
        return terms;
    }

    @Override
    public double[] state() {
        return rule.state();
    }

    @Override
    public void restore(double[] state) {
        rule.restore(state);
    }
}
