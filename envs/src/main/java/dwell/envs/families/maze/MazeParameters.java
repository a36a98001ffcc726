package dwell.envs.families.maze;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;
import java.util.stream.IntStream;

/** Parameters of {@link MazeFamily}. */
public record MazeParameters(
        @Help("cells along a side, one for each level, easiest first; each 3 to 30")
        List<Integer> sizes,

        @Help("probability that a cell is a wall, one for each level; each in [0, 0.5], rounded to a multiple of 1/256")
        List<Double> densities,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help(
                "probability that the observation shows the size and wall density of the maze itself, in [0, 1]; otherwise those"
                        + " of a uniformly drawn level")
        double cueReliability,

        @Help("least length of the shortest path, in units of (size - 1) steps, in [0, 2]")
        double leastPath,

        @Help("weight of the heuristic in the order of search, in [1, 10], a multiple of 0.1; 1 is A*")
        double heuristicWeight,

        @Help("nodes that one think expands, and compute units that it costs, 1 to 1000")
        int expansions,

        @Help("thinks after which the answer is forced, 0 to 1000")
        int maxThinks,

        @Help("how much longer than the shortest path a correct path may be, as a share of it, in [0, 10]")
        double slack,

        @Help("compute units of each step walked when answering, at least 0")
        double moveCompute,

        @Help("whether the policy may end without an answer")
        boolean abstain,

        @Help("share of mazes that are held out, by hash of their walls, in [0.01, 0.99]")
        double heldOutShare) {
    static final int LARGEST = 30;

    public MazeParameters {
        sizes = List.copyOf(sizes);
        densities = List.copyOf(densities);
        weights = List.copyOf(weights);
        Require.that(!sizes.isEmpty(), "sizes must name at least one level, was empty");
        sizes.forEach(size -> Require.within("sizes", size, 3, LARGEST));
        Require.that(
                densities.size() == sizes.size(),
                "densities must have one number for each of the %d levels of sizes, had %d",
                sizes.size(),
                densities.size());
        densities.forEach(density -> Require.within("densities", density, 0, 0.5));
        Require.weights("weights", weights, sizes.size());
        Require.probability("cueReliability", cueReliability);
        Require.within("leastPath", leastPath, 0, 2);
        Require.within("heuristicWeight", heuristicWeight, 1, 10);
        Require.that(
                Math.rint(10 * heuristicWeight) / 10 == heuristicWeight,
                "heuristicWeight must be a multiple of 0.1, was %s",
                heuristicWeight);
        Require.within("expansions", expansions, 1, 1000);
        Require.within("maxThinks", maxThinks, 0, 1000);
        Require.within("slack", slack, 0, 10);
        Require.within("moveCompute", moveCompute, 0, 1e9);
        Require.within("heldOutShare", heldOutShare, 0.01, 0.99);
    }

    /** Names of the levels, for example {@code 6x6 0.2}. */
    List<String> levels() {
        return IntStream.range(0, sizes.size())
                .mapToObj(level -> "%1$dx%1$d %2$s".formatted(sizes.get(level), densities.get(level)))
                .toList();
    }
}
