package dwell.trainer.shaping;

import dwell.envs.process.CompiledProcess;

/** The items of a process by number: pairs of hidden class and start state, class after class. Immutable. */
public final class Items {
    private final int[][] starts;
    private final int[] first;

    private Items(int[][] starts, int[] first) {
        this.starts = starts;
        this.first = first;
    }

    /** The items of a process. */
    public static Items of(CompiledProcess process) {
        int[][] starts = new int[process.classCount()][];
        int[] first = new int[process.classCount() + 1];
        for (int c = 0; c < starts.length; c++) {
            starts[c] = process.startStates(c);
            first[c + 1] = first[c] + starts[c].length;
        }
        return new Items(starts, first);
    }

    /** How many there are. */
    public int count() {
        return first[first.length - 1];
    }

    /**
     * Number of the item of a hidden class and a start state.
     *
     * @throws IllegalArgumentException if the class does not start in the state
     */
    public int number(int hiddenClass, int startState) {
        int[] own = starts[hiddenClass];
        for (int i = 0; i < own.length; i++) {
            if (own[i] == startState) {
                return first[hiddenClass] + i;
            }
        }
        throw new IllegalArgumentException("hidden class %d has no start state %d".formatted(hiddenClass, startState));
    }
}
