package dwell.envs.exact;

import dwell.envs.process.CompiledProcess;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The exact distribution of the compute that a policy spends on an item, whatever the verdict; with the verdict see
 * {@link ResponseTimes}.
 *
 * @param overall probability by compute units, over all items
 * @param levels the same by level, easiest first
 */
public record ComputeDistribution(NavigableMap<Double, Double> overall, List<NavigableMap<Double, Double>> levels) {
    /** Amounts of compute that differ by less than this many units count as one. */
    public static final double RESOLUTION = 1e-6;

    /** Sums {@link ResponseTimes} over verdicts. */
    public static ComputeDistribution of(CompiledProcess process, PolicyTable policy) {
        return of(ResponseTimes.of(process, policy, Clock.COMPUTE));
    }

    /**
     * Sums over verdicts.
     *
     * @param times with clock {@link Clock#COMPUTE}
     */
    public static ComputeDistribution of(ResponseTimes times) {
        return new ComputeDistribution(
                marginal(times.overall()),
                times.levels().stream().map(ComputeDistribution::marginal).toList());
    }

    private static NavigableMap<Double, Double> marginal(ResponseDistribution distribution) {
        NavigableMap<Double, Double> sums = new TreeMap<>();
        distribution.points().forEach(point -> sums.put(point.time(), point.correct() + point.wrong() + point.none()));
        return sums;
    }
}
