package dwell.trainer.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The distribution of scores over runs and tasks. */
public final class PerformanceProfile {
    private PerformanceProfile() {}

    /** Share of runs, of all tasks together, whose score is above {@code threshold} (rliable's run-score distribution). */
    public static double above(Scores scores, double threshold) {
        return Arrays.stream(scores.pooled()).filter(score -> score > threshold).count() / (double) scores.runCount();
    }

    /**
     * The profile at some thresholds, each with its own interval.
     *
     * @param thresholds shape [points]
     */
    public static List<Interval> of(Scores scores, double[] thresholds, StratifiedBootstrap bootstrap) {
        return Arrays.stream(thresholds)
                .mapToObj(threshold -> {
                    ToDoubleFunction<Scores> share = runs -> above(runs, threshold);
                    return bootstrap.interval(scores, share);
                })
                .toList();
    }
}
