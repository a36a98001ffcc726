package dwell.envs.families.maze;

import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.process.HiddenClass;
import dwell.envs.random.RandomKey;

/**
 * Draws the maze of an item key. Level and cue are drawn once; then whole mazes are drawn until one has a path, long enough,
 * and lies on the wanted side of the split. Everything is a function of the key.
 */
final class MazeDrawing {
    private static final int MAX_TRIES = 20_000;
    private static final int DENSITY_BITS = 8;

    private final MazeParameters parameters;
    private final Side side;
    private final int levels;
    private final int[] sizes;
    private final int[] thresholds;
    private final double[] cumulative;
    private final FloodFill flood = new FloodFill(MazeParameters.LARGEST);

    MazeDrawing(MazeParameters parameters, Side side) {
        this.parameters = parameters;
        this.side = side;
        this.levels = parameters.sizes().size();
        this.sizes = parameters.sizes().stream().mapToInt(Integer::intValue).toArray();
        this.thresholds = parameters.densities().stream()
                .mapToInt(density -> (int) Math.round(density * (1 << DENSITY_BITS)))
                .toArray();
        this.cumulative = new double[levels];
        double total = 0;
        for (int level = 0; level < levels; level++) {
            total += HiddenClass.weightOf(parameters.weights(), level);
            cumulative[level] = total;
        }
    }

    /**
     * Fills a maze with the item of a key.
     *
     * @throws IllegalArgumentException if no maze of the level is found
     */
    void draw(long itemKey, Maze out) {
        double u = RandomKey.uniform(itemKey, 0) * cumulative[levels - 1];
        int level = 0;
        while (level < levels - 1 && u >= cumulative[level]) {
            level++;
        }
        draw(itemKey, level, out);
    }

    /** Fills a maze with an item of a given level. */
    void draw(long itemKey, int level, Maze out) {
        out.level = level;
        out.size = sizes[level];
        int least = Math.max(1, (int) Math.ceil(parameters.leastPath() * (out.size - 1) - 1e-9));
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            long key = RandomKey.child(itemKey, attempt);
            scatter(key, thresholds[level], out);
            if (out.openCells > 1 && onSide(out.wallHash()) && place(key, least, out)) {
                show(itemKey, out);
                return;
            }
        }
        throw new IllegalArgumentException(
                "no maze of level %s with a path of at least %d steps was found in %d tries; lower densities or leastPath"
                        .formatted(parameters.levels().get(level), least, MAX_TRIES));
    }

    /** Draws the start among the open cells and the goal among those that are far enough from it; false where none is. */
    private boolean place(long key, int least, Maze out) {
        int left = RandomKey.below(key, 0, out.openCells);
        int row = 1;
        for (int cells; left >= (cells = Integer.bitCount(out.open[row])); row++) {
            left -= cells;
        }
        out.start = Maze.cell(row, FloodFill.bit(out.open[row], left));
        int goals = flood.flood(out, least);
        if (goals == 0) {
            return false;
        }
        out.goal = flood.farCell(RandomKey.below(key, 1, goals));
        out.shortest = flood.steps(out.goal);
        return true;
    }

    private boolean onSide(long wallHash) {
        boolean heldOut = RandomKey.uniform(wallHash, 0) < parameters.heldOutShare();
        return heldOut == (side == Side.HELD_OUT);
    }

    /** Every cell is a wall with the level's density. */
    private static void scatter(long key, int threshold, Maze out) {
        int size = out.size;
        int mask = (1 << size) - 1;
        int perWord = Long.SIZE / size;
        long counter = 2;
        long walls = 0;
        for (int row = 1; row <= size; row++) {
            int place = (row - 1) % perWord;
            if (place == 0) {
                walls = walls(key, counter, threshold);
                counter += DENSITY_BITS;
            }
            out.open[row] = (~(int) (walls >>> place * size) & mask) << 1;
        }
        out.open[size + 1] = 0;
        out.openCells = 0;
        for (int row = 1; row <= size; row++) {
            out.openCells += Integer.bitCount(out.open[row]);
        }
    }

    /** 64 bits, each set with probability {@code threshold / 2^8}: Horner's rule on the threshold's binary digits. */
    private static long walls(long key, long counter, int threshold) {
        long bits = 0;
        for (int digit = Integer.numberOfTrailingZeros(threshold | 1 << DENSITY_BITS); digit < DENSITY_BITS; digit++) {
            long random = RandomKey.bits(key, counter + digit);
            bits = (threshold >>> digit & 1) == 1 ? bits | random : bits & random;
        }
        return bits;
    }

    private void show(long itemKey, Maze out) {
        if (RandomKey.uniform(itemKey, 1) < parameters.cueReliability()) {
            out.shownSize = out.size;
            out.shownDensity = 1 - (double) out.openCells / (out.size * out.size);
        } else {
            int other = RandomKey.below(itemKey, 2, levels);
            out.shownSize = sizes[other];
            out.shownDensity = (double) thresholds[other] / (1 << DENSITY_BITS);
        }
    }
}
