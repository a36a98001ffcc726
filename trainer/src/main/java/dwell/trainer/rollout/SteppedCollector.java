package dwell.trainer.rollout;

import dwell.envs.Outcome;
import dwell.envs.VectorEnvironment;
import dwell.envs.process.CompiledProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.NonFiniteException;
import dwell.trainer.Workers;
import dwell.trainer.objective.LogSoftmax;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Rollouts of vector environments, stepped side by side; every decision is a network row of its own. For environments
 * without tables, and, on a compiled process, the plain way against which {@link SharedCollector} is checked: the draws are
 * the same.
 */
public final class SteppedCollector implements Collector {
    private final SideBySide episodes;
    private final IntConsumer starting;
    private final LearnedPolicy policy;
    private final long itemKey;
    private final long episodeKey;
    private final Rollouts rollouts;
    private final int actions;
    private final int width;
    private final ObservationBatch batch;
    private final Rows rows = new Rows();
    private double[] logits = new double[0];
    private int[] episodeOf = new int[0];
    private int[] codes = new int[0];

    /**
     * A collector over environments of one kind.
     *
     * @param environment makes one of a number of slots; called once for each shard of prompts
     */
    public SteppedCollector(
            IntFunction<VectorEnvironment> environment,
            LearnedPolicy policy,
            Workers workers,
            long seed,
            int prompts,
            int groupSize) {
        this(environment, update -> {}, policy, workers, seed, prompts, groupSize);
    }

    /** @param starting told the number of each update before the environments are reset, on the collector's thread */
    SteppedCollector(
            IntFunction<VectorEnvironment> environment,
            IntConsumer starting,
            LearnedPolicy policy,
            Workers workers,
            long seed,
            int prompts,
            int groupSize) {
        this.starting = starting;
        this.episodes = new SideBySide(environment, workers, prompts, groupSize);
        this.policy = policy;
        this.itemKey = RandomKey.of(seed, Purpose.ITEM);
        this.episodeKey = RandomKey.of(seed, Purpose.EPISODE);
        this.actions = episodes.any().actions().size();
        this.width = episodes.any().featureCount();
        this.rollouts = new Rollouts(
                prompts, groupSize, actions, episodes.any().levels().size(), 1);
        rollouts.rows = rows;
        this.batch = new ObservationBatch(width, rollouts.episodes());
    }

    @Override
    public Rollouts collect(int update) {
        starting.accept(update);
        episodes.reset(rollouts.episodes(), new Keys(update));
        rows.count = 0;
        for (int waiting = episodes.waiting(); waiting > 0; waiting = episodes.waiting()) {
            step(waiting);
        }
        finish();
        return rollouts;
    }

    /** Rollouts of a prompt share the item. */
    private final class Keys implements SideBySide.Keys {
        private final long items;
        private final long members;

        Keys(int update) {
            this.items = RandomKey.child(itemKey, update);
            this.members = RandomKey.child(episodeKey, update);
        }

        @Override
        public long item(int episode) {
            return RandomKey.child(items, episode / rollouts.groupSize());
        }

        @Override
        public long episode(int episode) {
            long prompt = RandomKey.child(members, episode / rollouts.groupSize());
            return RandomKey.child(prompt, episode % rollouts.groupSize());
        }
    }

    /** One decision of every waiting episode. */
    private void step(int waiting) {
        int from = rows.count;
        rows.reserve(from + waiting);
        reserve(from + waiting);
        batch.resize(waiting);
        episodes.look((environment, slot, episode, place) -> observe(environment, slot, place, from));
        if (logits.length < waiting * actions) {
            logits = new double[rollouts.episodes() * actions];
        }
        policy.logits(batch, logits);
        NonFiniteException.check("rollout logits", logits, waiting * actions);
        episodes.step((environment, slot, episode, place) -> choose(environment, slot, episode, place, from));
        rows.count = from + waiting;
    }

    private void observe(VectorEnvironment environment, int slot, int place, int from) {
        float[] features = batch.features();
        int row = from + place;
        environment.observe(slot, features, place * width);
        System.arraycopy(features, place * width, rows.features, row * width, width);
        rows.table[row] = environment.row(slot);
        batch.rows()[place] = rows.table[row];
        for (int a = 0; a < actions; a++) {
            rows.legal[row * actions + a] = environment.legal(slot, a);
        }
    }

    private int choose(VectorEnvironment environment, int slot, int episode, int place, int from) {
        int row = from + place;
        int at = row * actions;
        LogSoftmax.of(logits, place * actions, actions, rows.legal, at, rows.logProbability, at);
        int action = ActionDraw.sampled(rows.logProbability, at, actions, environment.actionDraw(slot));
        episodeOf[row] = episode;
        codes[row] = at + action;
        return action;
    }

    private void reserve(int size) {
        if (size > codes.length) {
            int capacity = Math.max(size, 2 * codes.length);
            codes = Arrays.copyOf(codes, capacity);
            episodeOf = Arrays.copyOf(episodeOf, capacity);
        }
    }

    /** Brings the decisions, collected step by step, into the order of episodes. */
    private void finish() {
        Arrays.fill(rollouts.length, 0);
        for (int i = 0; i < rows.count; i++) {
            rollouts.length[episodeOf[i]]++;
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
            ordered[next[episodeOf[i]]++] = codes[i];
        }
        rollouts.decisions[0] = ordered;
        rollouts.decisionCount = rows.count;
        episodes.lookAtAll((environment, slot, e, place) -> {
            Outcome outcome = environment.outcome(slot);
            rollouts.level[e / rollouts.groupSize()] = outcome.level();
            rollouts.terminal[e] = CompiledProcess.terminal(outcome.ending(), outcome.verdict());
            rollouts.thinks[e] = outcome.thinks();
            rollouts.compute[e] = outcome.compute();
        });
    }

    /** Nothing: every update evaluates what it meets. */
    @Override
    public int[] state() {
        return new int[0];
    }

    @Override
    public void restore(int[] state) {
        if (state.length > 0) {
            throw new IllegalArgumentException("the checkpoint was written with trainer.stateSharing: true");
        }
    }

    private final class Rows implements RowSource {
        private int count;
        private float[] features = new float[0];
        private int[] table = new int[0];
        private boolean[] legal = new boolean[0];
        private double[] logProbability = new double[0];

        void reserve(int size) {
            if (size > table.length) {
                int capacity = capacity(size);
                features = Arrays.copyOf(features, capacity * width);
                table = Arrays.copyOf(table, capacity);
                legal = Arrays.copyOf(legal, capacity * actions);
                logProbability = Arrays.copyOf(logProbability, capacity * actions);
            }
        }

        private int capacity(int size) {
            int most = (Integer.MAX_VALUE - 8) / Math.max(width, actions);
            if (size > most) {
                throw new IllegalArgumentException(
                        "an update has more than %,d decisions of %d features, which is too many to hold; lower trainer.prompts or trainer.groupSize"
                                .formatted(most, width));
            }
            return Math.max(size, Math.min(most, 2 * table.length));
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public boolean[] legal() {
            return legal;
        }

        @Override
        public double[] behaviourLogProbability() {
            return logProbability;
        }

        @Override
        public double[] policyLogProbability() {
            return logProbability;
        }

        @Override
        public void fill(int[] wanted, int size, ObservationBatch out) {
            out.resize(size);
            for (int i = 0; i < size; i++) {
                System.arraycopy(features, wanted[i] * width, out.features(), i * width, width);
                out.rows()[i] = table[wanted[i]];
            }
        }
    }
}
