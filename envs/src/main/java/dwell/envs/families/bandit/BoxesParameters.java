package dwell.envs.families.bandit;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link BanditGame#BOXES}. */
public record BoxesParameters(
        @Help(
                "largest prize, one for each level, easiest first; each in (0, 1] and worth at least one step of the grid")
        List<Double> scales,

        @Help("number of boxes, 1 to 256") int boxes,

        @Help(
                "steps into which [0, 1] is cut, 2 to 10000; prizes are the midpoints of the steps below the level's scale, all"
                        + " equally likely")
        int grid,

        @Help("compute units of opening a box, at least 0") double openCompute) {
    public BoxesParameters {
        scales = List.copyOf(scales);
        Require.that(!scales.isEmpty(), "scales must name at least one level, was empty");
        Require.within("boxes", boxes, 1, 256);
        Require.within("grid", grid, 2, 10_000);
        for (double scale : scales) {
            Require.that(
                    scale <= 1 && Math.rint(scale * grid) >= 1,
                    "scales must lie in [%s, 1], the least being half a step of the grid, was %s",
                    0.5 / grid,
                    scale);
        }
        Require.within("openCompute", openCompute, 0, 1e9);
    }

    /** Number of prizes that a level's boxes can hold. */
    int prizes(int level) {
        return (int) Math.rint(scales.get(level) * grid);
    }
}
