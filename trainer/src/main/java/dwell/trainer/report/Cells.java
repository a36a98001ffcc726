package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport.MapPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Points of a state map as cells that tile the plane: columns of equal x, each cell reaching half way to its neighbours in its
 * column. The columns may be shifted against each other, as where a lead is odd after an odd number of votes, and their points
 * may stand at uneven distances, as likelihood ratios do.
 */
final class Cells {
    private final Map<Double, TreeMap<Double, Cell>> columns = new TreeMap<>();
    private final double width;
    private final double height;

    /**
     * @param low lower end, in data units
     * @param high upper end, in data units
     */
    record Cell(MapPoint point, double low, double high) {}

    private Cells(List<MapPoint> points) {
        TreeMap<Double, TreeMap<Double, MapPoint>> byPlace = new TreeMap<>();
        for (MapPoint point : points) {
            byPlace.computeIfAbsent(point.x(), x -> new TreeMap<>()).put(point.y(), point);
        }
        this.width = middle(gaps(new TreeSet<>(byPlace.keySet())), 0);
        List<Double> gaps = new ArrayList<>();
        byPlace.values().forEach(column -> gaps.addAll(gaps(new TreeSet<>(column.keySet()))));
        this.height = middle(gaps, 0.5);
        byPlace.forEach((x, column) -> columns.put(x, tiled(column, height)));
    }

    /** Cells end as far beyond the outermost points as they reach inwards; a point that is alone has the typical height. */
    private static TreeMap<Double, Cell> tiled(TreeMap<Double, MapPoint> column, double height) {
        TreeMap<Double, Cell> cells = new TreeMap<>();
        column.forEach((y, point) -> {
            Double below = column.lowerKey(y);
            Double above = column.higherKey(y);
            double down = below != null ? (y - below) / 2 : above != null ? (above - y) / 2 : height / 2;
            double up = above != null ? (above - y) / 2 : down;
            cells.put(y, new Cell(point, y - down, y + up));
        });
        return cells;
    }

    private static List<Double> gaps(TreeSet<Double> values) {
        List<Double> gaps = new ArrayList<>();
        Double before = null;
        for (double value : values) {
            if (before != null) {
                gaps.add(value - before);
            }
            before = value;
        }
        return gaps;
    }

    /** The gap at a share of the sorted list; 1 if it is empty. */
    private static double middle(List<Double> gaps, double share) {
        return gaps.isEmpty() ? 1 : gaps.stream().sorted().toList().get((int) (share * (gaps.size() - 1)));
    }

    static Cells of(List<MapPoint> points) {
        return new Cells(points);
    }

    /** Width of every cell, in data units: the smallest distance of columns; 1 where there is one only. */
    double width() {
        return width;
    }

    /** Typical height of a cell, in data units: the median distance within columns; 1 where no column has two points. */
    double height() {
        return height;
    }

    /** The cell that a point stands in; points at one place have one in common. */
    Cell at(MapPoint point) {
        return columns.get(point.x()).get(point.y());
    }

    /**
     * Where cells meet in which the optimal policy does different things.
     *
     * @return segments, shape [segments][4] as x0, y0, x1, y1 in data units
     */
    List<double[]> boundary() {
        List<double[]> segments = new ArrayList<>();
        columns.forEach((x, column) -> {
            between(x, column, segments);
            columns.forEach((otherX, other) -> {
                if (Math.abs(otherX - x - width) < 1e-6 * width) {
                    beside(x + width / 2, column, other, segments);
                }
            });
        });
        return segments;
    }

    private void between(double x, TreeMap<Double, Cell> column, List<double[]> segments) {
        Cell below = null;
        for (Cell cell : column.values()) {
            if (below != null && differ(below, cell)) {
                segments.add(new double[] {x - width / 2, cell.low(), x + width / 2, cell.low()});
            }
            below = cell;
        }
    }

    private void beside(double x, TreeMap<Double, Cell> left, TreeMap<Double, Cell> right, List<double[]> segments) {
        for (Cell cell : left.values()) {
            for (Cell other : right.values()) {
                double low = Math.max(cell.low(), other.low());
                double high = Math.min(cell.high(), other.high());
                if (differ(cell, other) && high - low > 1e-9 * height) {
                    segments.add(new double[] {x, low, x, high});
                }
            }
        }
    }

    private static boolean differ(Cell one, Cell other) {
        return one.point().optimalThink() != other.point().optimalThink();
    }
}
