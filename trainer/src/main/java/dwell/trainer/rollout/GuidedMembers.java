package dwell.trainer.rollout;

import dwell.envs.Require;
import dwell.envs.process.CompiledProcess;
import dwell.envs.random.RandomKey;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.warm.TeacherWalk;
import dwell.trainer.warm.Trace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * The guided members of groups of a compiled process: the last ones of each group are a teacher's, on the group's item and with
 * the keys that the policy's episodes in their places would have had. Their decisions refer to rows of their own, which say with
 * which probability the teacher took an action.
 *
 * <p>Source: ThinkTuning (2508.07616), where a share gamma of the rollouts is a teacher's work. Differs from the paper: there a
 * teacher goes on from the policy's own answer with feedback; here it draws the episode from its start, and a share of every
 * group.
 *
 * <p>Buffers are reused; confined to one thread.
 */
final class GuidedMembers {
    private final TeacherWalk teacher;
    private final CompiledProcess process;
    private final Rollouts rollouts;
    private final RowTable table;
    private final boolean shares;
    private final Trace trace;
    private final int[][] buffers;
    private final int[] ends;
    private final Map<Source, Integer> numbers = new HashMap<>();

    /** Decisions that can share a row: on one observation and equally likely for the teacher. */
    private record Source(int observation, double logProbability) {}

    private GuidedMembers(
            TeacherWalk teacher, CompiledProcess process, Rollouts rollouts, RowTable table, boolean shares) {
        this.teacher = teacher;
        this.process = process;
        this.rollouts = rollouts;
        this.table = table;
        this.shares = shares;
        this.trace = teacher.room();
        this.buffers = new int[rollouts.decisions.length][0];
        this.ends = new int[buffers.length];
    }

    /**
     * The guided members that a config asks for; null where it asks for none. Tells the rollouts how many there are.
     *
     * @param teacher of the process; null where there is none
     * @param table whose first rows are the collector's own
     * @param shares whether decisions share rows
     */
    static GuidedMembers of(
            SamplingConfig config,
            TeacherWalk teacher,
            CompiledProcess process,
            Rollouts rollouts,
            RowTable table,
            boolean shares) {
        rollouts.guided = config.guidedMembers(rollouts.groupSize());
        if (rollouts.guided == 0) {
            return null;
        }
        Require.that(
                teacher != null,
                "trainer.sampling.guidedShare must be 0 where there is no teacher, was %s",
                config.guidedShare());
        return new GuidedMembers(teacher, process, rollouts, table, shares);
    }

    /**
     * Draws the guided members of all groups anew, behind the decisions of the policy's own members, and appends their rows; the
     * policy's log-probabilities of these are then to be written.
     *
     * @param groups parent of the keys of a prompt's episodes
     */
    void lay(IntToLongFunction groups) {
        numbers.clear();
        takeOwn();
        for (int p = 0; p < rollouts.prompts(); p++) {
            for (int member = rollouts.own(); member < rollouts.groupSize(); member++) {
                teacher.walk(rollouts.item[p], RandomKey.child(groups.applyAsLong(p), member), trace);
                write(rollouts.shard[p], p * rollouts.groupSize() + member);
            }
        }
        for (int shard = 0; shard < buffers.length; shard++) {
            if (ends[shard] > 0) {
                rollouts.decisions[shard] = buffers[shard];
            }
        }
        rollouts.count();
    }

    /** Copies the decisions of the policy's own members, which stay in their places. */
    private void takeOwn() {
        Arrays.fill(ends, 0);
        for (int e = 0; e < rollouts.episodes(); e++) {
            if (!rollouts.guided(e)) {
                int shard = rollouts.shard[e / rollouts.groupSize()];
                ends[shard] = Math.max(ends[shard], rollouts.begin[e] + rollouts.length[e]);
            }
        }
        for (int shard = 0; shard < buffers.length; shard++) {
            int[] own = rollouts.decisions[shard];
            if (ends[shard] > 0 && own != buffers[shard]) {
                reserve(shard, ends[shard]);
                System.arraycopy(own, 0, buffers[shard], 0, ends[shard]);
            }
        }
    }

    private void reserve(int shard, int size) {
        if (size > buffers[shard].length) {
            buffers[shard] = Arrays.copyOf(buffers[shard], Math.max(size, 2 * buffers[shard].length));
        }
    }

    private void write(int shard, int episode) {
        reserve(shard, ends[shard] + trace.size());
        rollouts.begin[episode] = ends[shard];
        rollouts.length[episode] = trace.size();
        rollouts.terminal[episode] = trace.terminal();
        rollouts.thinks[episode] = trace.thinks();
        rollouts.compute[episode] = trace.compute();
        for (int d = 0; d < trace.size(); d++) {
            Source source = new Source(trace.row(d), trace.logProbability(d));
            int row = shares ? numbers.computeIfAbsent(source, this::append) : append(source);
            int cell = row * rollouts.actions() + trace.action(d);
            table.behaviour[cell] = trace.logProbability(d);
            buffers[shard][ends[shard]++] = cell;
        }
    }

    private int append(Source source) {
        int row = table.count++;
        int actions = rollouts.actions();
        int width = table.width();
        table.reserve(row + 1);
        table.observation[row] = source.observation;
        table.guided[row] = true;
        System.arraycopy(process.rowFeatures(), source.observation * width, table.features, row * width, width);
        for (int a = 0; a < actions; a++) {
            table.legal[row * actions + a] = process.legal(source.observation, a);
            table.behaviour[row * actions + a] = Double.NEGATIVE_INFINITY;
        }
        return row;
    }
}
