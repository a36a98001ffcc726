package dwell.envs.families.planning;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link PlanningFamily}. */
public record PlanningParameters(
        @Help(
                "children of the root, then of each of its children, and so on; 1 to 8 each, at most 6 depths, at most 24 nodes")
        List<Integer> branching,

        @Help(
                "rewards that a node can hide, rising, 2 to 6 of them, before they are spread; reward units, each in [-1e6, 1e6]")
        List<Double> values,

        @Help("weight of each reward, positive; empty for equal weights")
        List<Double> chances,

        @Help("factor of the rewards at each depth, at least 0 and one above 0; empty for 1 at each")
        List<Double> depthSpreads,

        @Help("factor of all rewards, one for each level, easiest first; each in (0, 1e6]")
        List<Double> spreads,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help("probability that the cue shows the level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help("compute units of revealing a node, at least 0")
        double revealCompute,

        @Help("whether a node can be revealed only after its parent")
        boolean forward) {
    private static final double LARGEST = 1e6;
    private static final int MOST_NODES = 24;

    public PlanningParameters {
        branching = List.copyOf(branching);
        values = List.copyOf(values);
        chances = List.copyOf(chances);
        depthSpreads = List.copyOf(depthSpreads);
        spreads = List.copyOf(spreads);
        weights = List.copyOf(weights);
        Require.that(
                !branching.isEmpty() && branching.size() <= 6,
                "branching must name 1 to 6 depths, had %d",
                branching.size());
        branching.forEach(children -> Require.within("branching", children, 1, 8));
        int paths = 1;
        int nodes = 0;
        for (int children : branching) {
            paths *= children;
            nodes += paths;
        }
        Require.that(paths >= 2, "branching must make at least 2 paths, made one");
        Require.that(nodes <= MOST_NODES, "branching must make at most %d nodes, made %d", MOST_NODES, nodes);
        Require.that(
                values.size() >= 2 && values.size() <= 6, "values must have 2 to 6 rewards, had %d", values.size());
        for (int i = 0; i < values.size(); i++) {
            Require.within("values", values.get(i), -LARGEST, LARGEST);
            Require.that(i == 0 || values.get(i) > values.get(i - 1), "values must rise, was %s", values);
        }
        requireOneEach("chances", chances, values.size(), "rewards");
        chances.forEach(chance -> Require.positive("chances", chance));
        requireOneEach("depthSpreads", depthSpreads, branching.size(), "depths");
        depthSpreads.forEach(spread -> Require.within("depthSpreads", spread, 0, LARGEST));
        Require.that(
                depthSpreads.isEmpty() || depthSpreads.stream().anyMatch(spread -> spread > 0),
                "depthSpreads must have a number above 0, was %s",
                depthSpreads);
        Require.that(!spreads.isEmpty(), "spreads must name at least one level, was empty");
        spreads.forEach(spread -> Require.that(
                spread > 0 && spread <= LARGEST, "spreads must lie in (0, %s], was %s", (long) LARGEST, spread));
        Require.weights("weights", weights, spreads.size());
        Require.probability("cueReliability", cueReliability);
        Require.within("revealCompute", revealCompute, 0, 1e9);
    }

    private static void requireOneEach(String key, List<Double> numbers, int wanted, String what) {
        Require.that(
                numbers.isEmpty() || numbers.size() == wanted,
                "%s must be empty or have one number for each of the %d %s, had %d",
                key,
                wanted,
                what,
                numbers.size());
    }

    double depthSpread(int depth) {
        return depthSpreads.isEmpty() ? 1 : depthSpreads.get(depth);
    }

    /** Probability of the base reward {@code i}. */
    double chance(int i) {
        return chances.isEmpty()
                ? 1.0 / values.size()
                : chances.get(i) / chances.stream().mapToDouble(c -> c).sum();
    }
}
