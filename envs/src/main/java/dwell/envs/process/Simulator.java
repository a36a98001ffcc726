package dwell.envs.process;

import dwell.envs.random.RandomKey;

/**
 * Episodes of a compiled process by table lookup. Immutable and thread-safe; what changes is the caller's
 * {@link EpisodeTape}.
 *
 * <p>An episode is a pure function of its key. Step {@code t}, forced moves included, draws its reading at counter
 * {@code 3t}, its action at {@code 3t + 1} and its branch at {@code 3t + 2}, so that {@link ProcessEnvironment}, which asks
 * for actions one at a time, walks the same episodes.
 */
public final class Simulator {
    private final CompiledProcess process;
    private final int actions;
    private final boolean blurred;
    private final int[] choiceBegin;
    private final int[] choiceOf;
    private final int[] branchBegin;
    private final int[] branchTarget;
    private final int[] stateRow;
    private final int[] chosenThinks;
    private final double[][] compute;
    private final double[][] branchCumulative;
    private final double[] readingCumulative;

    public Simulator(CompiledProcess process) {
        this.process = process;
        this.actions = process.actionCount();
        this.choiceBegin = process.choiceBegin;
        this.choiceOf = process.choiceOf;
        this.branchBegin = process.branchBegin;
        this.branchTarget = process.branchTarget;
        this.compute = process.compute;
        this.stateRow = new int[process.stateCount()];
        this.chosenThinks = new int[process.choiceCount()];
        this.readingCumulative = new double[process.readingRow.length];
        boolean anyBlurred = false;
        for (int s = 0; s < stateRow.length; s++) {
            int first = process.readingBegin[s];
            int last = process.readingBegin[s + 1];
            stateRow[s] = first < last ? process.readingRow[first] : -1;
            anyBlurred |= last - first > 1;
            accumulate(process.readingProbability, first, last, readingCumulative);
            for (int k = choiceBegin[s]; k < choiceBegin[s + 1]; k++) {
                int action = process.choiceAction[k];
                boolean deliberates = action >= 0
                        && process.isDecision(s)
                        && process.actions().get(action).kind().deliberates();
                chosenThinks[k] = deliberates ? 1 : 0;
            }
        }
        this.blurred = anyBlurred;
        this.branchCumulative = new double[process.classCount()][branchTarget.length];
        for (int c = 0; c < process.classCount(); c++) {
            for (int k = 0; k < process.choiceCount(); k++) {
                accumulate(process.probability[c], branchBegin[k], branchBegin[k + 1], branchCumulative[c]);
            }
        }
    }

    /** Cumulative probabilities with the last possible entry, and all after it, at 1: a draw below 1 always lands. */
    private static void accumulate(double[] probability, int first, int last, double[] out) {
        double sum = 0;
        int possible = first;
        for (int i = first; i < last; i++) {
            sum += probability[i];
            out[i] = sum;
            if (probability[i] > 0) {
                possible = i;
            }
        }
        for (int i = possible; i < last; i++) {
            out[i] = 1;
        }
    }

    /**
     * Writes what {@link #run} looks actions up in.
     *
     * @param probabilities action probabilities of one row, from {@code offset}, 0 for actions that are not legal
     * @param row the observation row
     * @param cumulative shape [rows x actions]; written from {@code row * actions}
     */
    public void setRow(double[] probabilities, int offset, int row, double[] cumulative) {
        double sum = 0;
        int possible = 0;
        for (int a = 0; a < actions; a++) {
            sum += probabilities[offset + a];
            cumulative[row * actions + a] = sum;
            if (process.rowLegal[row * actions + a]) {
                possible = a;
            }
        }
        for (int a = possible; a < actions; a++) {
            cumulative[row * actions + a] = 1;
        }
    }

    /**
     * Runs one episode to its end and appends its decisions to the tape.
     *
     * @param key the episode's stream
     * @param hiddenClass the item's class
     * @param startState the item's start state
     * @param cumulative shape [rows x actions], written by {@link #setRow}; NaN where a row has no probabilities yet
     * @return false if the episode met a row without probabilities: then {@link EpisodeTape#missingRow()} names it and the
     *     tape is as it was
     */
    public boolean run(long key, int hiddenClass, int startState, double[] cumulative, EpisodeTape tape) {
        double[] branches = branchCumulative[hiddenClass];
        double[] cost = compute[hiddenClass];
        int[] decisions = tape.decisions;
        int size = tape.size;
        int thinks = 0;
        double spent = 0;
        int state = startState;
        long counter = 0;
        while (true) {
            int row = stateRow[state];
            int choice;
            if (row < 0) {
                choice = choiceBegin[state];
            } else {
                if (blurred) {
                    row = read(state, key, counter);
                }
                int base = row * actions;
                double u = RandomKey.uniform(key, counter + 1);
                int action = 0;
                double threshold = cumulative[base];
                if (threshold != threshold) {
                    tape.missingRow = row;
                    return false;
                }
                while (u >= cumulative[base + action]) {
                    action++;
                }
                if (size == decisions.length) {
                    decisions = tape.grow();
                }
                decisions[size++] = base + action;
                choice = choiceOf[state * actions + action];
            }
            thinks += chosenThinks[choice];
            spent += cost[choice];
            int branch = branchBegin[choice];
            double u = RandomKey.uniform(key, counter + 2);
            while (u >= branches[branch]) {
                branch++;
            }
            counter += 3;
            int target = branchTarget[branch];
            if (target < 0) {
                tape.terminal = -1 - target;
                break;
            }
            state = target;
        }
        tape.size = size;
        tape.thinks = thinks;
        tape.compute = spent;
        return true;
    }

    private int read(int state, long key, long counter) {
        int reading = process.readingBegin[state];
        double u = RandomKey.uniform(key, counter);
        while (u >= readingCumulative[reading]) {
            reading++;
        }
        return process.readingRow[reading];
    }

    /** The reading of a decision state at a step; the row that the policy sees. */
    int rowAt(int state, long key, long step) {
        return read(state, key, 3 * step);
    }

    /** The branch that a choice takes at a step. */
    int branchAt(int choice, int hiddenClass, long key, long step) {
        int branch = branchBegin[choice];
        double u = RandomKey.uniform(key, 3 * step + 2);
        while (u >= branchCumulative[hiddenClass][branch]) {
            branch++;
        }
        return branch;
    }

    /** The uniform number with which the action of a step is to be drawn from cumulative probabilities. */
    public static double actionDraw(long key, long step) {
        return RandomKey.uniform(key, 3 * step + 1);
    }

    int chosenThinks(int choice) {
        return chosenThinks[choice];
    }
}
