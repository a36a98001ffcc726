package dwell.trainer.compare;

import dwell.trainer.compare.TrialResult.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Learning curves at common numbers of updates, or of training decisions. Between two evaluated updates a run's curve is a straight line; after its last one there
 * is none.
 */
enum CommonGrid {
    UPDATES(Point::update),
    DECISIONS(Point::decisions);

    private final ToDoubleFunction<Point> place;

    CommonGrid(ToDoubleFunction<Point> place) {
        this.place = place;
    }

    /** Where a run ends. */
    double end(TrialResult result) {
        return place.applyAsDouble(result.curve().get(result.curve().size() - 1));
    }

    /**
     * Equally spaced places, from 0 to the end of the longest run; 0 alone if no run goes further.
     *
     * @param points how many, at least 2
     */
    double[] of(List<TrialResult> results, int points) {
        double end = results.stream().mapToDouble(this::end).max().orElse(0);
        if (end == 0) {
            return new double[1];
        }
        double[] grid = new double[points];
        for (int i = 0; i < points; i++) {
            grid[i] = end * i / (points - 1);
        }
        return grid;
    }

    /** The value of a run at a place; NaN after its end. */
    double at(TrialResult result, double wanted, ToDoubleFunction<Point> value) {
        List<Point> curve = result.curve();
        for (int i = 0; i < curve.size(); i++) {
            Point after = curve.get(i);
            double here = place.applyAsDouble(after);
            if (here >= wanted) {
                if (here == wanted || i == 0) {
                    return value.applyAsDouble(after);
                }
                Point before = curve.get(i - 1);
                double there = place.applyAsDouble(before);
                double share = (wanted - there) / (here - there);
                double from = value.applyAsDouble(before);
                return from + share * (value.applyAsDouble(after) - from);
            }
        }
        return Double.NaN;
    }
}
