package dwell.envs.families.maze;

/**
 * Shortest paths from the start to every cell by breadth-first search, a row of cells at a time. The oracle; the policy's
 * search never sees it.
 */
final class FloodFill {
    private final int[] reached = new int[Maze.STRIDE];
    private final int[] far = new int[Maze.STRIDE];
    /** Wave {@code steps} at {@code steps * STRIDE + row}: the cells that many steps from the start. */
    private final int[] waves;

    private int size;
    private int last;

    FloodFill(int largestSize) {
        waves = new int[(largestSize * largestSize + 1) * Maze.STRIDE];
    }

    /**
     * Floods a maze from its start.
     *
     * @param least at least 1
     * @return how many cells are {@code least} steps from the start or farther
     */
    int flood(Maze maze, int least) {
        size = maze.size;
        int[] open = maze.open;
        for (int row = 0; row <= size + 1; row++) {
            reached[row] = far[row] = waves[row] = 0;
        }
        int low = Maze.row(maze.start);
        int high = low;
        waves[low] = reached[low] = 1 << Maze.column(maze.start);
        last = 0;
        for (int steps = 1, any = 1; any != 0; steps++) {
            if (steps == least) {
                System.arraycopy(reached, 1, far, 1, size);
            }
            low = Math.max(1, low - 1);
            high = Math.min(size, high + 1);
            any = advance(steps * Maze.STRIDE, low, high, open);
            last = any == 0 ? last : steps;
        }
        int count = 0;
        for (int row = 1; row <= size; row++) {
            far[row] = last < least ? 0 : reached[row] & ~far[row];
            count += Integer.bitCount(far[row]);
        }
        return count;
    }

    /** Writes the wave at {@code at} from the one before; returns 0 if it is empty. The rows around it are cleared. */
    private int advance(int at, int low, int high, int[] open) {
        int before = at - Maze.STRIDE;
        int above = waves[before + low - 1];
        int here = waves[before + low];
        int any = 0;
        waves[at + low - 1] = 0;
        waves[at + Math.max(0, low - 2)] = 0;
        for (int row = low; row <= high; row++) {
            int below = waves[before + row + 1];
            int wave = (here << 1 | here >>> 1 | above | below) & open[row] & ~reached[row];
            waves[at + row] = wave;
            reached[row] |= wave;
            any |= wave;
            above = here;
            here = below;
        }
        waves[at + high + 1] = 0;
        waves[at + Math.min(size + 1, high + 2)] = 0;
        return any;
    }

    /** Cell {@code index} of those that {@link #flood} counted, row by row. */
    int farCell(int index) {
        int left = index;
        int row = 1;
        for (int cells; left >= (cells = Integer.bitCount(far[row])); row++) {
            left -= cells;
        }
        return Maze.cell(row, column(far[row], left));
    }

    /** The column of set bit {@code index} of a row. */
    static int column(int row, int index) {
        int bits = row;
        for (int i = 0; i < index; i++) {
            bits &= bits - 1;
        }
        return Integer.numberOfTrailingZeros(bits);
    }

    /** Steps of the shortest path from the start to a cell that is reached. */
    int steps(int cell) {
        int steps = last;
        while ((waves[steps * Maze.STRIDE + Maze.row(cell)] >>> Maze.column(cell) & 1) == 0) {
            steps--;
        }
        return steps;
    }
}
