package dwell.trainer.statistics;

import java.util.Arrays;

/** Point estimates over runs and tasks. All are pure. */
public final class Aggregate {
    private Aggregate() {}

    /**
     * Interquartile mean: the mean of the runs of all tasks without the lowest and the highest quarter, each rounded down to whole
     * runs ({@code scipy.stats.trim_mean} with 0.25 over all scores; rliable's {@code aggregate_iqm}).
     */
    public static double interquartileMean(Scores scores) {
        return interquartileMean(scores.pooled());
    }

    /** The same of plain values, at least one; their order does not matter. */
    public static double interquartileMean(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = sorted.length / 4;
        double sum = 0;
        for (int i = cut; i < sorted.length - cut; i++) {
            sum += sorted[i];
        }
        return sum / (sorted.length - 2 * cut);
    }

    /** Mean over tasks of the mean over runs (rliable's {@code aggregate_mean}). */
    public static double mean(Scores scores) {
        return Arrays.stream(scores.taskMeans()).average().orElseThrow();
    }

    /** Median over tasks of the mean over runs (rliable's {@code aggregate_median}). */
    public static double median(Scores scores) {
        return Quantile.of(scores.taskMeans(), 0.5);
    }

    /**
     * {@code gamma} minus the mean of the scores of all runs, higher ones counting as {@code gamma} (rliable's {@code
     * aggregate_optimality_gap}).
     */
    public static double optimalityGap(Scores scores, double gamma) {
        return gamma
                - Arrays.stream(scores.pooled())
                        .map(score -> Math.min(score, gamma))
                        .average()
                        .orElseThrow();
    }
}
