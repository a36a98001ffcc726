package dwell.envs.exact;

import dwell.envs.Require;
import dwell.envs.Stakes;

/**
 * Where on its curve of returns a policy stops, told by what the next unit of thought would have repaid; five zones from far
 * too early to far too late.
 *
 * <p>The price form looks at the return ratio {@code rho}: value of verdicts gained by the next unit of thought, over what it
 * costs. Stopping is optimal where the last unit had a ratio of at least 1 and the next has less, which is the first point of
 * {@link #DIMINISHING_RETURNS}. The price-free form looks at the slope of an accuracy curve in its own units, {@code m(t) =
 * A'(t) Tmax / A(Tmax)}, for curves that were measured without a price; its cuts are those that reproduce the bands drawn on
 * the curve of s1-32B on AIME24 (Muennighoff et al. 2025). Take {@code A'} from a fitted curve, never from differences of
 * measured points.
 */
public enum Zone {
    /** Stopped far too early: rho at least 4; m at least 3. */
    DEFAULT("default"),
    /** More thought repays well: rho in [2, 4); m in [0.83, 3). */
    THINK_HARD("think hard"),
    /** More thought still repays: rho in [1, 2); m in [0.46, 0.83). */
    CHECK_WORK("check work"),
    /** More thought no longer repays; the optimum is the first point here: rho in [0.25, 1); m in [0.25, 0.46). */
    DIMINISHING_RETURNS("diminishing returns"),
    /** Stopped far too late: rho and m below 0.25. */
    HYPERVIGILANCE("hypervigilance");

    private static final double[] RETURN_CUTS = {4, 2, 1, 0.25};
    private static final double[] SLOPE_CUTS = {3, 0.83, 0.46, 0.25};

    private final String words;

    Zone(String words) {
        this.words = words;
    }

    /**
     * Price form. A ratio of exactly a cut belongs to the earlier zone.
     *
     * @param returnRatio of the next unit of thought at the stopping point; negative where thinking on would hurt, infinite
     *     where it is free
     */
    public static Zone ofReturn(double returnRatio) {
        return of("the return ratio", returnRatio, RETURN_CUTS);
    }

    /**
     * Price-free form.
     *
     * @param slope {@code A'(t) Tmax / A(Tmax)} at the stopping point, where Tmax is the longest budget measured
     */
    public static Zone ofSlope(double slope) {
        return of("the slope", slope, SLOPE_CUTS);
    }

    private static Zone of(String what, double value, double[] cuts) {
        Require.that(!Double.isNaN(value), "%s of a zone must be a number, was %s", what, value);
        int zone = 0;
        while (zone < cuts.length && value < cuts[zone]) {
            zone++;
        }
        return values()[zone];
    }

    /**
     * What going from one policy of a family to the next repays: gain in the value of verdicts over what the added compute
     * costs.
     *
     * @param here the policy that is asked about; its {@code rho_next} is the result
     * @param next the policy of the family that thinks one unit longer; its {@code rho_last} is the result
     * @throws IllegalArgumentException if {@code next} does not spend more compute, or the price is 0
     */
    public static double returnRatio(Performance here, Performance next, Stakes stakes) {
        double cost = stakes.price() * (next.compute() - here.compute());
        Require.that(
                cost > 0,
                "a return ratio needs a price above 0 and a next policy that spends more compute, but the price was %s and"
                        + " compute went from %s to %s",
                stakes.price(),
                here.compute(),
                next.compute());
        return (next.utility() - here.utility()) / cost + 1;
    }

    @Override
    public String toString() {
        return words;
    }
}
