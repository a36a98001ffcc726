package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import dwell.trainer.report.History.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How training went: exact utility, and under it the regret split into its causes, against updates. */
final class TrainingFigure {
    private static final double LEFT = 62;
    private static final double RIGHT = Figure.WIDTH - 166;
    private static final double UPPER = 128;
    private static final double LOWER = 168;
    private static final double NAME_SIZE = 12;

    private TrainingFigure() {}

    /** Empty where no update was evaluated. */
    static Optional<Figure> of(EvaluationReport report, History history) {
        return history.points().isEmpty() ? Optional.empty() : Optional.of(drawn(report, history.points()));
    }

    private static Figure drawn(EvaluationReport report, List<Point> points) {
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        String title = points.size() == 1
                ? "Regret %s after update %d".formatted(Numbers.loss(last.regret()), last.update())
                : "Regret goes from %s at update %s to %s at update %s"
                        .formatted(
                                Numbers.loss(first.regret()),
                                Numbers.count(first.update()),
                                Numbers.loss(last.regret()),
                                Numbers.count(last.update()));
        double top = 88 + Heading.extra(title);
        double middle = top + UPPER;
        double lowerTop = middle + 46;
        double bottom = lowerTop + LOWER;
        Svg svg = new Svg(
                "training",
                title,
                "Two panels against updates: exact utility with the optimal one, and regret as stacked areas of"
                        + " overthinking, underthinking and wrong answers.",
                Figure.WIDTH,
                bottom + 46);
        Heading.draw(
                svg,
                title,
                List.of(
                        new Key(Shape.BOX, Ink.OVERTHINKING, "overthinking"),
                        new Key(Shape.BOX, Ink.UNDERTHINKING, "underthinking"),
                        new Key(Shape.BOX, Ink.WRONG_ANSWER, "wrong answers")));
        utility(svg, report, points, top, middle);
        regret(svg, points, lowerTop, bottom);
        return new Figure(
                "training",
                svg,
                "Exact, not sampled: every point is an evaluation over all states. Thinking where stopping is better is"
                        + " overthinking; stopping where thinking is better is underthinking.");
    }

    private static void utility(Svg svg, EvaluationReport report, List<Point> points, double top, double bottom) {
        double known = report.utilityLevelKnown();
        boolean drawKnown = Double.isFinite(known);
        double low = report.optimalUtility();
        double high = drawKnown ? Math.max(known, low) : low;
        for (Point point : points) {
            low = Math.min(low, point.utility());
            high = Math.max(high, point.utility());
        }
        double room = 0.03 * (high - low);
        Frame frame = frame(points, top, bottom, low, high + room, 4);
        frame.drawY(svg, "exact utility");
        frame.baseLine(svg);
        Point last = points.get(points.size() - 1);
        List<double[]> line = points.stream()
                .map(point -> new double[] {point.update(), point.utility()})
                .toList();
        if (drawKnown) {
            reference(svg, frame, known, Ink.FIXED, "2 3", "line known");
        }
        reference(svg, frame, report.optimalUtility(), Ink.OPTIMAL, "6 4", "line optimal");
        frame.polyline(svg, line, Ink.LEARNED, 2.2, "class", "line learned");
        for (Point point : points) {
            svg.mark(
                    "update %s: utility %s".formatted(Numbers.count(point.update()), Numbers.utility(point.utility())),
                    "circle",
                    "class",
                    "mark learned",
                    "cx",
                    frame.px(point.update()),
                    "cy",
                    frame.py(point.utility()),
                    "r",
                    points.size() > 60 ? 1.6 : 2.4,
                    "fill",
                    Ink.LEARNED);
        }
        List<Name> names = new ArrayList<>();
        if (drawKnown) {
            names.add(new Name("level known " + Numbers.utility(known), Ink.MUTED, frame.py(known)));
        }
        names.add(new Name(
                "optimum " + Numbers.utility(report.optimalUtility()), Ink.OPTIMAL, frame.py(report.optimalUtility())));
        names.add(new Name("learned " + Numbers.utility(last.utility()), Ink.LEARNED, frame.py(last.utility()) + 0.01));
        write(svg, names, frame.px(last.update()), frame.right(), top - 4, bottom);
    }

    private static void reference(Svg svg, Frame frame, double value, String colour, String dashes, String kind) {
        svg.line(
                frame.left(),
                frame.py(value),
                frame.right(),
                frame.py(value),
                colour,
                1.4,
                "stroke-dasharray",
                dashes,
                "class",
                kind);
    }

    private static void regret(Svg svg, List<Point> points, double top, double bottom) {
        double highest =
                points.stream().mapToDouble(TrainingFigure::stacked).max().orElse(0);
        Frame frame = frame(points, top, bottom, 0, Math.max(highest, 1e-9), 4);
        frame.drawY(svg, "exact regret");
        stack(svg, frame, points, "area");
        frame.drawX(svg, "updates");
        Point last = points.get(points.size() - 1);
        double over = part(last.overthinkingLoss());
        double under = part(last.underthinkingLoss());
        double wrong = part(last.wrongAnswerLoss());
        write(
                svg,
                List.of(
                        new Name(
                                "wrong " + Numbers.loss(wrong),
                                Ink.WRONG_ANSWER_TEXT,
                                frame.py(over + under + wrong / 2)),
                        new Name("under " + Numbers.loss(under), Ink.UNDERTHINKING_TEXT, frame.py(over + under / 2)),
                        new Name("over " + Numbers.loss(over), Ink.OVERTHINKING, frame.py(over / 2))),
                frame.px(last.update()),
                frame.right(),
                top,
                bottom);
        inset(svg, frame, points);
    }

    /** What is left of the regret late in training, enlarged into the room that its fall leaves free. */
    private static void inset(Svg svg, Frame frame, List<Point> points) {
        int half = points.get(points.size() - 1).update() / 2;
        List<Point> late =
                points.stream().filter(point -> point.update() >= half).toList();
        double highest =
                late.stream().mapToDouble(TrainingFigure::stacked).max().orElse(0);
        double left = frame.left() + 0.42 * (frame.right() - frame.left());
        boolean free = points.stream()
                .filter(point -> frame.px(point.update()) > left - 50)
                .allMatch(point -> stacked(point) < 0.25 * frame.y().high());
        if (late.size() < 3 || !free || !(highest > 1e-7)) {
            return;
        }
        double top = frame.top() + 22;
        double bottom = frame.bottom() - 0.25 * (frame.bottom() - frame.top()) - 24;
        Frame small = new Frame(
                new Scale(late.get(0).update(), late.get(late.size() - 1).update(), 1, left, frame.right() - 6),
                Scale.covering(0, highest, bottom, top, 2));
        svg.draw(
                "rect",
                "x",
                left - 52,
                "y",
                top - 20,
                "width",
                frame.right() - left + 52,
                "height",
                bottom - top + 42,
                "fill",
                Ink.PAPER);
        svg.text(left, top - 7, 11, "the last half, enlarged", "fill", Ink.MUTED, "class", "inset");
        for (double tick : small.y().ticks()) {
            svg.line(left, small.py(tick), small.right(), small.py(tick), Ink.GRID, 1);
            svg.text(left - 6, small.py(tick) + 4, 11, small.y().label(tick), "text-anchor", "end", "fill", Ink.MUTED);
        }
        stack(svg, small, late, "inset");
        small.baseLine(svg);
        svg.text(left, bottom + 15, 11, Numbers.count(small.x().low()), "fill", Ink.MUTED);
        svg.text(
                small.right(),
                bottom + 15,
                11,
                Numbers.count(small.x().high()),
                "text-anchor",
                "end",
                "fill",
                Ink.MUTED);
    }

    private static void stack(Svg svg, Frame frame, List<Point> points, String kind) {
        int n = points.size();
        double[] x = new double[n];
        double[][] edge = new double[4][n];
        for (int i = 0; i < n; i++) {
            Point point = points.get(i);
            x[i] = point.update();
            edge[1][i] = part(point.overthinkingLoss());
            edge[2][i] = edge[1][i] + part(point.underthinkingLoss());
            edge[3][i] = edge[2][i] + part(point.wrongAnswerLoss());
        }
        frame.area(svg, x, edge[0], edge[1], Ink.OVERTHINKING, "class", kind + " overthinking");
        frame.area(svg, x, edge[1], edge[2], Ink.UNDERTHINKING, "class", kind + " underthinking");
        frame.area(svg, x, edge[2], edge[3], Ink.WRONG_ANSWER, "class", kind + " wrong-answer");
    }

    private static double stacked(Point point) {
        return part(point.overthinkingLoss()) + part(point.underthinkingLoss()) + part(point.wrongAnswerLoss());
    }

    /** Rounding can leave a part a little below zero. */
    private static double part(double loss) {
        return Double.isFinite(loss) ? Math.max(0, loss) : 0;
    }

    private static Frame frame(List<Point> points, double top, double bottom, double low, double high, int yTicks) {
        double end = points.get(points.size() - 1).update();
        double start = Math.min(0, points.get(0).update());
        Scale rounded = Scale.covering(start, Math.max(end, start + 1), LEFT, RIGHT, 6);
        return new Frame(rounded, Scale.covering(low, high, bottom, top, yTicks));
    }

    /** What a line is called, at its end. */
    private record Name(String text, String colour, double y) {}

    private static void write(Svg svg, List<Name> names, double from, double right, double top, double bottom) {
        double[] wanted = names.stream().mapToDouble(Name::y).toArray();
        double[] y = Labels.apart(wanted, 15, top + 4, bottom - 2);
        for (int i = 0; i < y.length; i++) {
            Name name = names.get(i);
            svg.line(right + 3, name.y(), right + 13, y[i], name.colour(), 0.9, "stroke-opacity", 0.6);
            svg.text(
                    right + 17,
                    y[i] + 4,
                    NAME_SIZE,
                    name.text(),
                    "fill",
                    name.colour(),
                    "class",
                    "words",
                    "font-weight",
                    "600");
        }
    }
}
