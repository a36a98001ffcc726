package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport.MapPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Points of a state map as cells that tile the plane: columns of equal x, each cell reaching half way to its neighbours. The
 * columns may be shifted against each other, as where a lead is odd after an odd number of votes.
 */
final class Cells {
    private final Map<Double, TreeMap<Double, MapPoint>> columns = new TreeMap<>();
    private final double width;
    private final double height;

    /**
     * @param width of a cell, in data units
     * @param height of a cell, in data units
     */
    private Cells(List<MapPoint> points, double width, double height) {
        this.width = width;
        this.height = height;
        for (MapPoint point : points) {
            columns.computeIfAbsent(point.x(), x -> new TreeMap<>()).put(point.y(), point);
        }
    }

    /** Width and height of a cell: the smallest distances of x, and of y within a column; 1 where there is one only. */
    static double[] size(List<MapPoint> points) {
        TreeMap<Double, TreeSet<Double>> columns = new TreeMap<>();
        for (MapPoint point : points) {
            columns.computeIfAbsent(point.x(), x -> new TreeSet<>()).add(point.y());
        }
        double height =
                columns.values().stream().mapToDouble(Cells::smallestGap).min().orElse(1);
        return new double[] {orOne(smallestGap(new TreeSet<>(columns.keySet()))), orOne(height)};
    }

    private static double smallestGap(TreeSet<Double> values) {
        double gap = Double.POSITIVE_INFINITY;
        Double before = null;
        for (double value : values) {
            gap = before == null ? gap : Math.min(gap, value - before);
            before = value;
        }
        return gap;
    }

    private static double orOne(double gap) {
        return Double.isInfinite(gap) ? 1 : gap;
    }

    static Cells of(List<MapPoint> points, double[] size) {
        return new Cells(points, size[0], size[1]);
    }

    /**
     * Where cells meet in which the optimal policy does different things.
     *
     * @return segments, shape [segments][4] as x0, y0, x1, y1 in data units
     */
    List<double[]> boundary() {
        List<double[]> segments = new ArrayList<>();
        for (Map.Entry<Double, TreeMap<Double, MapPoint>> column : columns.entrySet()) {
            double x = column.getKey();
            between(x, column.getValue(), segments);
            columns.forEach((otherX, other) -> {
                if (Math.abs(otherX - x - width) < 1e-6 * width) {
                    beside(x + width / 2, column.getValue(), other, segments);
                }
            });
        }
        return segments;
    }

    private void between(double x, TreeMap<Double, MapPoint> column, List<double[]> segments) {
        MapPoint below = null;
        for (MapPoint point : column.values()) {
            if (below != null
                    && below.optimalThink() != point.optimalThink()
                    && point.y() - below.y() < height * 1.01) {
                double y = (below.y() + point.y()) / 2;
                segments.add(new double[] {x - width / 2, y, x + width / 2, y});
            }
            below = point;
        }
    }

    private void beside(
            double x, TreeMap<Double, MapPoint> left, TreeMap<Double, MapPoint> right, List<double[]> segments) {
        for (MapPoint point : left.values()) {
            for (MapPoint other : right.subMap(point.y() - height, false, point.y() + height, false)
                    .values()) {
                double low = Math.max(point.y(), other.y()) - height / 2;
                double high = Math.min(point.y(), other.y()) + height / 2;
                if (point.optimalThink() != other.optimalThink() && high - low > 1e-9 * height) {
                    segments.add(new double[] {x, low, x, high});
                }
            }
        }
    }
}
