package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference optimum of a policy that is told the level of each item: what hidden difficulty costs is its utility minus
 * that of {@link Optimum}.
 *
 * @param utility over all items
 * @param levels utility by level, easiest first
 */
public record KnownLevel(double utility, List<Double> levels) {
    public KnownLevel {
        levels = List.copyOf(levels);
    }

    /** Solves once for each level, under the posterior given the level. */
    public static KnownLevel of(CompiledProcess process, Stakes stakes) {
        double[] terminal = Backward.terminalValues(stakes);
        double[] value = new double[process.stateCount()];
        List<Double> levels = new ArrayList<>();
        double utility = 0;
        for (int level = 0; level < process.levelCount(); level++) {
            double one = solve(process, stakes.price(), terminal, value, level);
            levels.add(one);
            utility += process.levelWeight(level) * one;
        }
        return new KnownLevel(utility, levels);
    }

    private static double solve(CompiledProcess process, double price, double[] terminal, double[] value, int level) {
        for (int s = process.stateCount() - 1; s >= 0; s--) {
            double mass = 0;
            for (int c = 0; c < process.classCount(); c++) {
                mass += process.levelOf(c) == level ? process.posterior(s, c) : 0;
            }
            value[s] = 0;
            if (mass == 0) {
                continue;
            }
            double best = Double.NEGATIVE_INFINITY;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double q = 0;
                for (int c = 0; c < process.classCount(); c++) {
                    double weight = process.levelOf(c) == level ? process.posterior(s, c) / mass : 0;
                    if (weight > 0) {
                        q += weight * Backward.classQ(process, c, price, terminal, value, k);
                    }
                }
                best = Math.max(best, q);
            }
            value[s] = best;
        }
        double total = 0;
        for (int c = 0; c < process.classCount(); c++) {
            if (process.levelOf(c) == level) {
                total += process.prior(c) / process.levelWeight(level) * Backward.overStarts(process, c, value);
            }
        }
        return total;
    }
}
