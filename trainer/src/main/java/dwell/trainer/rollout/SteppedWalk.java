package dwell.trainer.rollout;

import dwell.envs.Outcome;
import dwell.envs.VectorEnvironment;
import dwell.envs.process.CompiledProcess;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.SteppedRule;
import dwell.trainer.NonFiniteException;
import dwell.trainer.objective.LogSoftmax;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntToLongFunction;

/**
 * Steps the episodes of prompts side by side into rollouts; every decision is a row of its own. Confined to one thread but for
 * the callbacks.
 */
final class SteppedWalk {
    private final SideBySide episodes;
    private final LearnedPolicy policy;
    private final Rollouts rollouts;
    private final RowTable rows;
    private final int slots;
    private final int actions;
    private final int width;
    private final ObservationBatch batch;
    private final boolean[] begun;
    private final SteppedRule teacher;
    /** Thinks of a teacher so far, by episode. */
    private final int[] taughtThinks;

    private double[] logits = new double[0];
    /** By row; -1 where the decision was drawn anew since. */
    private int[] episodeOf = new int[0];

    private int[] codes = new int[0];

    /** Draws an action. Called on several threads, each time with another row. */
    interface Draw {
        /**
         * Writes the row's log-probabilities and draws.
         *
         * @param logits read from {@code from}
         * @param place free for the call alone among the decisions of a step, from 0
         * @param member the episode's place in its group
         * @param first whether it is the episode's first decision
         * @param u uniform in [0, 1)
         */
        int draw(double[] logits, int from, int row, int place, int member, boolean first, double u);
    }

    /**
     * A walk into rollouts.
     *
     * @param slots of the environments for each prompt; the first ones are used, one for each rollout
     * @param teacher that takes the decisions of guided members; null to leave them out
     */
    SteppedWalk(
            SideBySide episodes,
            LearnedPolicy policy,
            Rollouts rollouts,
            RowTable rows,
            int slots,
            SteppedRule teacher) {
        this.episodes = episodes;
        this.policy = policy;
        this.rollouts = rollouts;
        this.rows = rows;
        this.slots = slots;
        this.actions = rollouts.actions();
        this.width = episodes.any().featureCount();
        this.batch = new ObservationBatch(width, rollouts.episodes());
        this.begun = new boolean[rollouts.episodes()];
        this.teacher = teacher;
        this.taughtThinks = new int[rollouts.episodes()];
    }

    /** Forgets all decisions. */
    void clear() {
        rows.count = 0;
        Arrays.fill(rollouts.shard, 0);
    }

    /** Walks the episodes of some prompts; what was walked for other prompts stays, its decisions laid anew. */
    void run(int[] prompts, int count, IntToLongFunction items, IntToLongFunction groups, Draw draw) {
        int group = rollouts.groupSize();
        BitSet which = new BitSet(episodes.capacity());
        for (int i = 0; i < count; i++) {
            which.set(prompts[i] * slots, prompts[i] * slots + (teacher == null ? rollouts.own() : group));
            Arrays.fill(begun, prompts[i] * group, (prompts[i] + 1) * group, false);
            Arrays.fill(taughtThinks, prompts[i] * group, (prompts[i] + 1) * group, 0);
        }
        for (int i = 0; i < rows.count; i++) {
            if (episodeOf[i] >= 0 && which.get(slot(episodeOf[i]))) {
                episodeOf[i] = -1;
            }
        }
        episodes.reset(which, new Keys(items, groups));
        for (int waiting = episodes.waiting(); waiting > 0; waiting = episodes.waiting()) {
            step(waiting, draw);
        }
        lay();
        episodes.lookAtAll((environment, slot, e, place) -> {
            Outcome outcome = environment.outcome(slot);
            int episode = episode(e);
            rollouts.level[episode / group] = outcome.level();
            rollouts.terminal[episode] = CompiledProcess.terminal(outcome.ending(), outcome.verdict());
            rollouts.thinks[episode] = outcome.thinks();
            rollouts.compute[episode] = outcome.compute();
        });
    }

    private int slot(int episode) {
        return episode / rollouts.groupSize() * slots + episode % rollouts.groupSize();
    }

    private int episode(int slot) {
        return slot / slots * rollouts.groupSize() + slot % slots;
    }

    /** Rollouts of a prompt share the item. */
    private final class Keys implements SideBySide.Keys {
        private final IntToLongFunction items;
        private final IntToLongFunction groups;

        Keys(IntToLongFunction items, IntToLongFunction groups) {
            this.items = items;
            this.groups = groups;
        }

        @Override
        public long item(int slot) {
            return items.applyAsLong(slot / slots);
        }

        @Override
        public long episode(int slot) {
            return RandomKey.child(groups.applyAsLong(slot / slots), slot % slots);
        }
    }

    /** One decision of every waiting episode. */
    private void step(int waiting, Draw draw) {
        int from = rows.count;
        rows.reserve(from + waiting);
        reserve(from + waiting);
        batch.resize(waiting);
        episodes.look((environment, slot, e, place) -> observe(environment, slot, place, from));
        if (logits.length < waiting * actions) {
            logits = new double[rollouts.episodes() * actions];
        }
        policy.logits(batch, logits);
        NonFiniteException.check("rollout logits", logits, waiting * actions);
        episodes.step((environment, slot, e, place) -> {
            int episode = episode(e);
            int row = from + place;
            double u = environment.actionDraw(slot);
            int member = episode % rollouts.groupSize();
            rows.guided[row] = rollouts.guided(episode);
            int action = rows.guided[row]
                    ? taught(environment, slot, episode, place, row)
                    : draw.draw(logits, place * actions, row, place, member, !begun[episode], u);
            begun[episode] = true;
            episodeOf[row] = episode;
            codes[row] = row * actions + action;
            return action;
        });
        rows.count = from + waiting;
    }

    private int taught(VectorEnvironment environment, int slot, int episode, int place, int row) {
        int action = teacher.choose(environment, slot, taughtThinks[episode]);
        taughtThinks[episode] += environment.actions().get(action).kind().deliberates() ? 1 : 0;
        int at = row * actions;
        Arrays.fill(rows.behaviour, at, at + actions, Double.NEGATIVE_INFINITY);
        rows.behaviour[at + action] = 0;
        LogSoftmax.of(logits, place * actions, actions, rows.legal, at, rows.policy, at);
        return action;
    }

    private void observe(VectorEnvironment environment, int slot, int place, int from) {
        float[] features = batch.features();
        int row = from + place;
        environment.observe(slot, features, place * width);
        System.arraycopy(features, place * width, rows.features, row * width, width);
        rows.observation[row] = environment.row(slot);
        batch.rows()[place] = rows.observation[row];
        for (int a = 0; a < actions; a++) {
            rows.legal[row * actions + a] = environment.legal(slot, a);
        }
    }

    private void reserve(int size) {
        if (size > codes.length) {
            int capacity = Math.max(size, 2 * codes.length);
            codes = Arrays.copyOf(codes, capacity);
            episodeOf = Arrays.copyOf(episodeOf, capacity);
        }
    }

    /** Brings the decisions, collected step by step, into the order of episodes. */
    private void lay() {
        Arrays.fill(rollouts.length, 0);
        for (int i = 0; i < rows.count; i++) {
            if (episodeOf[i] >= 0) {
                rollouts.length[episodeOf[i]]++;
            }
        }
        int begin = 0;
        int[] next = new int[rollouts.episodes()];
        for (int e = 0; e < rollouts.episodes(); e++) {
            rollouts.begin[e] = begin;
            next[e] = begin;
            begin += rollouts.length[e];
        }
        int[] ordered = rollouts.decisions[0] != null && rollouts.decisions[0].length >= rows.count
                ? rollouts.decisions[0]
                : new int[codes.length];
        for (int i = 0; i < rows.count; i++) {
            if (episodeOf[i] >= 0) {
                ordered[next[episodeOf[i]]++] = codes[i];
            }
        }
        rollouts.decisions[0] = ordered;
        rollouts.count();
    }
}
