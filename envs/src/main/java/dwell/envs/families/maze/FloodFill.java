package dwell.envs.families.maze;

/** Shortest paths by breadth-first search, a row of cells at a time. The oracle; the policy's search never sees it. */
final class FloodFill {
    private final int[] reached = new int[Maze.STRIDE];
    private int[] edge = new int[Maze.STRIDE];
    private int[] next = new int[Maze.STRIDE];

    /** Steps of the shortest path from start to goal; -1 where there is none. */
    int shortest(Maze maze) {
        int size = maze.size;
        int[] open = maze.open;
        for (int row = 0; row <= size + 1; row++) {
            reached[row] = edge[row] = next[row] = 0;
        }
        int goalRow = Maze.row(maze.goal);
        int goalBit = 1 << Maze.column(maze.goal);
        int low = Maze.row(maze.start);
        int high = low;
        edge[low] = reached[low] = 1 << Maze.column(maze.start);
        int any = 1;
        for (int steps = 0; any != 0; steps++) {
            if ((edge[goalRow] & goalBit) != 0) {
                return steps;
            }
            low = Math.max(1, low - 1);
            high = Math.min(size, high + 1);
            any = 0;
            for (int row = low; row <= high; row++) {
                int here = edge[row];
                int wave = (here << 1 | here >>> 1 | edge[row - 1] | edge[row + 1]) & open[row] & ~reached[row];
                next[row] = wave;
                any |= wave;
            }
            for (int row = low; row <= high; row++) {
                reached[row] |= next[row];
            }
            int[] swap = edge;
            edge = next;
            next = swap;
        }
        return -1;
    }
}
