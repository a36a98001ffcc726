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
import java.util.List;

/**
 * Rollouts of vector environments, stepped side by side; every decision is a network row of its own. For environments
 * without tables, and, on a compiled process, the plain way against which {@link SharedCollector} is checked: the draws are
 * the same.
 */
public final class SteppedCollector implements Collector {
    private final List<VectorEnvironment> environments;
    private final LearnedPolicy policy;
    private final Workers workers;
    private final long itemKey;
    private final long episodeKey;
    private final Rollouts rollouts;
    private final int actions;
    private final int width;
    private final int[] firstSlot;
    private final ObservationBatch batch;
    private final Rows rows = new Rows();
    /** By shard, the episodes that wait for a decision, ascending; and how many. */
    private final int[][] active;

    private final int[] running;
    /** By shard, where its episodes stand in the batch of the present step. */
    private final int[] place;

    private double[] logits = new double[0];
    private int[] episodeOf = new int[0];
    private int[] codes = new int[0];

    /**
     * A collector over shards of slots.
     *
     * @param environments one a shard, with as many slots together as an update has episodes, all of one kind; each is used by
     *     one thread at a time
     */
    public SteppedCollector(
            List<VectorEnvironment> environments,
            LearnedPolicy policy,
            Workers workers,
            long seed,
            int prompts,
            int groupSize) {
        this.environments = List.copyOf(environments);
        this.policy = policy;
        this.workers = workers;
        this.itemKey = RandomKey.of(seed, Purpose.ITEM);
        this.episodeKey = RandomKey.of(seed, Purpose.EPISODE);
        this.actions = environments.get(0).actions().size();
        this.width = environments.get(0).featureCount();
        int shards = environments.size();
        this.firstSlot = new int[shards + 1];
        this.active = new int[shards][];
        this.running = new int[shards];
        this.place = new int[shards];
        for (int shard = 0; shard < shards; shard++) {
            int slots = environments.get(shard).slots();
            firstSlot[shard + 1] = firstSlot[shard] + slots;
            active[shard] = new int[slots];
        }
        this.rollouts = new Rollouts(
                prompts, groupSize, actions, environments.get(0).levels().size(), 1);
        if (firstSlot[shards] != rollouts.episodes()) {
            throw new IllegalArgumentException("the environments have %d slots together; an update has %d episodes"
                    .formatted(firstSlot[shards], rollouts.episodes()));
        }
        rollouts.rows = rows;
        this.batch = new ObservationBatch(width, rollouts.episodes());
    }

    @Override
    public Rollouts collect(int update) {
        long items = RandomKey.child(itemKey, update);
        long episodes = RandomKey.child(episodeKey, update);
        workers.run(environments.size(), shard -> reset(shard, items, episodes));
        rows.count = 0;
        int waiting = placeShards();
        while (waiting > 0) {
            step(waiting);
            waiting = placeShards();
        }
        finish();
        return rollouts;
    }

    private void reset(int shard, long items, long episodes) {
        VectorEnvironment environment = environments.get(shard);
        running[shard] = 0;
        for (int e = firstSlot[shard]; e < firstSlot[shard + 1]; e++) {
            int p = e / rollouts.groupSize();
            long key = RandomKey.child(RandomKey.child(episodes, p), e % rollouts.groupSize());
            environment.reset(e - firstSlot[shard], RandomKey.child(items, p), key);
            keepIfRunning(environment, shard, e);
        }
    }

    private void keepIfRunning(VectorEnvironment environment, int shard, int episode) {
        if (environment.running(episode - firstSlot[shard])) {
            active[shard][running[shard]++] = episode;
        }
    }

    /** Lays the shards' waiting episodes one behind the other; returns how many there are. */
    private int placeShards() {
        int total = 0;
        for (int shard = 0; shard < running.length; shard++) {
            place[shard] = total;
            total += running[shard];
        }
        return total;
    }

    /** One decision of every waiting episode. */
    private void step(int waiting) {
        int from = rows.count;
        rows.reserve(from + waiting);
        reserve(from + waiting);
        batch.resize(waiting);
        workers.run(environments.size(), shard -> observe(shard, from));
        if (logits.length < waiting * actions) {
            logits = new double[rollouts.episodes() * actions];
        }
        policy.logits(batch, logits);
        NonFiniteException.check("rollout logits", logits, waiting * actions);
        workers.run(environments.size(), shard -> act(shard, from));
        rows.count = from + waiting;
    }

    private void observe(int shard, int from) {
        VectorEnvironment environment = environments.get(shard);
        float[] features = batch.features();
        int[] table = batch.rows();
        for (int i = 0; i < running[shard]; i++) {
            int slot = active[shard][i] - firstSlot[shard];
            int at = place[shard] + i;
            environment.observe(slot, features, at * width);
            table[at] = environment.row(slot);
            for (int a = 0; a < actions; a++) {
                rows.legal[(from + at) * actions + a] = environment.legal(slot, a);
            }
        }
        int first = place[shard];
        System.arraycopy(features, first * width, rows.features, (from + first) * width, running[shard] * width);
        System.arraycopy(table, first, rows.table, from + first, running[shard]);
    }

    private void act(int shard, int from) {
        VectorEnvironment environment = environments.get(shard);
        int count = running[shard];
        running[shard] = 0;
        for (int i = 0; i < count; i++) {
            int episode = active[shard][i];
            int slot = episode - firstSlot[shard];
            int row = from + place[shard] + i;
            int at = row * actions;
            LogSoftmax.of(logits, at - from * actions, actions, rows.legal, at, rows.logProbability, at);
            int action = draw(at, environment.actionDraw(slot));
            episodeOf[row] = episode;
            codes[row] = at + action;
            environment.step(slot, action);
            keepIfRunning(environment, shard, episode);
        }
    }

    /** The same rule as {@link dwell.envs.process.Simulator#setRow}: cumulative sums, the last possible action takes the rest. */
    private int draw(int at, double u) {
        double sum = 0;
        int last = 0;
        for (int a = 0; a < actions; a++) {
            double p = Math.exp(rows.logProbability[at + a]);
            if (p > 0) {
                last = a;
                sum += p;
                if (u < sum) {
                    return a;
                }
            }
        }
        return last;
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
        workers.run(environments.size(), shard -> {
            for (int e = firstSlot[shard]; e < firstSlot[shard + 1]; e++) {
                Outcome outcome = environments.get(shard).outcome(e - firstSlot[shard]);
                rollouts.level[e / rollouts.groupSize()] = outcome.level();
                rollouts.terminal[e] = CompiledProcess.terminal(outcome.ending(), outcome.verdict());
                rollouts.thinks[e] = outcome.thinks();
                rollouts.compute[e] = outcome.compute();
            }
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
                int capacity = Math.max(size, 2 * table.length);
                features = Arrays.copyOf(features, capacity * width);
                table = Arrays.copyOf(table, capacity);
                legal = Arrays.copyOf(legal, capacity * actions);
                logProbability = Arrays.copyOf(logProbability, capacity * actions);
            }
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
        public void fill(int[] wanted, int size, ObservationBatch out) {
            out.resize(size);
            for (int i = 0; i < size; i++) {
                System.arraycopy(features, wanted[i] * width, out.features(), i * width, width);
                out.rows()[i] = table[wanted[i]];
            }
        }
    }
}
