package dwell.trainer.rollout;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.EpisodeTape;
import dwell.envs.process.Item;
import dwell.envs.process.Simulator;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.NonFiniteException;
import dwell.trainer.Workers;
import dwell.trainer.objective.LogSoftmax;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Rollouts of a compiled process by table lookup, the network evaluated once for each distinct observation that is visited.
 *
 * <p>Which observations will be visited is not known beforehand. Those of the last update are evaluated first; an episode
 * that meets another one is put aside, and run again from its start once the observations that stopped episodes have been
 * evaluated together. Since an episode is a pure function of its key and the probabilities, this changes nothing but time.
 */
public final class SharedCollector implements Collector {
    /** Shards of work, more than threads so that they even out; fixed, so that threads never change results. */
    private static final int SHARDS = 16;
    /** Groups that are simulated at once. */
    private static final int SIDE_BY_SIDE = 32;

    private final CompiledProcess process;
    private final Curriculum curriculum;
    private final Simulator simulator;
    private final LearnedPolicy policy;
    private final Workers workers;
    private final long itemKey;
    private final long episodeKey;
    private final int shards;
    private final Rollouts rollouts;
    private final Table table;
    private final ObservationBatch batch;
    private final EpisodeTape[] tapes;
    private final int[][] waiting;
    private final int[] waitingCount;
    private final BitSet[] missing;
    private final double[] cumulative;
    private final long[][] groupKeys;
    private final int[][] groupClasses;
    private final int[][] groupStarts;
    private int[] hot = new int[0];
    private double[] logits = new double[0];

    /** A collector of the process's own items. */
    public SharedCollector(
            CompiledProcess process, LearnedPolicy policy, Workers workers, long seed, int prompts, int groupSize) {
        this(process, Curriculum.none(process), policy, workers, seed, prompts, groupSize);
    }

    /** @param curriculum over the same process; owned by the collector */
    SharedCollector(
            CompiledProcess process,
            Curriculum curriculum,
            LearnedPolicy policy,
            Workers workers,
            long seed,
            int prompts,
            int groupSize) {
        this.process = process;
        this.curriculum = curriculum;
        this.simulator = new Simulator(process);
        this.policy = policy;
        this.workers = workers;
        this.itemKey = RandomKey.of(seed, Purpose.ITEM);
        this.episodeKey = RandomKey.of(seed, Purpose.EPISODE);
        this.shards = Math.min(SHARDS, prompts);
        this.rollouts = new Rollouts(prompts, groupSize, process.actionCount(), process.levelCount(), shards);
        this.table = new Table();
        rollouts.rows = table;
        this.batch = new ObservationBatch(process.featureCount(), 1024);
        this.cumulative = new double[process.rowCount() * process.actionCount()];
        this.tapes = new EpisodeTape[shards];
        this.waiting = new int[shards][];
        this.waitingCount = new int[shards];
        this.missing = new BitSet[shards];
        this.groupKeys = new long[shards][SIDE_BY_SIDE];
        this.groupClasses = new int[shards][SIDE_BY_SIDE];
        this.groupStarts = new int[shards][SIDE_BY_SIDE];
        for (int shard = 0; shard < shards; shard++) {
            int episodes = (lastPrompt(shard) - firstPrompt(shard)) * groupSize;
            tapes[shard] = new EpisodeTape(8 * episodes);
            waiting[shard] = new int[episodes];
            missing[shard] = new BitSet(process.rowCount());
            for (int p = firstPrompt(shard); p < lastPrompt(shard); p++) {
                rollouts.shard[p] = shard;
            }
        }
    }

    private int firstPrompt(int shard) {
        return (int) ((long) shard * rollouts.prompts() / shards);
    }

    private int lastPrompt(int shard) {
        return (int) ((long) (shard + 1) * rollouts.prompts() / shards);
    }

    @Override
    public Rollouts collect(int update) {
        curriculum.at(update);
        Arrays.fill(cumulative, Double.NaN);
        evaluate(hot, hot.length);
        long items = RandomKey.child(itemKey, update);
        long episodes = RandomKey.child(episodeKey, update);
        for (int shard = 0; shard < shards; shard++) {
            tapes[shard].clear();
            waitingCount[shard] = -1;
        }
        workers.run(shards, shard -> walk(shard, items, episodes));
        while (evaluateMissing()) {
            // Few episodes are left now: less work than handing it out.
            for (int shard = 0; shard < shards; shard++) {
                walk(shard, items, episodes);
            }
        }
        int decisions = 0;
        for (int shard = 0; shard < shards; shard++) {
            rollouts.decisions[shard] = tapes[shard].decisions();
            decisions += tapes[shard].size();
        }
        rollouts.decisionCount = decisions;
        hot = visited();
        return rollouts;
    }

    /** Runs the shard's episodes: all of them the first time, then those that were put aside. */
    private void walk(int shard, long items, long episodes) {
        if (waitingCount[shard] < 0) {
            waitingCount[shard] = 0;
            for (int p = firstPrompt(shard); p < lastPrompt(shard); p += SIDE_BY_SIDE) {
                groups(shard, p, Math.min(SIDE_BY_SIDE, lastPrompt(shard) - p), items, episodes);
            }
            return;
        }
        int group = rollouts.groupSize();
        int[] queue = waiting[shard];
        int put = 0;
        for (int i = 0; i < waitingCount[shard]; i++) {
            int p = queue[i] / group;
            Item item = curriculum.item(RandomKey.child(items, p));
            long key = RandomKey.child(RandomKey.child(episodes, p), queue[i] % group);
            if (!episode(shard, queue[i], item, key)) {
                queue[put++] = queue[i];
            }
        }
        waitingCount[shard] = put;
    }

    private void groups(int shard, int firstPrompt, int count, long items, long episodes) {
        EpisodeTape tape = tapes[shard];
        for (int i = 0; i < count; i++) {
            Item item = curriculum.item(RandomKey.child(items, firstPrompt + i));
            rollouts.level[firstPrompt + i] = process.levelOf(item.hiddenClass());
            groupKeys[shard][i] = RandomKey.child(episodes, firstPrompt + i);
            groupClasses[shard][i] = item.hiddenClass();
            groupStarts[shard][i] = item.startState();
        }
        int begin = tape.size();
        int group = rollouts.groupSize();
        simulator.runGroups(count, groupKeys[shard], groupClasses[shard], groupStarts[shard], group, cumulative, tape);
        for (int i = 0; i < count * group; i++) {
            int episode = firstPrompt * group + i;
            if (tape.memberMissingRow(i) >= 0) {
                missing[shard].set(tape.memberMissingRow(i));
                waiting[shard][waitingCount[shard]++] = episode;
                continue;
            }
            rollouts.begin[episode] = begin;
            rollouts.length[episode] = tape.memberEnd(i) - begin;
            rollouts.terminal[episode] = tape.memberTerminal(i);
            rollouts.thinks[episode] = tape.memberThinks(i);
            rollouts.compute[episode] = tape.memberCompute(i);
            begin = tape.memberEnd(i);
        }
    }

    private boolean episode(int shard, int episode, Item item, long key) {
        EpisodeTape tape = tapes[shard];
        int begin = tape.size();
        if (!simulator.run(key, item.hiddenClass(), item.startState(), cumulative, tape)) {
            missing[shard].set(tape.missingRow());
            return false;
        }
        rollouts.begin[episode] = begin;
        rollouts.length[episode] = tape.size() - begin;
        rollouts.terminal[episode] = tape.terminal();
        rollouts.thinks[episode] = tape.thinks();
        rollouts.compute[episode] = tape.compute();
        return true;
    }

    private boolean evaluateMissing() {
        BitSet all = new BitSet(process.rowCount());
        for (BitSet one : missing) {
            all.or(one);
            one.clear();
        }
        int[] rows = all.stream().toArray();
        evaluate(rows, rows.length);
        return rows.length > 0;
    }

    private void evaluate(int[] rows, int count) {
        if (count == 0) {
            return;
        }
        int actions = process.actionCount();
        table.fill(rows, count, batch);
        if (logits.length < count * actions) {
            logits = new double[2 * count * actions];
        }
        policy.logits(batch, logits);
        NonFiniteException.check("rollout logits", logits, count * actions);
        double[] probability = new double[actions];
        for (int i = 0; i < count; i++) {
            int at = rows[i] * actions;
            LogSoftmax.of(logits, i * actions, actions, table.legal, at, table.logProbability, at);
            for (int a = 0; a < actions; a++) {
                probability[a] = Math.exp(table.logProbability[at + a]);
            }
            simulator.setRow(probability, 0, rows[i], cumulative);
        }
    }

    private int[] visited() {
        int actions = process.actionCount();
        boolean[] seen = new boolean[process.rowCount() * actions];
        for (EpisodeTape tape : tapes) {
            int[] decisions = tape.decisions();
            int size = tape.size();
            for (int i = 0; i < size; i++) {
                seen[decisions[i]] = true;
            }
        }
        int[] rows = new int[process.rowCount()];
        int count = 0;
        for (int row = 0; row < process.rowCount(); row++) {
            for (int a = 0; a < actions; a++) {
                if (seen[row * actions + a]) {
                    rows[count++] = row;
                    break;
                }
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** The rows evaluated first at the next update. They decide which rows share a batch, and so how sums are rounded. */
    @Override
    public int[] state() {
        return hot.clone();
    }

    @Override
    public void restore(int[] state) {
        for (int row : state) {
            if (row < 0 || row >= process.rowCount()) {
                throw new IllegalArgumentException(
                        "the checkpoint names observation %d, but the task has %d; its config.yaml was changed"
                                .formatted(row, process.rowCount()));
            }
        }
        hot = state.clone();
    }

    private final class Table implements RowSource {
        final boolean[] legal;
        final double[] logProbability;
        final float[] features;

        Table() {
            int actions = process.actionCount();
            legal = new boolean[process.rowCount() * actions];
            logProbability = new double[process.rowCount() * actions];
            features = process.rowFeatures();
            for (int row = 0; row < process.rowCount(); row++) {
                for (int a = 0; a < actions; a++) {
                    legal[row * actions + a] = process.legal(row, a);
                }
            }
        }

        @Override
        public int count() {
            return process.rowCount();
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
        public void fill(int[] rows, int size, ObservationBatch out) {
            int width = process.featureCount();
            out.resize(size);
            float[] to = out.features();
            for (int i = 0; i < size; i++) {
                System.arraycopy(features, rows[i] * width, to, i * width, width);
            }
            System.arraycopy(rows, 0, out.rows(), 0, size);
        }
    }
}
