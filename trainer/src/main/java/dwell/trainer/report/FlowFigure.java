package dwell.trainer.report;

import dwell.trainer.instrument.FixedPoint;
import dwell.trainer.instrument.FlowReport;
import dwell.trainer.instrument.FlowReport.Level;
import dwell.trainer.instrument.FlowReport.Run;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.List;

/** The phase line of one level: expected update against think probability, fixed points, and where stochastic runs ended. */
final class FlowFigure {
    private static final double LEFT = 62;
    private static final double RIGHT = Figure.WIDTH - 27;
    private static final double PLOT_HEIGHT = 210;
    private static final double STRIP = 34;

    private FlowFigure() {}

    static Figure of(Level level, int number) {
        String title = title(level);
        boolean runs = !level.runs().isEmpty();
        List<Key> keys = new ArrayList<>(
                List.of(new Key(Shape.DOT, Ink.OPTIMAL, "attracts"), new Key(Shape.RING, Ink.OPTIMAL, "repels")));
        if (runs) {
            keys.add(new Key(Shape.BOX, Ink.LEARNED, "ends of stochastic runs"));
        }
        if (!wrongStretches(level).isEmpty()) {
            keys.add(
                    level.netValue() > 0
                            ? new Key(Shape.BOX, Ink.UNDERTHINKING, "worth thinking, pushed away")
                            : new Key(Shape.BOX, Ink.OVERTHINKING, "not worth it, pushed towards"));
        }
        double top = 88 + Heading.extra(title) + Heading.extra(keys);
        double plotBottom = top + PLOT_HEIGHT;
        double bottom = plotBottom + (runs ? STRIP : 0);
        Svg svg = new Svg(
                "flow-" + number,
                title,
                "Expected update of the think logit, divided by p(1 - p), against the think probability p, with fixed points.",
                Figure.WIDTH,
                bottom + 48);
        Heading.draw(svg, title, keys);
        double low = Math.min(
                0,
                level.curve().stream()
                        .mapToDouble(FlowReport.Point::update)
                        .min()
                        .orElse(0));
        double high = Math.max(
                0,
                level.curve().stream()
                        .mapToDouble(FlowReport.Point::update)
                        .max()
                        .orElse(0));
        double room = Math.max(1e-9, .08 * (high - low));
        Frame frame = Frame.covering(LEFT, top, RIGHT, plotBottom, 0, 1, 5, low - room, high + room, 5);
        frame.drawY(svg, "expected update of the think logit / p(1 − p)");
        for (double[] stretch : wrongStretches(level)) {
            svg.draw(
                    "rect",
                    "class",
                    "wrong",
                    "x",
                    frame.px(stretch[0]),
                    "y",
                    top,
                    "width",
                    Math.max(2, frame.px(stretch[1]) - frame.px(stretch[0])),
                    "height",
                    PLOT_HEIGHT,
                    "fill",
                    level.netValue() > 0 ? Ink.UNDERTHINKING : Ink.OVERTHINKING,
                    "fill-opacity",
                    .22);
        }
        svg.line(LEFT, frame.py(0), RIGHT, frame.py(0), Ink.AXIS, 1.4);
        frame.polyline(
                svg,
                level.curve().stream()
                        .map(point -> new double[] {point.p(), point.update()})
                        .toList(),
                Ink.LEARNED,
                2.2,
                "class",
                "line update");
        arrows(svg, frame, level);
        level.fixedPoints().forEach(point -> mark(svg, frame, point));
        if (runs) {
            ends(svg, frame, level.runs(), plotBottom + STRIP / 2);
        }
        new Frame(frame.x(), new Scale(0, 1, 1, bottom, top)).drawX(svg, "think probability");
        return new Figure(
                "flow-" + number,
                svg,
                runs
                        ? "Where the curve is above 0, learning goes to the right, below 0 to the left. Each short bar below is the end of one"
                                + " run of stochastic gradient ascent."
                        : "Where the curve is above 0, learning goes to the right, below 0 to the left.");
    }

    private static String title(Level level) {
        String name = TextWidth.cutName(level.level(), 15, 200);
        List<FixedPoint> attractors =
                level.fixedPoints().stream().filter(FixedPoint::stable).toList();
        if (attractors.isEmpty()) {
            return name + ": nothing moves";
        }
        String pays = Math.abs(level.netValue()) <= 1e-9
                ? "thinking is worth its cost"
                : level.netValue() > 0 ? "thinking pays" : "thinking does not pay";
        List<String> ends = attractors.stream()
                .map(point -> point.probability() == 0
                        ? "never thinking"
                        : point.probability() == 1
                                ? "always thinking"
                                : "a think probability of "
                                        + Numbers.rounded(Math.rint(point.probability() * 1e3) / 1e3))
                .toList();
        return "%s: %s, learning ends at %s".formatted(name, pays, String.join(" or ", ends));
    }

    /** Stretches of think probability in which the update has the wrong sign. */
    private static List<double[]> wrongStretches(Level level) {
        List<double[]> out = new ArrayList<>();
        if (Math.abs(level.netValue()) <= 1e-9) {
            return out;
        }
        List<FixedPoint> points = level.fixedPoints();
        for (int i = 1; i < points.size(); i++) {
            FixedPoint left = points.get(i - 1);
            boolean towardsThinking = !left.stable();
            if (towardsThinking != level.netValue() > 0) {
                out.add(new double[] {left.probability(), points.get(i).probability()});
            }
        }
        return out;
    }

    private static void arrows(Svg svg, Frame frame, Level level) {
        List<FixedPoint> points = level.fixedPoints();
        for (int i = 1; i < points.size(); i++) {
            double from = frame.px(points.get(i - 1).probability());
            double to = frame.px(points.get(i).probability());
            double direction = points.get(i).stable() ? 1 : -1;
            int count = (int) Math.max(to - from > 26 ? 1 : 0, Math.round((to - from) / 110));
            for (int k = 0; k < count; k++) {
                double x = from + (k + .5) * (to - from) / count;
                double y = frame.py(0);
                svg.draw(
                        "path",
                        "class",
                        "arrow",
                        "d",
                        "M%s %sL%s %sL%s %sZ"
                                .formatted(
                                        Svg.number(x - 6 * direction),
                                        Svg.number(y - 5),
                                        Svg.number(x - 6 * direction),
                                        Svg.number(y + 5),
                                        Svg.number(x + 6 * direction),
                                        Svg.number(y)),
                        "fill",
                        Ink.TEXT);
            }
        }
    }

    private static void mark(Svg svg, Frame frame, FixedPoint point) {
        svg.mark(
                "%s at a think probability of %s"
                        .formatted(point.stable() ? "attracts" : "repels", Numbers.rounded(point.probability())),
                "circle",
                "class",
                point.stable() ? "mark attractor" : "mark repeller",
                "cx",
                frame.px(point.probability()),
                "cy",
                frame.py(0),
                "r",
                6,
                "fill",
                point.stable() ? Ink.OPTIMAL : Ink.PAPER,
                "stroke",
                Ink.OPTIMAL,
                "stroke-width",
                1.8);
    }

    private static void ends(Svg svg, Frame frame, List<Run> runs, double y) {
        for (Run run : runs) {
            double x = frame.px(run.end());
            svg.mark(
                    "from %s to %s; the flow goes to %s"
                            .formatted(
                                    Numbers.rounded(run.start()),
                                    Numbers.rounded(run.end()),
                                    Numbers.rounded(run.predicted())),
                    "line",
                    "class",
                    "end",
                    "x1",
                    x,
                    "y1",
                    y - 9,
                    "x2",
                    x,
                    "y2",
                    y + 9,
                    "stroke",
                    Ink.LEARNED,
                    "stroke-width",
                    2,
                    "stroke-opacity",
                    .55);
        }
    }
}
