package dwell.envs.families.maze;

import dwell.envs.Stakes;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.process.Feature;
import java.util.List;

/** {@code maze-v1}: search a maze until it is time to walk. See {@link MazeEnvironment}. */
public final class MazeFamily implements EnvironmentFamily<MazeParameters> {
    @Override
    public String id() {
        return "maze-v1";
    }

    @Override
    public String summary() {
        return "search a path through a grid maze at a price, then walk; levels differ in size and wall density";
    }

    @Override
    public String description() {
        return "A grid with random walls, a start and a goal. Each think expands some nodes of an anytime weighted A* search on"
                + " the policy's own map; answering walks the best path found, or, before one is found, to the most promising"
                + " node and blindly on towards the goal. Right is a path as short as the shortest. On small, open mazes a little"
                + " search is enough; on large ones the first path found is often too long and more search shortens it,"
                + " until it is proven shortest and more search is wasted. Mazes as in Searchformer and Dualformer (Lehnert et"
                + " al. 2024; Su et al. 2025).";
    }

    @Override
    public MazeParameters defaults() {
        return new MazeParameters(
                List.of(6, 10, 15, 20, 30),
                List.of(0.2, 0.3, 0.35, 0.4, 0.4),
                List.of(),
                1,
                1,
                2,
                5,
                64,
                0,
                0,
                false,
                0.25);
    }

    @Override
    public Stakes defaultStakes() {
        return Stakes.ofPrice(0.01);
    }

    @Override
    public String computeUnit() {
        return "node expansions";
    }

    @Override
    public List<Feature> features(MazeParameters parameters) {
        return MazeObservation.FEATURES;
    }

    @Override
    public MazeEnvironment create(MazeParameters parameters, int slots, Side side) {
        return new MazeEnvironment(parameters, slots, side);
    }
}
