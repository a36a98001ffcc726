package dwell.envs.families.maze;

import java.util.Arrays;

/**
 * Shortest paths from the start to every cell by breadth-first search, many cells at a time. The oracle; the policy's search
 * never sees it.
 *
 * <p>A band is a long that holds as many rows as fit, one after the other, each with a wall behind it so that neighbours in a
 * row are one bit apart and those in a column {@code size + 1}. Bands count from 1; the empty ones around them are the border.
 */
final class FloodFill {
    /** Open cells that are not reached yet. */
    private final long[] free;
    /** {@link #free} before the first cells that are far. */
    private final long[] far;
    /** Wave {@code steps} at {@code steps * stride}, a long a band: the cells that many steps from the start. */
    private final long[] waves;

    private int width;
    private int rowsPerBand;
    private int bands;
    private int stride;
    private int last;

    FloodFill(int largestSize) {
        int most = bands(largestSize) + 2;
        free = new long[most];
        far = new long[most];
        waves = new long[(largestSize * largestSize + 2) * most];
    }

    private static int bands(int size) {
        int rowsPerBand = Long.SIZE / (size + 1);
        return (size + rowsPerBand - 1) / rowsPerBand;
    }

    /**
     * Floods a maze from its start.
     *
     * @param least at least 1
     * @return how many cells are {@code least} steps from the start or farther
     */
    int flood(Maze maze, int least) {
        pack(maze);
        int row = Maze.row(maze.start) - 1;
        int low = 1 + row / rowsPerBand;
        int high = low;
        long start = 1L << row % rowsPerBand * width + Maze.column(maze.start) - 1;
        Arrays.fill(waves, 0, stride, 0);
        waves[low] = start;
        free[low] ^= start;
        last = 0;
        long any = 1;
        for (int steps = 1; any != 0; steps++) {
            if (steps == least) {
                System.arraycopy(free, 1, far, 1, bands);
            }
            int at = steps * stride;
            low = Math.max(1, low - 1);
            high = Math.min(bands, high + 1);
            any = advance(at, low, high);
            if (any != 0) {
                last = steps;
                while (waves[at + low] == 0) {
                    low++;
                }
                while (waves[at + high] == 0) {
                    high--;
                }
            }
        }
        int count = 0;
        for (int band = 1; band <= bands; band++) {
            far[band] = last < least ? 0 : far[band] & ~free[band];
            count += Long.bitCount(far[band]);
        }
        return count;
    }

    private void pack(Maze maze) {
        width = maze.size + 1;
        rowsPerBand = Long.SIZE / width;
        bands = bands(maze.size);
        stride = bands + 2;
        int row = 1;
        for (int band = 1; band <= bands; band++) {
            long cells = 0;
            for (int at = 0; at < rowsPerBand && row <= maze.size; at++, row++) {
                cells |= (long) (maze.open[row] >>> 1) << at * width;
            }
            free[band] = cells;
        }
    }

    /** Writes the wave at {@code at} from the one before; returns 0 if it is empty. */
    private long advance(int at, int low, int high) {
        int before = at - stride;
        int top = (rowsPerBand - 1) * width;
        long above = waves[before + low - 1];
        long here = waves[before + low];
        long any = 0;
        Arrays.fill(waves, at, at + stride, 0);
        for (int band = low; band <= high; band++) {
            long below = waves[before + band + 1];
            long near = here << 1 | here >>> 1 | here << width | here >>> width | above >>> top | below << top;
            long wave = near & free[band];
            waves[at + band] = wave;
            free[band] ^= wave;
            any |= wave;
            above = here;
            here = below;
        }
        return any;
    }

    /** Cell {@code index} of those that {@link #flood} counted, row by row. */
    int farCell(int index) {
        int left = index;
        int band = 1;
        for (int cells; left >= (cells = Long.bitCount(far[band])); band++) {
            left -= cells;
        }
        int bit = bit(far[band], left);
        return Maze.cell(1 + (band - 1) * rowsPerBand + bit / width, 1 + bit % width);
    }

    /** The place of set bit {@code index} of a word. */
    static int bit(long word, int index) {
        long bits = word;
        for (int i = 0; i < index; i++) {
            bits &= bits - 1;
        }
        return Long.numberOfTrailingZeros(bits);
    }

    /** Steps of the shortest path from the start to a cell that is reached. */
    int steps(int cell) {
        int row = Maze.row(cell) - 1;
        int band = 1 + row / rowsPerBand;
        int bit = row % rowsPerBand * width + Maze.column(cell) - 1;
        int steps = last;
        while ((waves[steps * stride + band] >>> bit & 1) == 0) {
            steps--;
        }
        return steps;
    }
}
