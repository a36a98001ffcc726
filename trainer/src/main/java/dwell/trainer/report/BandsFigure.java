package dwell.trainer.report;

import dwell.trainer.report.Heading.Key;
import dwell.trainer.statistics.Interval;
import java.util.ArrayList;
import java.util.List;

/** Lines over a common x, each with its band. */
final class BandsFigure {
    private static final double LEFT = 66;
    private static final double RIGHT = Figure.WIDTH - 20;
    private static final double HEIGHT = 240;

    /**
     * A line.
     *
     * @param x shape [points], rising
     * @param y shape [points]
     */
    record Line(String arm, String colour, double[] x, List<Interval> y) {}

    private BandsFigure() {}

    /** @param lines in drawing order; those without points are left out */
    static Figure of(
            String name,
            String title,
            String caption,
            String xAxis,
            String yAxis,
            List<Key> keys,
            List<Line> lines,
            boolean fromZero) {
        List<Line> drawn = lines.stream().filter(line -> line.x().length > 1).toList();
        double xLow = Double.POSITIVE_INFINITY;
        double xHigh = Double.NEGATIVE_INFINITY;
        double yLow = fromZero ? 0 : Double.POSITIVE_INFINITY;
        double yHigh = fromZero ? 0 : Double.NEGATIVE_INFINITY;
        for (Line line : drawn) {
            xLow = Math.min(xLow, line.x()[0]);
            xHigh = Math.max(xHigh, line.x()[line.x().length - 1]);
            for (Interval point : line.y()) {
                yLow = Math.min(yLow, Math.min(point.low(), point.estimate()));
                yHigh = Math.max(yHigh, Math.max(point.high(), point.estimate()));
            }
        }
        double top = 88 + Heading.extra(title) + Heading.extra(keys);
        double bottom = top + HEIGHT;
        Svg svg = new Svg(name, title, "Lines with bands, one for each arm.", Figure.WIDTH, bottom + 48);
        Heading.draw(svg, title, keys);
        Frame frame = Frame.covering(LEFT, top, RIGHT, bottom, xLow, xHigh, 5, yLow, yHigh, 5);
        frame.drawY(svg, yAxis);
        for (Line line : drawn) {
            band(svg, frame, line);
        }
        for (Line line : drawn) {
            line(svg, frame, line);
        }
        frame.drawX(svg, xAxis);
        return new Figure(name, svg, caption);
    }

    private static void band(Svg svg, Frame frame, Line line) {
        if (line.colour().equals(ArmInk.OTHER)) {
            return;
        }
        frame.area(
                svg,
                line.x(),
                line.y().stream().mapToDouble(Interval::low).toArray(),
                line.y().stream().mapToDouble(Interval::high).toArray(),
                line.colour(),
                "class",
                "band",
                "fill-opacity",
                0.16);
    }

    private static void line(Svg svg, Frame frame, Line line) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < line.x().length; i++) {
            points.add(new double[] {line.x()[i], line.y().get(i).estimate()});
        }
        boolean other = line.colour().equals(ArmInk.OTHER);
        frame.polyline(svg, points, line.colour(), other ? 1.1 : 2, "class", "line arm");
    }
}
