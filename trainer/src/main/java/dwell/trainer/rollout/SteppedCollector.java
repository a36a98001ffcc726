package dwell.trainer.rollout;

import dwell.envs.Outcome;
import dwell.envs.VectorEnvironment;
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
    private final double[] scratch;
    private int[] active;
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
        this.firstSlot = new int[environments.size() + 1];
        for (int i = 0; i < environments.size(); i++) {
            firstSlot[i + 1] = firstSlot[i] + environments.get(i).slots();
        }
        this.rollouts = new Rollouts(prompts, groupSize, actions, 1);
        if (firstSlot[environments.size()] != rollouts.episodes()) {
            throw new IllegalArgumentException("the environments have %d slots together; an update has %d episodes"
                    .formatted(firstSlot[environments.size()], rollouts.episodes()));
        }
        rollouts.rows = rows;
        this.batch = new ObservationBatch(width, rollouts.episodes());
        this.active = new int[rollouts.episodes()];
        this.scratch = new double[rollouts.episodes() * width];
    }

    @Override
    public Rollouts collect(int update) {
        reset(update);
        rows.count = 0;
        int running = 0;
        for (int episode = 0; episode < rollouts.episodes(); episode++) {
            if (environmentOf(episode).running(slotOf(episode))) {
                active[running++] = episode;
            }
        }
        while (running > 0) {
            running = step(running);
        }
        finish();
        return rollouts;
    }

    private int shardOf(int episode) {
        int at = Arrays.binarySearch(firstSlot, episode);
        return at >= 0 ? at : -at - 2;
    }

    private VectorEnvironment environmentOf(int episode) {
        return environments.get(shardOf(episode));
    }

    private int slotOf(int episode) {
        return episode - firstSlot[shardOf(episode)];
    }

    private void reset(int update) {
        long items = RandomKey.child(itemKey, update);
        long episodes = RandomKey.child(episodeKey, update);
        workers.run(environments.size(), shard -> {
            for (int e = firstSlot[shard]; e < firstSlot[shard + 1]; e++) {
                int p = e / rollouts.groupSize();
                long key = RandomKey.child(RandomKey.child(episodes, p), e % rollouts.groupSize());
                environments.get(shard).reset(e - firstSlot[shard], RandomKey.child(items, p), key);
            }
        });
    }

    /** One decision of every running episode; returns how many go on. */
    private int step(int running) {
        int from = rows.count;
        rows.reserve(from + running);
        reserve(from + running);
        batch.resize(running);
        workers.run(environments.size(), shard -> observe(shard, running, from));
        if (logits.length < running * actions) {
            logits = new double[rollouts.episodes() * actions];
        }
        policy.logits(batch, logits);
        NonFiniteException.check("rollout logits", logits, running * actions);
        workers.run(environments.size(), shard -> act(shard, running, from));
        rows.count = from + running;
        int left = 0;
        for (int i = 0; i < running; i++) {
            if (environmentOf(active[i]).running(slotOf(active[i]))) {
                active[left++] = active[i];
            }
        }
        return left;
    }

    /** First of the active episodes that belongs to a shard; they are in ascending order. */
    private int firstActive(int shard, int running) {
        int at = Arrays.binarySearch(active, 0, running, firstSlot[shard]);
        return at >= 0 ? at : -at - 1;
    }

    private void observe(int shard, int running, int from) {
        VectorEnvironment environment = environments.get(shard);
        int last = firstActive(shard + 1, running);
        float[] to = batch.features();
        for (int i = firstActive(shard, running); i < last; i++) {
            int slot = active[i] - firstSlot[shard];
            environment.observe(slot, scratch, i * width);
            for (int f = 0; f < width; f++) {
                to[i * width + f] = (float) scratch[i * width + f];
            }
            batch.rows()[i] = environment.row(slot);
            System.arraycopy(to, i * width, rows.features, (from + i) * width, width);
            rows.table[from + i] = batch.rows()[i];
            for (int a = 0; a < actions; a++) {
                rows.legal[(from + i) * actions + a] = environment.legal(slot, a);
            }
        }
    }

    private void act(int shard, int running, int from) {
        VectorEnvironment environment = environments.get(shard);
        int last = firstActive(shard + 1, running);
        for (int i = firstActive(shard, running); i < last; i++) {
            int slot = active[i] - firstSlot[shard];
            int at = (from + i) * actions;
            LogSoftmax.of(logits, i * actions, actions, rows.legal, at, rows.logProbability, at);
            int action = draw(at, environment.actionDraw(slot));
            episodeOf[from + i] = active[i];
            codes[from + i] = at + action;
            environment.step(slot, action);
        }
    }

    /** The same rule as {@link dwell.envs.process.Simulator#setRow}: cumulative sums, the last legal action takes the rest. */
    private int draw(int at, double u) {
        double sum = 0;
        int last = 0;
        for (int a = 0; a < actions; a++) {
            if (rows.legal[at + a]) {
                last = a;
                sum += StrictMath.exp(rows.logProbability[at + a]);
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
                rollouts.terminal[e] = Rollouts.terminal(outcome.ending(), outcome.verdict());
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
