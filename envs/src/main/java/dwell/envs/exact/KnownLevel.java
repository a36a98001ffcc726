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
            double one = solve(process, stakes.price(), terminal, value, level, null);
            levels.add(one);
            utility += process.levelWeight(level) * one;
        }
        return new KnownLevel(utility, levels);
    }

    /**
     * What the policy does that is told that an item is of a level. Ties as in {@link Optimum}. In states that the level's items
     * cannot reach it takes the first choice.
     */
    public static PolicyTable policy(CompiledProcess process, Stakes stakes, int level) {
        int[] choice = new int[process.stateCount()];
        solve(process, stakes.price(), Backward.terminalValues(stakes), new double[choice.length], level, choice);
        return PolicyTable.deterministic(process, choice);
    }

    /**
     * Exact difficulty of a level: {@code (correct - utility) / (correct - wrong)} with the utility of the optimum that is told
     * the level. 0 where a right answer is free, 1 where the level is worth no more than a wrong answer, more where it is worth
     * less. NaN where right and wrong answers are worth the same.
     */
    public double difficulty(int level, Stakes stakes) {
        double range = stakes.correct() - stakes.wrong();
        return range > 0 ? (stakes.correct() - levels.get(level)) / range : Double.NaN;
    }

    /** @param choice shape [states], written with the best choices; null if nobody asks for them */
    private static double solve(
            CompiledProcess process, double price, double[] terminal, double[] value, int level, int[] choice) {
        for (int s = process.stateCount() - 1; s >= 0; s--) {
            double mass = 0;
            for (int c = 0; c < process.classCount(); c++) {
                mass += process.levelOf(c) == level ? process.posterior(s, c) : 0;
            }
            value[s] = 0;
            if (choice != null) {
                choice[s] = process.choiceBegin(s);
            }
            if (mass == 0) {
                continue;
            }
            double best = Double.NEGATIVE_INFINITY;
            double bestCompute = 0;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double q = 0;
                double compute = 0;
                for (int c = 0; c < process.classCount(); c++) {
                    double weight = process.levelOf(c) == level ? process.posterior(s, c) / mass : 0;
                    if (weight > 0) {
                        q += weight * Backward.classQ(process, c, price, terminal, value, k);
                        compute += weight * process.compute(c, k);
                    }
                }
                if (choice != null && isBetter(process, q, compute, k, best, bestCompute, choice[s])) {
                    choice[s] = k;
                    bestCompute = compute;
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

    private static boolean isBetter(
            CompiledProcess process, double q, double compute, int k, double best, double bestCompute, int than) {
        if (!(Math.abs(q - best) <= Optimum.TIE)) {
            return q > best;
        }
        return process.ends(k) != process.ends(than) ? process.ends(k) : compute < bestCompute;
    }
}
