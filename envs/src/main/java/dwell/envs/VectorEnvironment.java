package dwell.envs;

import java.util.List;

/**
 * Many episodes side by side, one to a slot, for environments that are stepped rather than compiled. There is no automatic
 * reset: an ended slot stays ended until it is reset, and cannot be stepped.
 *
 * <p>An episode is a pure function of its item key, its episode key and the actions taken. Slots are independent of each
 * other. Implementations are confined to one thread.
 */
public interface VectorEnvironment {
    int slots();

    /** The names of the difficulty levels, easiest first. */
    List<String> levels();

    List<Action> actions();

    int featureCount();

    /** Starts an episode and carries out forced moves until the first decision or the end. */
    void reset(int slot, long itemKey, long episodeKey);

    /** Whether the slot waits for a decision. */
    boolean running(int slot);

    /**
     * Writes what the policy sees now. Two calls between two steps write the same.
     *
     * @param out written from {@code offset}, length {@link #featureCount()}; owned by the caller
     * @throws IllegalStateException if the slot is not running
     */
    void observe(int slot, float[] out, int offset);

    /**
     * Index of what is observed now among the distinct observations of the environment; -1 where it has no table of them.
     */
    default int row(int slot) {
        return -1;
    }

    /** Whether an action can be taken now. */
    boolean legal(int slot, int action);

    /**
     * The uniform number in [0, 1) with which the action of the next step is to be drawn, so that every collector of one
     * run draws the same actions.
     */
    double actionDraw(int slot);

    /**
     * Takes an action and carries out forced moves until the next decision or the end.
     *
     * @throws IllegalStateException if the slot is not running
     * @throws IllegalArgumentException if the action is not legal
     */
    void step(int slot, int action);

    /** The facts of an ended episode. Allocates; not for every step. */
    Outcome outcome(int slot);

    /**
     * An upper bound on the expected utility of any policy, also of one that were told everything about the slot's item. May be
     * asked for while the slot runs and after it has ended; NaN where no bound is known.
     */
    default double utilityBound(int slot, Stakes stakes) {
        return Double.NaN;
    }
}
