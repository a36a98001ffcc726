package dwell.trainer.rollout;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.EpisodeTape;
import dwell.envs.process.FirstDraw;
import dwell.envs.process.Item;
import dwell.envs.process.Simulator;
import dwell.envs.random.RandomKey;
import dwell.trainer.Workers;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntToLongFunction;

/**
 * Walks the episodes of prompts by table lookup into rollouts, in shards. An episode that meets a row without probabilities is
 * put aside, and runs again from its start once all missing rows have been evaluated together; since an episode is a pure
 * function of its key and the probabilities, this changes nothing but time. Confined to one thread but for its shards.
 */
final class SharedWalk {
    /** Shards of work, more than threads so that they even out; fixed, so that threads never change results. */
    private static final int SHARDS = 16;
    /** Groups that are simulated at once. */
    private static final int SIDE_BY_SIDE = 32;

    private final CompiledProcess process;
    private final Simulator simulator;
    private final Curriculum curriculum;
    private final Workers workers;
    private final Rollouts rollouts;
    private final int shards;
    private final EpisodeTape[] tapes;
    private final int[][] queue;
    private final int[] queued;
    private final int[][] waiting;
    private final int[] waitingCount;
    private final BitSet[] missing;
    private final long[][] groupKeys;
    private final int[][] groupClasses;
    private final int[][] groupStarts;

    /** Action probabilities by row as {@link Simulator#setRow} writes them; NaN where a row has none yet. */
    final double[] cumulative;

    /** Evaluates rows: has to write their {@link #cumulative}. */
    interface RowEvaluation {
        void evaluate(int[] rows, int count);
    }

    /**
     * A walk into rollouts.
     *
     * @param rollouts with a buffer for each shard and one more
     * @param rounds in which prompts are walked, so that shards are even in each of them
     */
    SharedWalk(
            CompiledProcess process,
            Simulator simulator,
            Curriculum curriculum,
            Workers workers,
            Rollouts rollouts,
            Props rounds) {
        this.process = process;
        this.simulator = simulator;
        this.curriculum = curriculum;
        this.workers = workers;
        this.rollouts = rollouts;
        this.shards = shards(rollouts.prompts());
        this.cumulative = new double[process.rowCount() * process.actionCount()];
        this.tapes = new EpisodeTape[shards];
        this.queue = new int[shards][];
        this.queued = new int[shards];
        this.waiting = new int[shards][];
        this.waitingCount = new int[shards];
        this.missing = new BitSet[shards];
        this.groupKeys = new long[shards][SIDE_BY_SIDE];
        this.groupClasses = new int[shards][SIDE_BY_SIDE];
        this.groupStarts = new int[shards][SIDE_BY_SIDE];
        int[] prompts = new int[shards];
        for (int round = 0; round < rounds.rounds(); round++) {
            int first = rounds.firstPrompt(round);
            int count = rounds.firstPrompt(round + 1) - first;
            for (int p = first; p < first + count; p++) {
                rollouts.home[p] = (int) ((long) (p - first) * Math.min(shards, count) / count);
                prompts[rollouts.home[p]]++;
            }
        }
        for (int shard = 0; shard < shards; shard++) {
            int episodes = prompts[shard] * rollouts.groupSize();
            tapes[shard] = new EpisodeTape(8 * episodes);
            queue[shard] = new int[prompts[shard]];
            waiting[shard] = new int[episodes];
            missing[shard] = new BitSet(process.rowCount());
        }
    }

    /** Buffers that the rollouts of so many prompts need, but for the extra one. */
    static int shards(int prompts) {
        return Math.min(SHARDS, prompts);
    }

    /** Forgets all decisions and probabilities. */
    void clear() {
        Arrays.fill(cumulative, Double.NaN);
        for (EpisodeTape tape : tapes) {
            tape.clear();
        }
        System.arraycopy(rollouts.home, 0, rollouts.shard, 0, rollouts.prompts());
    }

    /**
     * Walks the episodes of some prompts; what was walked for other prompts stays as it is.
     *
     * @param prompts the first {@code count} are walked, ascending
     * @param items key of a prompt's item
     * @param groups parent of the keys of a prompt's episodes
     * @param first how first decisions are drawn; null as any other
     */
    void run(
            int[] prompts,
            int count,
            IntToLongFunction items,
            IntToLongFunction groups,
            FirstDraw first,
            RowEvaluation evaluation) {
        Arrays.fill(queued, 0);
        Arrays.fill(waitingCount, 0);
        for (int i = 0; i < count; i++) {
            int shard = rollouts.home[prompts[i]];
            queue[shard][queued[shard]++] = prompts[i];
        }
        workers.run(shards, shard -> {
            for (int i = 0; i < queued[shard]; i += SIDE_BY_SIDE) {
                groups(shard, i, Math.min(SIDE_BY_SIDE, queued[shard] - i), items, groups, first);
            }
        });
        while (evaluateMissing(evaluation)) {
            // Few episodes are left now: less work than handing it out.
            for (int shard = 0; shard < shards; shard++) {
                again(shard, items, groups, first);
            }
        }
        for (int shard = 0; shard < shards; shard++) {
            rollouts.decisions[shard] = tapes[shard].decisions();
        }
    }

    private void groups(
            int shard, int from, int count, IntToLongFunction items, IntToLongFunction groups, FirstDraw first) {
        EpisodeTape tape = tapes[shard];
        for (int i = 0; i < count; i++) {
            int p = queue[shard][from + i];
            Item item = curriculum.item(items.applyAsLong(p));
            rollouts.level[p] = process.levelOf(item.hiddenClass());
            rollouts.item[p] = item;
            groupKeys[shard][i] = groups.applyAsLong(p);
            groupClasses[shard][i] = item.hiddenClass();
            groupStarts[shard][i] = item.startState();
        }
        int begin = tape.size();
        int group = rollouts.groupSize();
        simulator.runGroups(
                count, groupKeys[shard], groupClasses[shard], groupStarts[shard], group, cumulative, first, tape);
        for (int i = 0; i < count * group; i++) {
            int episode = queue[shard][from + i / group] * group + i % group;
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

    private void again(int shard, IntToLongFunction items, IntToLongFunction groups, FirstDraw first) {
        int group = rollouts.groupSize();
        int put = 0;
        for (int i = 0; i < waitingCount[shard]; i++) {
            int episode = waiting[shard][i];
            Item item = curriculum.item(items.applyAsLong(episode / group));
            long key = RandomKey.child(groups.applyAsLong(episode / group), episode % group);
            if (!episode(shard, episode, item, key, first)) {
                waiting[shard][put++] = episode;
            }
        }
        waitingCount[shard] = put;
    }

    private boolean episode(int shard, int episode, Item item, long key, FirstDraw first) {
        EpisodeTape tape = tapes[shard];
        int begin = tape.size();
        int member = episode % rollouts.groupSize();
        if (!simulator.run(key, item.hiddenClass(), item.startState(), cumulative, first, member, tape)) {
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

    private boolean evaluateMissing(RowEvaluation evaluation) {
        BitSet all = new BitSet(process.rowCount());
        for (BitSet one : missing) {
            all.or(one);
            one.clear();
        }
        int[] rows = all.stream().toArray();
        if (rows.length > 0) {
            evaluation.evaluate(rows, rows.length);
        }
        return rows.length > 0;
    }

    /** Marks the rows of all decisions since {@link #clear}, also of those that were drawn anew since. */
    void markVisited(boolean[] seen) {
        for (EpisodeTape tape : tapes) {
            int[] decisions = tape.decisions();
            int size = tape.size();
            for (int i = 0; i < size; i++) {
                seen[decisions[i]] = true;
            }
        }
    }
}
