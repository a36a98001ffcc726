package dwell.trainer;

import dwell.trainer.rollout.Rollouts;
import dwell.trainer.shaping.RewardRule;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import java.util.Arrays;
import java.util.List;

/**
 * Outcomes to training rewards through a shaping, one group at a time. Buffers are reused; confined to one thread.
 */
final class Rewards {
    private final List<String> names;
    private final RewardRule rule;
    private final double[] rewards;
    private final double[][] group;
    private final double[][] terms;
    private final double[] termMeans;

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
    }

    private static <P extends Record> RewardRule start(Shaping<P> shaping, Record parameters, ShapingContext context) {
        @SuppressWarnings("unchecked") // bound from the type of this shaping's defaults
        P own = (P) parameters;
        return shaping.start(own, context);
    }

    /**
     * Rewards of all episodes of an update, prompt-major. Changes the rule's state: to be called once for each update.
     *
     * @param update updates done before it
     * @return owned by this object, valid until the next call
     */
    double[] of(Rollouts rollouts, int update) {
        Rollouts.GroupView view = rollouts.groups();
        Arrays.fill(rewards, 0);
        rule.beginUpdate(update);
        for (int p = 0; p < rollouts.prompts(); p++) {
            rule.reward(view.at(p), group);
            add(p * rollouts.groupSize(), rollouts.groupSize());
        }
        rule.endUpdate();
        NonFiniteException.check("rewards", rewards, rewards.length);
        for (int term = 0; term < termMeans.length; term++) {
            termMeans[term] = 0;
            for (double value : terms[term]) {
                termMeans[term] += value;
            }
            termMeans[term] /= rewards.length;
        }
        return rewards;
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
    List<String> terms() {
        return names;
    }

    /** Mean of a term over the episodes of the last update. */
    double termMean(int term) {
        return termMeans[term];
    }

    /** The terms of the last update's rewards, shape [terms][episodes], prompt-major; owned by this object. */
    double[][] termValues() {
        return terms;
    }

    /** State of the shaping's rule between two updates, for a checkpoint. */
    double[] state() {
        return rule.state();
    }

    /**
     * Takes back what {@link #state()} gave.
     *
     * @throws IllegalArgumentException with one sentence, if it is the state of another rule
     */
    void restore(double[] state) {
        rule.restore(state);
    }
}
