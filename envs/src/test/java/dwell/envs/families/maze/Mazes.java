package dwell.envs.families.maze;

import dwell.envs.families.EnvironmentFamily.Side;
import java.util.List;

/** Parameters and mazes of the tests. */
final class Mazes {
    private Mazes() {}

    static MazeParameters parameters(
            List<Integer> sizes, List<Double> densities, double weight, int expansions, int maxThinks, double slack) {
        return new MazeParameters(
                sizes, densities, List.of(), 1, 1, weight, expansions, maxThinks, slack, 0, false, 0.25);
    }

    /** Four levels, one with many dead ends. */
    static MazeParameters varied(double weight, int expansions, int maxThinks, double slack) {
        return parameters(List.of(4, 7, 12, 30), List.of(0.2, 0.4, 0.35, 0.4), weight, expansions, maxThinks, slack);
    }

    static Maze draw(MazeParameters parameters, long key) {
        Maze maze = new Maze();
        new MazeDrawing(parameters, Side.TRAINING).draw(key, maze);
        return maze;
    }
}
