package dwell.envs.families.maze;

import dwell.envs.Stakes;
import dwell.envs.Verdict;

/**
 * One maze and what becomes of its search, think by think: what is observed after each number of thinks, and what an answer
 * would do then. Worked out as far as somebody has come. The search is deterministic, so all episodes of an item share one.
 */
final class Deliberation {
    private final MazeParameters parameters;
    private final int width = MazeObservation.FEATURES.size();
    private final Maze maze = new Maze();
    private final MazeSearch search;
    private final float[] features;
    private final boolean[] right;
    private final short[] moves;

    /** Slots that use this item now. */
    int users;

    private long key;
    /** The number of thinks up to which it is worked out. */
    private int known;

    Deliberation(MazeParameters parameters, int largestSize) {
        this.parameters = parameters;
        this.search = new MazeSearch((int) Math.round(10 * parameters.heuristicWeight()), largestSize);
        int stages = parameters.maxThinks() + 1;
        this.features = new float[stages * width];
        this.right = new boolean[stages];
        this.moves = new short[stages];
    }

    /** Draws the item of a key and searches nothing yet. */
    void begin(MazeDrawing drawing, long itemKey) {
        drawing.draw(itemKey, maze);
        key = itemKey;
        search.begin(maze);
        known = 0;
        note(MazeSearch.NONE, search.nearest());
    }

    long key() {
        return key;
    }

    Maze maze() {
        return maze;
    }

    /** Works it out up to a number of thinks. */
    void reach(int thinks) {
        while (known < thinks) {
            int length = search.length();
            int nearest = search.nearest();
            search.expand(parameters.expansions());
            known++;
            note(length, nearest);
        }
    }

    private void note(int previousLength, int previousNearest) {
        double thinks = (double) known / Math.max(1, parameters.maxThinks());
        MazeObservation.write(maze, search, thinks, previousLength, previousNearest, features, known * width);
        answer();
    }

    /**
     * The path found; before one is found the way to the next node and then straight on, always along the axis on which the
     * goal is farther (along the row where both are equal), up to the goal or the first wall.
     */
    private void answer() {
        int steps;
        boolean arrives = true;
        if (search.length() != MazeSearch.NONE) {
            steps = search.length();
        } else {
            int cell = search.next();
            steps = search.walkTo(cell);
            while (cell != maze.goal) {
                int down = Maze.row(maze.goal) - Maze.row(cell);
                int right = Maze.column(maze.goal) - Maze.column(cell);
                cell += Math.abs(down) > Math.abs(right) ? Integer.signum(down) * Maze.STRIDE : Integer.signum(right);
                if (!maze.isOpen(cell)) {
                    arrives = false;
                    break;
                }
                steps++;
            }
        }
        moves[known] = (short) steps;
        right[known] = arrives && steps <= (1 + parameters.slack()) * maze.shortest + 1e-9;
    }

    void observe(int thinks, float[] out, int offset) {
        System.arraycopy(features, thinks * width, out, offset, width);
    }

    /** What an answer after a reached number of thinks is. */
    Verdict verdict(int thinks) {
        return right[thinks] ? Verdict.CORRECT : Verdict.WRONG;
    }

    /** Compute of a reached number of thinks and of the answer after them. */
    double compute(int thinks) {
        return thinkCompute(thinks) + moves[thinks] * parameters.moveCompute();
    }

    double thinkCompute(int thinks) {
        return (double) thinks * parameters.expansions();
    }

    /** Utility of answering after a number of thinks. */
    double utility(int thinks, Stakes stakes) {
        reach(thinks);
        return stakes.value(verdict(thinks)) - stakes.price() * compute(thinks);
    }

    /** The number of thinks after which answering is worth most; the least where several are. */
    int bestThinks(Stakes stakes) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int thinks = 0; thinks <= parameters.maxThinks(); thinks++) {
            double utility = utility(thinks, stakes);
            if (utility > most) {
                most = utility;
                best = thinks;
            }
        }
        return best;
    }
}
