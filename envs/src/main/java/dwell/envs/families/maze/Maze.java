package dwell.envs.families.maze;

import dwell.envs.random.RandomKey;

/**
 * A grid of open cells and walls with a start and a goal; filled again for every item. Rows and columns count from 1, so
 * that a border of walls surrounds the grid; a cell is {@code 32 row + column}.
 */
final class Maze {
    static final int STRIDE = 32;

    private static final long ROOT = 0x4D415A45L;

    /** By row, one bit a column, set where the cell is open. Row 0 and those after {@code size} have none. */
    final int[] open = new int[STRIDE];

    int level;
    int size;
    int start;
    int goal;
    /** Open cells, start and goal among them. */
    int openCells;
    /** Steps of the shortest path. */
    int shortest;
    /** Size as the item shows it. */
    int shownSize;
    /** Share of walls as the item shows it. */
    double shownDensity;

    /** All cells of a maze of a size, its border too, are below this. */
    static int cells(int size) {
        return (size + 2) * STRIDE;
    }

    static int cell(int row, int column) {
        return row * STRIDE + column;
    }

    static int row(int cell) {
        return cell / STRIDE;
    }

    static int column(int cell) {
        return cell % STRIDE;
    }

    boolean isOpen(int cell) {
        return (open[row(cell)] >>> column(cell) & 1) == 1;
    }

    /** Steps from a cell to the goal if there were no walls. */
    int distance(int cell) {
        return Math.abs(row(cell) - row(goal)) + Math.abs(column(cell) - column(goal));
    }

    /** Hash of size and walls. Decides on which side of the split a maze lies, as in Searchformer. */
    long wallHash() {
        long hash = RandomKey.child(ROOT, size);
        for (int row = 1; row <= size; row += 2) {
            hash = RandomKey.child(hash, (long) open[row] << Integer.SIZE | open[row + 1]);
        }
        return hash;
    }

    /** Hash of all that the maze is: size, walls, start and goal. */
    long hash() {
        return RandomKey.child(wallHash(), (long) start << Integer.SIZE | goal);
    }

    /** The maze as text: one line a row, {@code #} a wall, {@code .} an open cell, {@code S} and {@code G}. */
    String picture() {
        StringBuilder text = new StringBuilder();
        for (int row = 1; row <= size; row++) {
            for (int column = 1; column <= size; column++) {
                int cell = cell(row, column);
                text.append(cell == start ? 'S' : cell == goal ? 'G' : isOpen(cell) ? '.' : '#');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
