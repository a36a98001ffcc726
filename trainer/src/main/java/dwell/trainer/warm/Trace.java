package dwell.trainer.warm;

import java.util.Arrays;

/** The decisions of one episode of a teacher, in order. Reused from episode to episode; confined to one thread. */
public final class Trace {
    private final int actions;
    private int size;
    private int[] row = new int[16];
    private int[] action = new int[16];
    private int[] shortcut = new int[16];
    private double[] right = new double[16];
    private double[] logProbability = new double[16];
    private boolean[] legal;
    int terminal;
    int thinks;
    double compute;

    Trace(int actions) {
        this.actions = actions;
        this.legal = new boolean[16 * actions];
    }

    void clear() {
        size = 0;
        thinks = 0;
        compute = 0;
    }

    /**
     * Appends a decision.
     *
     * @param atRow the row that is shown
     * @param taken the action
     * @param logOfTaken log-probability with which the teacher takes it
     * @param atShortcut see {@link Teacher#shortcut}
     * @param rightHere see {@link Teacher#right}; NaN where it is not known
     * @return where the actions' legality is to be written, from {@code position() * actions}
     */
    boolean[] add(int atRow, int taken, double logOfTaken, int atShortcut, double rightHere) {
        if (size == row.length) {
            int capacity = 2 * size;
            row = Arrays.copyOf(row, capacity);
            action = Arrays.copyOf(action, capacity);
            shortcut = Arrays.copyOf(shortcut, capacity);
            right = Arrays.copyOf(right, capacity);
            logProbability = Arrays.copyOf(logProbability, capacity);
            legal = Arrays.copyOf(legal, capacity * actions);
        }
        row[size] = atRow;
        action[size] = taken;
        shortcut[size] = atShortcut;
        right[size] = rightHere;
        logProbability[size] = logOfTaken;
        size++;
        return legal;
    }

    /** Number of decisions. */
    public int size() {
        return size;
    }

    /** The row that the policy sees at a decision. */
    public int row(int decision) {
        return row[decision];
    }

    /** The action taken at a decision. */
    public int action(int decision) {
        return action[decision];
    }

    /** Log-probability with which the teacher took it, nats. */
    public double logProbability(int decision) {
        return logProbability[decision];
    }

    /** How the episode ended, see {@link dwell.envs.process.CompiledProcess#terminal}; of a process only. */
    public int terminal() {
        return terminal;
    }

    /** Deliberate actions chosen. */
    public int thinks() {
        return thinks;
    }

    /** Compute spent, forced moves included; of a process only. */
    public double compute() {
        return compute;
    }

    int shortcut(int decision) {
        return shortcut[decision];
    }

    double right(int decision) {
        return right[decision];
    }

    boolean legal(int decision, int ofAction) {
        return legal[decision * actions + ofAction];
    }
}
