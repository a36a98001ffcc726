package dwell.envs.check;

import dwell.envs.Stakes;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;

/**
 * How far the utilities of single episodes of a policy lie apart, exactly.
 *
 * @param deviation standard deviation
 * @param range distance of the largest from the smallest
 */
record UtilitySpread(double deviation, double range) {
    /** Backward recursion over the first two moments and the bounds, for each hidden class. */
    static UtilitySpread of(CompiledProcess process, Stakes stakes, PolicyTable policy) {
        double mean = 0;
        double square = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        // Squares about the best verdict, near which utilities often lie: fewer digits are lost than about 0.
        double origin = Math.max(stakes.correct(), stakes.abstain());
        for (int c = 0; c < process.classCount(); c++) {
            double[][] ahead = ahead(process, stakes, policy, origin, c);
            for (int i = 0; i < process.startStates(c).length; i++) {
                double p = process.prior(c) * process.startProbabilities(c)[i];
                double[] of = ahead[process.startStates(c)[i]];
                if (p > 0) {
                    mean += p * of[0];
                    square += p * of[1];
                    least = Math.min(least, of[2]);
                    most = Math.max(most, of[3]);
                }
            }
        }
        return new UtilitySpread(Math.sqrt(Math.max(square - mean * mean, 0)), most - least);
    }

    /** By state: mean, mean square, least and most of the utility still to come less {@code origin}. */
    private static double[][] ahead(
            CompiledProcess process, Stakes stakes, PolicyTable policy, double origin, int hiddenClass) {
        double[][] ahead = new double[process.stateCount()][];
        for (int s = ahead.length - 1; s >= 0; s--) {
            double[] here = {0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double paid = stakes.price() * process.compute(hiddenClass, k);
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    double p = policy.probability(k) * process.probability(hiddenClass, b);
                    int target = process.branchTarget(b);
                    if (p > 0 && target >= 0) {
                        double[] next = ahead[target];
                        add(here, p, next[0], next[1], next[2], next[3], paid);
                    } else if (p > 0) {
                        double end = stakes.value(CompiledProcess.verdictOf(-1 - target)) - origin;
                        add(here, p, end, end * end, end, end, paid);
                    }
                }
            }
            ahead[s] = here;
        }
        return ahead;
    }

    private static void add(double[] to, double p, double mean, double square, double least, double most, double paid) {
        to[0] += p * (mean - paid);
        to[1] += p * (square - 2 * paid * mean + paid * paid);
        to[2] = Math.min(to[2], least - paid);
        to[3] = Math.max(to[3], most - paid);
    }
}
