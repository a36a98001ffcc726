package dwell.envs.families.maze;

import dwell.envs.process.Feature;
import java.util.List;

/** The numbers that a policy is given: what its own search and its own map show, never the shortest path. */
final class MazeObservation {
    static final List<Feature> FEATURES = List.of(
            new Feature("thinks", 0, 1, "thinks so far / maxThinks"),
            new Feature("searched", 0, 1, "nodes expanded / open cells, at most 1"),
            new Feature("found", 0, 1, "whether a path is found"),
            new Feature("proven", 0, 1, "whether the path found is proven shortest"),
            new Feature("excess", 0, 1, "share of the found path beyond the distance without walls; 0 before"),
            new Feature("gap", 0, 1, "share of the found path beyond the proven lower bound; 0 before"),
            new Feature("gain", 0, 1, "share by which the last think shortened the found path"),
            new Feature("detour", 0, 1, "share of the proven lower bound beyond the distance without walls"),
            new Feature("remaining", 0, 1, "distance from the next node to the goal h, as h / (h + that of the start)"),
            new Feature("progress", 0, 1, "share of the next node's g + h already walked; 1 once a path is found"),
            new Feature("nextDetour", 0, 1, "share of the next node's g + h beyond the start's distance"),
            new Feature("nearest", 0, 1, "distance of the nearest node seen / the start's"),
            new Feature("approach", 0, 1, "how much that fell in the last think"),
            new Feature("frontier", 0, 1, "open nodes / (4 size of the maze), at most 1"),
            new Feature("free", 0, 1, "(1 - shown density)^(h - 1): chance that the walk on is free; 1 once found"),
            new Feature("distance", 0, 1, "distance from start to goal without walls / 58"),
            new Feature("size", 0, 1, "size that the item shows / 30"),
            new Feature("density", 0, 1, "share of walls that the item shows"),
            Feature.ONE);

    private static final int FARTHEST = 2 * (MazeParameters.LARGEST - 1);

    private MazeObservation() {}

    /**
     * Writes the features.
     *
     * @param thinks thinks so far / maxThinks
     * @param previousLength of the found path before the last think, {@link MazeSearch#NONE} where none was
     * @param previousNearest distance of the nearest node seen before the last think
     */
    static void write(
            Maze maze,
            MazeSearch search,
            double thinks,
            int previousLength,
            int previousNearest,
            float[] out,
            int offset) {
        int straight = maze.distance(maze.start);
        boolean found = search.length() != MazeSearch.NONE;
        int length = search.length();
        int lower = search.lowerBound();
        int next = search.next();
        int remaining = found ? 0 : maze.distance(next);
        int through = found ? length : search.cost(next) + remaining;
        int at = offset;
        out[at++] = (float) thinks;
        out[at++] = Math.min(1, (float) search.expanded() / maze.openCells);
        out[at++] = found ? 1 : 0;
        out[at++] = found && lower == length ? 1 : 0;
        out[at++] = found ? (float) (length - straight) / length : 0;
        out[at++] = found ? (float) (length - lower) / length : 0;
        out[at++] = previousLength == MazeSearch.NONE ? 0 : (float) (previousLength - length) / previousLength;
        out[at++] = (float) (lower - straight) / lower;
        out[at++] = (float) remaining / (remaining + straight);
        out[at++] = (float) (through - remaining) / through;
        out[at++] = (float) (through - straight) / through;
        out[at++] = (float) search.nearest() / straight;
        out[at++] = (float) (previousNearest - search.nearest()) / straight;
        out[at++] = Math.min(1, search.openNodes() / (4f * maze.size));
        out[at++] = found ? 1 : (float) power(1 - maze.shownDensity, remaining - 1);
        out[at++] = (float) straight / FARTHEST;
        out[at++] = (float) maze.shownSize / MazeParameters.LARGEST;
        out[at++] = (float) maze.shownDensity;
        out[at] = 1;
    }

    /** By repeated squaring, faster than {@link Math#pow}; 1 where the exponent is not positive. */
    private static double power(double base, int exponent) {
        double result = 1;
        double square = base;
        for (int left = exponent; left > 0; left >>= 1) {
            result = (left & 1) == 1 ? result * square : result;
            square *= square;
        }
        return result;
    }
}
