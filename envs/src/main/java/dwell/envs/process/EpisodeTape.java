package dwell.envs.process;

import java.util.Arrays;

/**
 * Where a {@link Simulator} writes. Reused over episodes, grows as needed, confined to one thread. Decisions of successive
 * episodes lie one behind the other; the facts of the last episode are overwritten by the next.
 */
public final class EpisodeTape {
    static final int BLOCK = 8;
    /** Part of a tally that counts decisions; what is above it counts thinks. */
    static final int DECISIONS = Integer.MAX_VALUE;

    int[] decisions;
    int size;
    int terminal;
    int thinks;
    double compute;
    int missingRow;

    // One group under way, by member; written by Simulator.runGroup.
    int members;
    long[] keys = new long[0];
    long[] positions;
    int[] classes;
    double[] spent;
    long[] tallies;
    int[] alive;
    int running;
    long[] actionBits;
    long[] branchBits;
    int[] scratch = new int[0];
    private int[] end;
    private int[] missingRows;
    private boolean complete;

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

    /** Terminal of a member of the last group. */
    public int memberTerminal(int member) {
        return -1 - (int) positions[member];
    }

    /** Deliberate actions chosen by a member of the last group. */
    public int memberThinks(int member) {
        return (int) (tallies[member] >>> 31);
    }

    /** Compute units spent by a member of the last group. */
    public double memberCompute(int member) {
        return spent[member];
    }

    /**
     * Where the decisions of a member of the last group end; they begin where those of the member before end. A member that
     * did not get past a row without probabilities has none.
     */
    public int memberEnd(int member) {
        return end[member];
    }

    /** The row without probabilities that a member of the last groups met and did not get past; -1 if it ended. */
    public int memberMissingRow(int member) {
        return missingRows[member];
    }

    int[] grow() {
        decisions = Arrays.copyOf(decisions, 2 * decisions.length);
        return decisions;
    }

    /** Makes room for a group in which a member takes fewer than {@code stride} decisions. */
    void open(int size, int stride) {
        if (keys.length < size) {
            keys = new long[size];
            positions = new long[size];
            classes = new int[size];
            spent = new double[size];
            tallies = new long[size];
            alive = new int[size];
            actionBits = new long[size];
            branchBits = new long[size];
            end = new int[size];
            missingRows = new int[size];
        }
        if (scratch.length < size * stride) {
            scratch = new int[size * stride];
        }
        members = size;
        complete = true;
        Arrays.fill(missingRows, 0, size, -1);
    }

    void miss(int member, int row) {
        missingRows[member] = row;
        complete = false;
    }

    /** Appends the decisions of the members that ended one behind the other; true if all did. */
    boolean close(int stride) {
        int to = size;
        int[] decisions = this.decisions;
        for (int m = 0; m < members; m++) {
            int count = missingRows[m] < 0 ? (int) tallies[m] & DECISIONS : 0;
            while (decisions.length < to + count + BLOCK) {
                decisions = grow();
            }
            // Whole blocks: what is copied too much is overwritten by the next member or lies beyond the size.
            int from = m * stride;
            for (int copied = 0; copied < count; copied += BLOCK) {
                System.arraycopy(scratch, from + copied, decisions, to + copied, BLOCK);
            }
            to += count;
            end[m] = to;
        }
        size = to;
        return complete;
    }
}
