package dwell.trainer.report;

import java.util.ArrayList;
import java.util.List;

/** Finds room for labels beside their points: away from the data, from each other, and inside the frame. */
final class Labels {
    private static final double[] DISTANCES = {9, 14, 22, 32, 46, 64, 86, 112};
    private static final double[][] DIRECTIONS = {
        {1, 0}, {0.7, -0.7}, {0.7, 0.7}, {-1, 0}, {-0.7, -0.7}, {-0.7, 0.7}, {0, -1}, {0, 1}
    };

    private final double left;
    private final double top;
    private final double right;
    private final double bottom;
    private final List<double[]> taken = new ArrayList<>();

    Labels(double left, double top, double right, double bottom) {
        this.left = left;
        this.top = top;
        this.right = right;
        this.bottom = bottom;
    }

    /** Keeps a rectangle free of labels. */
    void avoid(double x0, double y0, double x1, double y1) {
        taken.add(new double[] {x0, y0, x1, y1});
    }

    /** Keeps a point's mark free of labels. */
    void avoidPoint(double x, double y, double radius) {
        avoid(x - radius, y - radius, x + radius, y + radius);
    }

    /** Keeps a straight line free of labels. */
    void avoidLine(double x0, double y0, double x1, double y1) {
        int steps = (int) Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 5);
        for (int i = 0; i <= steps; i++) {
            double share = steps == 0 ? 0 : (double) i / steps;
            avoidPoint(x0 + share * (x1 - x0), y0 + share * (y1 - y0), 2);
        }
    }

    /** Keeps a line through data free of labels. */
    void avoidLine(Frame frame, List<double[]> points) {
        for (int i = 1; i < points.size(); i++) {
            double[] a = points.get(i - 1);
            double[] b = points.get(i);
            avoidLine(frame.px(a[0]), frame.py(a[1]), frame.px(b[0]), frame.py(b[1]));
        }
    }

    /**
     * Writes a label beside a point, with a thin line to it where it has to stand apart.
     *
     * @param must whether it is written even where there is no free room, and in semibold
     * @return whether it was written
     */
    boolean place(Svg svg, double x, double y, double size, String text, String colour, boolean must) {
        double width = TextWidth.of(text, must ? 1.12 * size : size);
        double[] best = null;
        double bestDistance = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double distance : DISTANCES) {
            for (double[] direction : DIRECTIONS) {
                double[] box = box(x, y, width, size, distance, direction);
                if (box[0] < left || box[1] < top || box[2] > right || box[3] > bottom) {
                    continue;
                }
                double cost = overlap(box) + 0.6 * distance;
                if (cost < least) {
                    least = cost;
                    best = box;
                    bestDistance = distance;
                }
            }
        }
        if (best == null || !must && least - 0.6 * bestDistance > 4) {
            return false;
        }
        if (bestDistance > 20) {
            double nearX = Math.max(best[0], Math.min(x, best[2]));
            double nearY = Math.max(best[1], Math.min(y, best[3]));
            svg.line(x, y, nearX, nearY, colour, 0.8, "stroke-opacity", 0.6);
            avoidLine(x, y, nearX, nearY);
        }
        svg.open("g", "class", must ? "words" : "name", "font-weight", must ? 600 : 400);
        svg.text(
                best[0],
                best[3] - 0.28 * size,
                size,
                text,
                "fill",
                colour,
                "paint-order",
                "stroke",
                "stroke",
                Ink.PAPER,
                "stroke-width",
                3,
                "stroke-linejoin",
                "round");
        svg.close("g");
        taken.add(best);
        return true;
    }

    private static double[] box(double x, double y, double width, double size, double distance, double[] direction) {
        double cx = x + direction[0] * distance;
        double cy = y + direction[1] * distance;
        double height = 1.2 * size;
        double x0 = direction[0] > 0.1 ? cx : direction[0] < -0.1 ? cx - width : cx - width / 2;
        double y0 = direction[1] > 0.1 ? cy - 2 : direction[1] < -0.1 ? cy - height + 2 : cy - height / 2;
        return new double[] {x0, y0, x0 + width, y0 + height};
    }

    private double overlap(double[] box) {
        double area = 0;
        for (double[] other : taken) {
            double w = Math.min(box[2], other[2]) - Math.max(box[0], other[0]);
            double h = Math.min(box[3], other[3]) - Math.max(box[1], other[1]);
            area += w > 0 && h > 0 ? w * h : 0;
        }
        return area;
    }

    /** Shifts positions down or up so that neighbours are at least {@code gap} apart, within [low, high]; order is kept. */
    static double[] apart(double[] wanted, double gap, double low, double high) {
        Integer[] order = new Integer[wanted.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        java.util.Arrays.sort(order, java.util.Comparator.comparingDouble(i -> wanted[i]));
        double[] out = wanted.clone();
        double floor = low;
        for (int i : order) {
            out[i] = Math.max(out[i], floor);
            floor = out[i] + gap;
        }
        double ceiling = high;
        for (int i = order.length - 1; i >= 0; i--) {
            out[order[i]] = Math.min(out[order[i]], ceiling);
            ceiling = out[order[i]] - gap;
        }
        return out;
    }
}
