package dwell.envs.process;

import java.util.Arrays;

/**
 * Where a {@link Simulator} writes. Reused over episodes, grows as needed, confined to one thread. Decisions of successive
 * episodes lie one behind the other; the facts of the last episode are overwritten by the next.
 */
public final class EpisodeTape {
    int[] decisions;
    int size;
    int terminal;
    int thinks;
    double compute;
    int missingRow;

    /** A tape with room for so many decisions before it has to grow. */
    public EpisodeTape(int capacity) {
        this.decisions = new int[Math.max(capacity, 64)];
    }

    /** Forgets all decisions. */
    public void clear() {
        size = 0;
    }

    /** Number of decisions written since the last {@link #clear}. */
    public int size() {
        return size;
    }

    /**
     * The decisions written, each {@code row * actions + action}; only the first {@link #size()} count. Owned by the tape and
     * replaced when it grows.
     */
    public int[] decisions() {
        return decisions;
    }

    /** Terminal of the last episode, see {@link CompiledProcess#endingOf} and {@link CompiledProcess#verdictOf}. */
    public int terminal() {
        return terminal;
    }

    /** Deliberate actions chosen in the last episode. */
    public int thinks() {
        return thinks;
    }

    /** Compute units spent in the last episode. */
    public double compute() {
        return compute;
    }

    /** The row without probabilities that stopped the last call of {@link Simulator#run}. */
    public int missingRow() {
        return missingRow;
    }

    int[] grow() {
        decisions = Arrays.copyOf(decisions, 2 * decisions.length);
        return decisions;
    }
}
