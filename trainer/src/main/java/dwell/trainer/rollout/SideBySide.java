package dwell.trainer.rollout;

import dwell.envs.VectorEnvironment;
import dwell.trainer.Workers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Episodes of vector environments that are stepped side by side, in shards of consecutive episodes: one environment a shard, one
 * slot an episode, and one thread at a time for each. Episodes that wait for a decision are laid one behind the other in order;
 * the place of an episode in that order never depends on shards or threads. Confined to one thread but for the callbacks.
 */
public final class SideBySide {
    /** More than threads, so that they even out; fixed, so that threads never change results. */
    private static final int SHARDS = 16;

    private final List<VectorEnvironment> environments;
    private final Workers workers;
    private final int[] first;
    private final int[][] active;
    private final int[] running;
    private final int[] place;
    private final BitSet started = new BitSet();

    /**
     * Makes the environments.
     *
     * @param make an environment of a number of slots
     * @param groups that are kept together in a shard, at least 1
     * @param groupSize episodes of a group, at least 1
     */
    public SideBySide(IntFunction<VectorEnvironment> make, Workers workers, int groups, int groupSize) {
        int shards = Math.min(SHARDS, groups);
        this.workers = workers;
        this.environments = new ArrayList<>(shards);
        this.first = new int[shards + 1];
        this.active = new int[shards][];
        this.running = new int[shards];
        this.place = new int[shards];
        for (int shard = 0; shard < shards; shard++) {
            int slots =
                    ((int) ((long) (shard + 1) * groups / shards) - (int) ((long) shard * groups / shards)) * groupSize;
            first[shard + 1] = first[shard] + slots;
            active[shard] = new int[slots];
            environments.add(make.apply(slots));
        }
    }

    /** Keys of an episode. Called on several threads. */
    public interface Keys {
        long item(int episode);

        long episode(int episode);
    }

    /** Looks at an episode. Called on several threads, each time with another episode. */
    public interface Visit {
        /**
         * @param place of the episode among those that are visited, from 0
         */
        void visit(VectorEnvironment environment, int slot, int episode, int place);
    }

    /** Chooses an action for an episode that waits. Called on several threads, each time with another episode. */
    public interface Chooser {
        /** As {@link Visit#visit}; returns a legal action. */
        int choose(VectorEnvironment environment, int slot, int episode, int place);
    }

    /** One of the environments, to ask what is the same for all. */
    public VectorEnvironment any() {
        return environments.get(0);
    }

    /** Episodes that fit. */
    public int capacity() {
        return first[first.length - 1];
    }

    /** Starts the first {@code count} episodes anew. */
    public void reset(int count, Keys keys) {
        BitSet which = new BitSet(count);
        which.set(0, count);
        reset(which, keys);
    }

    /** Starts some episodes anew; the others stay as they are and do not wait, whether they had ended or not. */
    public void reset(BitSet which, Keys keys) {
        started.clear();
        started.or(which);
        workers.run(environments.size(), shard -> {
            running[shard] = 0;
            for (int e = started.nextSetBit(first[shard]);
                    e >= 0 && e < first[shard + 1];
                    e = started.nextSetBit(e + 1)) {
                environments.get(shard).reset(e - first[shard], keys.item(e), keys.episode(e));
                keepIfRunning(shard, e);
            }
        });
    }

    private void keepIfRunning(int shard, int episode) {
        if (environments.get(shard).running(episode - first[shard])) {
            active[shard][running[shard]++] = episode;
        }
    }

    /** Lays the episodes that wait for a decision in order; returns how many there are. */
    public int waiting() {
        int total = 0;
        for (int shard = 0; shard < running.length; shard++) {
            place[shard] = total;
            total += running[shard];
        }
        return total;
    }

    /** Looks at every episode that waits, after {@link #waiting}. */
    public void look(Visit visit) {
        workers.run(environments.size(), shard -> {
            for (int i = 0; i < running[shard]; i++) {
                int episode = active[shard][i];
                visit.visit(environments.get(shard), episode - first[shard], episode, place[shard] + i);
            }
        });
    }

    /** Takes a decision in every episode that waits, after {@link #waiting}. */
    public void step(Chooser chooser) {
        workers.run(environments.size(), shard -> {
            VectorEnvironment environment = environments.get(shard);
            int count = running[shard];
            running[shard] = 0;
            for (int i = 0; i < count; i++) {
                int episode = active[shard][i];
                int slot = episode - first[shard];
                environment.step(slot, chooser.choose(environment, slot, episode, place[shard] + i));
                keepIfRunning(shard, episode);
            }
        });
    }

    /** Looks at every episode that was started by the last reset, its number also its place. */
    public void lookAtAll(Visit visit) {
        workers.run(environments.size(), shard -> {
            for (int e = started.nextSetBit(first[shard]);
                    e >= 0 && e < first[shard + 1];
                    e = started.nextSetBit(e + 1)) {
                visit.visit(environments.get(shard), e - first[shard], e, e);
            }
        });
    }
}
