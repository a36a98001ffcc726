package dwell.trainer.rollout;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.trainer.Resumable;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.config.SamplingConfig.Degenerate;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.objective.Advantages;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is done about groups whose rewards are all equal, which have no advantage under a group baseline:
 *
 * <ul>
 *   <li>{@code keep}: nothing; they count in every mean.
 *   <li>{@code skip}: they are left out of the loss and of what it is divided by.
 *   <li>{@code resample}: they are drawn anew, item and all, until they are unequal, at most so many times (dynamic sampling,
 *       DAPO, 2503.14476, equation 11). Groups that stay equal are skipped. Differs from the paper: a prompt is replaced by
 *       another draw of its own place, not by the next of a larger batch; the number of tries is bounded.
 *   <li>{@code replay}: unequal groups of earlier updates, drawn with replacement, take their place, with their own rewards and
 *       with what they were drawn from. While none is stored, equal groups are skipped. The newest are stored, the oldest
 *       forgotten first.
 * </ul>
 *
 * <p>Under {@code resample} and {@code replay} items on which rollouts differ come up more often than in the task. Confined to one
 * thread.
 */
public final class DegenerateGroups implements Resumable {
    private final Degenerate rule;
    private final int tries;
    private final int capacity;
    private final Collector collector;
    private final long replayKey;
    private final boolean[] equal;
    private final int[] prompts;
    /** Oldest first. */
    private final ArrayDeque<StoredGroup> stored = new ArrayDeque<>();

    /**
     * The rule of a config.
     *
     * @param collector of the same seed, config and number of prompts
     */
    public DegenerateGroups(SamplingConfig config, Collector collector, long seed, int prompts) {
        this.rule = config.degenerate();
        this.tries = config.resampleTries();
        this.capacity = config.replayCapacity();
        this.collector = collector;
        this.replayKey = RandomKey.of(seed, Purpose.REPLAY);
        this.equal = new boolean[prompts];
        this.prompts = new int[prompts];
    }

    /**
     * Mends the groups of an update. Groups whose rewards differ stay untouched.
     *
     * @param update number of the update, from 0
     * @param rollouts of the collector's last collection
     * @param rewards of these rollouts; those of groups that change are written anew
     */
    public void mend(int update, Rollouts rollouts, GroupRewards rewards, MetricValues metrics) {
        int group = rollouts.groupSize();
        int count = equalGroups(rewards.rewards(), group, all(), prompts.length);
        describe(rollouts, count, metrics);
        if (rule == Degenerate.RESAMPLE) {
            resample(update, rollouts, rewards, count, metrics);
        } else if (rule == Degenerate.REPLAY) {
            List<StoredGroup> fresh = fresh(update, rollouts, rewards);
            replay(update, rewards, count, metrics);
            stored.addAll(fresh);
            while (stored.size() > capacity) {
                stored.removeFirst();
            }
            metrics.set(Metric.STORED_GROUPS, stored.size());
        }
    }

    /** Whether a prompt's group takes part in the loss, after {@link #mend}. */
    public boolean included(int prompt) {
        return rule == Degenerate.KEEP || !equal[prompt];
    }

    /** Takes the groups that do not take part out of what is trained on, after {@link #mend}. */
    public void leaveOut(Advantages advantages) {
        int group = advantages.trained().length / prompts.length;
        for (int p = 0; p < prompts.length; p++) {
            if (!included(p)) {
                Arrays.fill(advantages.trained(), p * group, (p + 1) * group, false);
            }
        }
    }

    private int[] all() {
        for (int p = 0; p < prompts.length; p++) {
            prompts[p] = p;
        }
        return prompts;
    }

    /** Looks at some prompts and leaves those with equal groups at the head of {@link #prompts}; returns how many there are. */
    private int equalGroups(double[] rewards, int group, int[] which, int count) {
        int equalGroups = 0;
        for (int i = 0; i < count; i++) {
            int p = which[i];
            equal[p] = true;
            for (int e = p * group + 1; e < (p + 1) * group; e++) {
                equal[p] &= rewards[e] == rewards[p * group];
            }
            if (equal[p]) {
                prompts[equalGroups++] = p;
            }
        }
        return equalGroups;
    }

    private void describe(Rollouts rollouts, int equalGroups, MetricValues metrics) {
        double[] drawn = new double[rollouts.levels()];
        double[] equalByLevel = new double[drawn.length];
        for (int p = 0; p < prompts.length; p++) {
            drawn[rollouts.level(p)]++;
            equalByLevel[rollouts.level(p)] += equal[p] ? 1 : 0;
        }
        for (int level = 0; level < drawn.length; level++) {
            equalByLevel[level] /= drawn[level];
        }
        metrics.set(Metric.EQUAL_GROUPS_DRAWN, (double) equalGroups / prompts.length)
                .set(Metric.LEVEL_EQUAL_GROUPS_DRAWN, equalByLevel);
    }

    private void resample(int update, Rollouts rollouts, GroupRewards rewards, int count, MetricValues metrics) {
        int group = rollouts.groupSize();
        long redrawn = 0;
        long decisions = 0;
        double[] decisionsByLevel = new double[rollouts.levels()];
        double[] computeByLevel = new double[rollouts.levels()];
        int left = count;
        for (int attempt = 1; attempt <= tries && left > 0; attempt++) {
            redrawn += left;
            for (int i = 0; i < left; i++) {
                int level = rollouts.level(prompts[i]);
                for (int e = prompts[i] * group; e < (prompts[i] + 1) * group; e++) {
                    decisions += rollouts.length(e);
                    decisionsByLevel[level] += rollouts.length(e);
                    computeByLevel[level] += rollouts.compute(e);
                }
            }
            collector.redraw(update, attempt, prompts, left);
            rewards.reward(rollouts, prompts, left);
            left = equalGroups(rewards.rewards(), group, prompts, left);
        }
        metrics.set(Metric.REDRAWN_GROUPS, redrawn)
                .set(Metric.DISCARDED_DECISIONS, decisions)
                .set(Metric.DISCARDED_COMPUTE, Arrays.stream(computeByLevel).sum())
                .set(Metric.LEVEL_DISCARDED_DECISIONS, decisionsByLevel)
                .set(Metric.LEVEL_DISCARDED_COMPUTE, computeByLevel);
    }

    /** Copies of the unequal groups that are new, the last ones where they are more than can be stored. */
    private List<StoredGroup> fresh(int update, Rollouts rollouts, GroupRewards rewards) {
        ArrayDeque<StoredGroup> fresh = new ArrayDeque<>();
        for (int p = equal.length - 1; p >= 0 && fresh.size() < capacity; p--) {
            if (!equal[p]) {
                fresh.addFirst(StoredGroup.of(update, rollouts, p, rewards.rewards(), rewards.terms()));
            }
        }
        return new ArrayList<>(fresh);
    }

    private void replay(int update, GroupRewards rewards, int count, MetricValues metrics) {
        if (count == 0 || stored.isEmpty()) {
            metrics.set(Metric.REPLAYED_GROUPS, 0);
            return;
        }
        List<StoredGroup> choices = new ArrayList<>(stored);
        List<StoredGroup> chosen = new ArrayList<>();
        long key = RandomKey.child(replayKey, update);
        double age = 0;
        for (int i = 0; i < count; i++) {
            StoredGroup one = choices.get(RandomKey.below(key, prompts[i], choices.size()));
            chosen.add(one);
            age += update - one.update();
            one.writeRewards(prompts[i], rewards.rewards(), rewards.terms());
            equal[prompts[i]] = false;
        }
        collector.replay(Arrays.copyOf(prompts, count), chosen);
        metrics.set(Metric.REPLAYED_GROUPS, (double) count / equal.length).set(Metric.REPLAY_AGE, age / count);
    }

    /** The stored groups; nothing unless groups are replayed. */
    @Override
    public double[] state() {
        if (rule != Degenerate.REPLAY) {
            return new double[0];
        }
        NumberList out = new NumberList();
        out.add(stored.size());
        stored.forEach(one -> one.write(out));
        return out.toArray();
    }

    @Override
    public void restore(double[] state) {
        if ((state.length == 0) != (rule != Degenerate.REPLAY)) {
            throw new IllegalArgumentException(
                    "the checkpoint was written with another trainer.sampling.degenerate; its config.yaml was changed");
        }
        stored.clear();
        if (state.length == 0) {
            return;
        }
        NumberList in = new NumberList(state);
        for (int left = in.nextInt(); left > 0; left--) {
            stored.addLast(StoredGroup.read(in));
        }
        if (!in.ended() || stored.size() > capacity) {
            throw new IllegalArgumentException(
                    "the checkpoint's replayed groups do not fit trainer.sampling.replayCapacity (%d); its config.yaml was changed"
                            .formatted(capacity));
        }
    }
}
