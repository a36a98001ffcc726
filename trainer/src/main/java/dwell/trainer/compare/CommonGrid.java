package dwell.trainer.compare;

import dwell.trainer.compare.TrialResult.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Learning curves at common numbers of decisions. Between two evaluated updates a run's curve is a straight line; after its last one there
 * is none.
 */
final class CommonGrid {
    private CommonGrid() {}

    /**
     * Equally spaced numbers of decisions, from 0 to the end of the longest run.
     *
     * @param points how many, at least 2
     */
    static double[] of(List<TrialResult> results, int points) {
        double end = results.stream().mapToLong(TrialResult::decisions).max().orElse(0);
        double[] grid = new double[points];
        for (int i = 0; i < points; i++) {
            grid[i] = end * i / (points - 1);
        }
        return grid;
    }

    /** The value of a run at a number of decisions; NaN after its end. */
    static double at(TrialResult result, double decisions, ToDoubleFunction<Point> value) {
        List<Point> curve = result.curve();
        for (int i = 0; i < curve.size(); i++) {
            Point after = curve.get(i);
            if (after.decisions() >= decisions) {
                if (after.decisions() == decisions || i == 0) {
                    return value.applyAsDouble(after);
                }
                Point before = curve.get(i - 1);
                double share = (decisions - before.decisions()) / (after.decisions() - before.decisions());
                double from = value.applyAsDouble(before);
                return from + share * (value.applyAsDouble(after) - from);
            }
        }
        return Double.NaN;
    }
}
