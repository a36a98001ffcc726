package dwell.trainer.statistics;

import dwell.envs.Require;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Percentile intervals by resampling: in each replicate the runs of every task are drawn again with replacement, as many as there
 * were, and tasks stay as they are (Agarwal et al. 2021, section 4.1). Draws are keyed, so the same data give the same interval.
 *
 * <p>With {@code n} runs a percentile interval is too narrow by about {@code sqrt((n - 1) / n)} and by what a t quantile is wider
 * than a normal one: one that says 95 % of the mean of one task covers about 90 % at 10 runs.
 *
 * @param replicates at least 100
 * @param confidence in (0, 1), for example 0.95
 * @param key of the draws
 */
public record StratifiedBootstrap(int replicates, double confidence, long key) {
    private static final int REPLICATES = 2000;
    private static final double CONFIDENCE = 0.95;

    public StratifiedBootstrap {
        Require.atLeast("replicates", replicates, 100);
        Require.that(confidence > 0 && confidence < 1, "confidence must lie in (0, 1), was %s", confidence);
    }

    /** 2000 replicates, 95 %. */
    public static StratifiedBootstrap standard() {
        return new StratifiedBootstrap(REPLICATES, CONFIDENCE, RandomKey.of(0, Purpose.BOOTSTRAP));
    }

    /** The interval of a statistic. */
    public Interval interval(Scores scores, ToDoubleFunction<Scores> statistic) {
        return interval(
                () -> statistic.applyAsDouble(scores),
                replicate -> statistic.applyAsDouble(resampled(scores, 0, replicate)));
    }

    /** The interval of a statistic of two sets of runs, which are resampled independently of each other. */
    public Interval interval(Scores one, Scores other, ToDoubleBiFunction<Scores, Scores> statistic) {
        return interval(
                () -> statistic.applyAsDouble(one, other),
                replicate -> statistic.applyAsDouble(resampled(one, 0, replicate), resampled(other, 1, replicate)));
    }

    private Interval interval(DoubleSupplier own, IntFunction<Double> replicated) {
        double[] values = new double[replicates];
        for (int i = 0; i < replicates; i++) {
            values[i] = replicated.apply(i);
        }
        Arrays.sort(values);
        double tail = (1 - confidence) / 2;
        return new Interval(own.getAsDouble(), Quantile.ofSorted(values, tail), Quantile.ofSorted(values, 1 - tail));
    }

    /**
     * One replicate.
     *
     * @param side which of two sets of runs
     */
    Scores resampled(Scores scores, int side, int replicate) {
        long replicateKey = RandomKey.child(RandomKey.child(key, side), replicate);
        int[][] indices = new int[scores.taskCount()][];
        for (int task = 0; task < indices.length; task++) {
            long stream = RandomKey.child(replicateKey, task);
            int runs = scores.runCount(task);
            indices[task] = new int[runs];
            for (int i = 0; i < runs; i++) {
                indices[task][i] = RandomKey.below(stream, i, runs);
            }
        }
        return scores.chosen(indices);
    }
}
