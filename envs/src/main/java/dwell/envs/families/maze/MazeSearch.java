package dwell.envs.families.maze;

import java.util.Arrays;

/**
 * Anytime weighted A* (Hansen and Zhou 2007) on the policy's map, with the distance without walls as heuristic h. Nodes are
 * expanded in the order of g + weight h; a node is opened again when a shorter way to it is found. The first path found costs at
 * most weight times the shortest; the search goes on, without the nodes whose g + h is not below the length of the best path,
 * until none is left and the path is proven shortest.
 */
final class MazeSearch {
    static final int NONE = Integer.MAX_VALUE;

    private static final int[] STEPS = {-Maze.STRIDE, -1, 1, Maze.STRIDE};

    private final int weight;
    private final Frontier frontier;
    /** By cell, the length of the best known way to it plus 1; 0 where none is known. */
    private final short[] costs;
    /** By cell, the step that led to it. */
    private final byte[] arrivals;

    private Maze maze;
    private int length;
    private int expanded;
    private int nearest;

    /**
     * A search for mazes up to a size.
     *
     * @param weight of the heuristic, in tenths
     */
    MazeSearch(int weight, int largestSize) {
        this.weight = weight;
        this.frontier = new Frontier(largestSize);
        this.costs = new short[Maze.cells(largestSize)];
        this.arrivals = new byte[Maze.cells(largestSize)];
    }

    /** Starts anew. The maze is read, not copied. */
    void begin(Maze searched) {
        maze = searched;
        frontier.clear();
        Arrays.fill(costs, 0, Maze.cells(maze.size), (short) 0);
        length = NONE;
        expanded = 0;
        nearest = maze.distance(maze.start);
        costs[maze.start] = 1;
        frontier.put(Frontier.entry(weight * nearest, nearest, maze.start));
    }

    /** Expands up to so many nodes; fewer where no more are left. */
    void expand(int nodes) {
        for (int i = 0; i < nodes && frontier.count() > 0; i++) {
            open(frontier.pop());
            prune();
        }
    }

    private void open(int entry) {
        expanded++;
        int cell = Frontier.cell(entry);
        int cost = costs[cell];
        for (int direction = 0; direction < STEPS.length; direction++) {
            int next = cell + STEPS[direction];
            if (!maze.isOpen(next) || costs[next] != 0 && costs[next] <= cost + 1) {
                continue;
            }
            costs[next] = (short) (cost + 1);
            arrivals[next] = (byte) direction;
            int distance = maze.distance(next);
            nearest = Math.min(nearest, distance);
            if (next == maze.goal) {
                length = Math.min(length, walkTo(next));
            } else if (cost + distance < length) {
                frontier.put(Frontier.entry(10 * cost + weight * distance, distance, next));
            }
        }
    }

    /** Takes away nodes at the top that cannot lead to a path shorter than the one found. */
    private void prune() {
        while (frontier.count() > 0 && bound(frontier.at(0)) >= length) {
            frontier.pop();
        }
    }

    private int bound(int entry) {
        return costs[Frontier.cell(entry)] - 1 + Frontier.distance(entry);
    }

    /** Steps of the known way from the start to a reached cell; at most the cost it was reached with. */
    int walkTo(int cell) {
        int steps = 0;
        for (int at = cell; at != maze.start; at -= STEPS[arrivals[at]]) {
            steps++;
        }
        return steps;
    }

    /** Steps of the best path found, which is remembered as it was; {@link #NONE} before one is. */
    int length() {
        return length;
    }

    /** A lower bound on the shortest path, from what was searched: equal to {@link #length} once that is proven shortest. */
    int lowerBound() {
        int least = length;
        for (int i = 0; i < frontier.count(); i++) {
            least = Math.min(least, bound(frontier.at(i)));
        }
        return least;
    }

    /** Open nodes that may lead to a path shorter than the one found. */
    int openNodes() {
        if (length == NONE) {
            return frontier.count();
        }
        int nodes = 0;
        for (int i = 0; i < frontier.count(); i++) {
            nodes += bound(frontier.at(i)) < length ? 1 : 0;
        }
        return nodes;
    }

    /** Nodes expanded so far, those expanded again counted again. */
    int expanded() {
        return expanded;
    }

    /** Distance to the goal of the nearest cell seen. */
    int nearest() {
        return nearest;
    }

    /** The cell that would be expanded next; -1 where none is left. */
    int next() {
        return frontier.count() == 0 ? -1 : Frontier.cell(frontier.at(0));
    }

    /** Cost with which a reached cell was reached. */
    int cost(int cell) {
        return costs[cell] - 1;
    }
}
