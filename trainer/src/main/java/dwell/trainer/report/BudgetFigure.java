package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Level;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Where the budget goes: mean compute by level, learned and optimal. */
final class BudgetFigure {
    private static final double LEFT = 62;
    private static final double RIGHT = Figure.WIDTH - 27;
    private static final double PLOT_HEIGHT = 262;
    private static final double NAME_SIZE = 13;

    private BudgetFigure() {}

    static Figure of(EvaluationReport report) {
        List<Level> levels = report.levels();
        Spending spending = Spending.of(report);
        LevelAxis axis = LevelAxis.of(levels.stream().map(Level::level).toList(), LEFT, RIGHT);
        String title = title(report, spending);
        double top = 88 + Heading.extra(title);
        double bottom = top + PLOT_HEIGHT;
        Svg svg = new Svg(
                "budget",
                title,
                "Mean compute by level of the learned and of the optimal policy.",
                Figure.WIDTH,
                bottom + axis.height());
        Heading.draw(
                svg,
                title,
                List.of(
                        new Key(Shape.DOT, Ink.LEARNED, "learned policy"),
                        new Key(Shape.RING, Ink.OPTIMAL, "optimal policy")));
        double highest = levels.stream()
                .mapToDouble(level -> Math.max(finite(level.compute()), finite(level.optimalCompute())))
                .max()
                .orElse(1);
        Frame frame = new Frame(axis.scale(LEFT, RIGHT), Scale.covering(0, highest * 1.04, bottom, top, 5));
        frame.drawY(svg, "mean compute of an item (" + report.computeUnit() + ")");
        axis.draw(svg, frame);

        List<double[]> optimal = points(levels, Level::optimalCompute);
        List<double[]> learned = points(levels, Level::compute);
        Labels labels = new Labels(LEFT, top - 4, Figure.WIDTH - 4, bottom - 2);
        labels.avoidLine(frame, optimal);
        labels.avoidLine(frame, learned);
        frame.polyline(svg, optimal, Ink.OPTIMAL, 1.6, "class", "line optimal");
        frame.polyline(svg, learned, Ink.LEARNED, 2.2, "class", "line learned");
        gap(svg, frame, levels, spending.tooLittle(), Ink.UNDERTHINKING);
        gap(svg, frame, levels, spending.tooMuch(), Ink.OVERTHINKING);
        for (int i = 0; i < levels.size(); i++) {
            dot(svg, frame, labels, i, levels.get(i), report.computeUnit());
        }
        words(svg, frame, labels, levels, spending.tooLittle(), Ink.UNDERTHINKING_TEXT, "too few", report);
        words(svg, frame, labels, levels, spending.tooMuch(), Ink.OVERTHINKING, "too many", report);
        return new Figure(
                "budget",
                svg,
                "The mean compute that an item of each level gets. The optimal policy sees what the learned one may see"
                        + " and more: the whole state, but not the level. A good policy rises and falls with it.");
    }

    private static String title(EvaluationReport report, Spending spending) {
        List<Level> worst = new ArrayList<>();
        spending.tooLittle().stream().limit(1).forEach(worst::add);
        spending.tooMuch().stream().limit(1).forEach(worst::add);
        worst.sort((a, b) -> Double.compare(
                b.weight() * Math.abs(Spending.difference(b)), a.weight() * Math.abs(Spending.difference(a))));
        return worst.isEmpty()
                ? "Budget by level: the learned policy spends as the optimum does"
                : "Budget by level: " + gapInWords(worst.get(0), report.computeUnit());
    }

    private static String gapInWords(Level level, String unit) {
        double difference = Spending.difference(level);
        return "%s %s on %s"
                .formatted(
                        Numbers.amount(Math.abs(difference), unit),
                        difference < 0 ? "too few" : "too many",
                        TextWidth.cutName(level.level(), NAME_SIZE, 240));
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    private static List<double[]> points(List<Level> levels, ToDoubleFunction<Level> compute) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            double value = compute.applyAsDouble(levels.get(i));
            if (Double.isFinite(value)) {
                points.add(new double[] {i + 0.5, value});
            }
        }
        return points;
    }

    private static void gap(Svg svg, Frame frame, List<Level> levels, List<Level> gaps, String colour) {
        if (!gaps.isEmpty()) {
            Level level = gaps.get(0);
            double x = frame.px(levels.indexOf(level) + 0.5);
            svg.line(
                    x,
                    frame.py(level.compute()),
                    x,
                    frame.py(level.optimalCompute()),
                    colour,
                    5,
                    "stroke-opacity",
                    0.75,
                    "class",
                    "gap");
        }
    }

    private static void dot(Svg svg, Frame frame, Labels labels, int i, Level level, String unit) {
        double x = frame.px(i + 0.5);
        if (Double.isFinite(level.optimalCompute())) {
            double y = frame.py(level.optimalCompute());
            svg.mark(
                    level.level() + ", optimal: " + Numbers.amount(level.optimalCompute(), unit),
                    "circle",
                    "class",
                    "mark optimal",
                    "cx",
                    x,
                    "cy",
                    y,
                    "r",
                    5.4,
                    "fill",
                    Ink.PAPER,
                    "stroke",
                    Ink.OPTIMAL,
                    "stroke-width",
                    1.6);
            labels.avoidPoint(x, y, 7);
        }
        if (Double.isFinite(level.compute())) {
            double y = frame.py(level.compute());
            svg.mark(
                    level.level() + ", learned: " + Numbers.amount(level.compute(), unit),
                    "circle",
                    "class",
                    "mark learned",
                    "cx",
                    x,
                    "cy",
                    y,
                    "r",
                    3.8,
                    "fill",
                    Ink.LEARNED);
            labels.avoidPoint(x, y, 6);
        }
    }

    private static void words(
            Svg svg,
            Frame frame,
            Labels labels,
            List<Level> levels,
            List<Level> gaps,
            String colour,
            String kind,
            EvaluationReport report) {
        if (!gaps.isEmpty()) {
            Level level = gaps.get(0);
            double x = frame.px(levels.indexOf(level) + 0.5);
            double y = frame.py((level.compute() + level.optimalCompute()) / 2);
            String text = Numbers.amount(Math.abs(Spending.difference(level)), report.computeUnit()) + " " + kind;
            labels.place(svg, x, y, 12.5, text, colour, true);
        }
    }
}
