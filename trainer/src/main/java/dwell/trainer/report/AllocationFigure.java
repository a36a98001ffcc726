package dwell.trainer.report;

import dwell.trainer.compare.ComparisonSummary;
import dwell.trainer.compare.ComparisonSummary.Cell;
import dwell.trainer.compare.ComparisonSummary.LevelShare;
import dwell.trainer.compare.ComparisonSummary.ProcessFacts;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.List;

/** What each arm spends on each level, against the optimum. */
final class AllocationFigure {
    private static final double LEFT = 66;
    private static final double RIGHT = Figure.WIDTH - 20;
    private static final double HEIGHT = 220;

    private AllocationFigure() {}

    /** @param process with at least one result of some arm */
    static Figure of(String name, ProcessFacts process, ComparisonSummary summary, ArmInk ink) {
        List<Cell> cells = ink.order().stream()
                .map(arm -> summary.cell(process.process(), arm))
                .filter(cell -> !cell.levels().isEmpty())
                .toList();
        List<LevelShare> first = cells.get(0).levels();
        boolean optimum = first.stream().allMatch(level -> level.optimal() != null);
        String unit = process.deliberates() ? "thinks" : process.computeUnit();
        String title = optimum
                ? "%s: what each level gets, and what the optimum would give it".formatted(process.process())
                : "%s: what each level gets".formatted(process.process());
        List<Key> keys = new ArrayList<>();
        if (optimum) {
            keys.add(new Key(Shape.RING, Ink.OPTIMAL, "optimum"));
        }
        keys.addAll(ink.keys(Shape.DOT));
        LevelAxis axis = LevelAxis.of(first.stream().map(LevelShare::level).toList(), LEFT, RIGHT);
        double high = 1e-9;
        for (Cell cell : cells) {
            for (LevelShare level : cell.levels()) {
                high = Math.max(high, Math.max(level.thinking(), level.optimal() == null ? 0 : level.optimal()));
            }
        }
        double top = 88 + Heading.extra(title) + Heading.extra(keys);
        double bottom = top + HEIGHT;
        Svg svg = new Svg(
                name,
                title,
                "Mean thinking on each level, one line for each arm.",
                Figure.WIDTH,
                bottom + axis.height());
        Heading.draw(svg, title, keys);
        Frame frame = new Frame(axis.scale(LEFT, RIGHT), Scale.covering(0, high, bottom, top, 5));
        frame.drawY(svg, "mean " + unit + " per item");
        axis.draw(svg, frame);
        if (optimum) {
            List<double[]> best = new ArrayList<>();
            for (int i = 0; i < first.size(); i++) {
                best.add(new double[] {i + 0.5, first.get(i).optimal()});
            }
            frame.polyline(svg, best, Ink.OPTIMAL, 1.4, "class", "line optimal", "stroke-dasharray", "5 4");
            for (double[] point : best) {
                svg.mark(
                        "optimum: " + Numbers.amount(point[1], unit),
                        "circle",
                        "class",
                        "mark optimal",
                        "cx",
                        frame.px(point[0]),
                        "cy",
                        frame.py(point[1]),
                        "r",
                        6,
                        "fill",
                        Ink.PAPER,
                        "stroke",
                        Ink.OPTIMAL,
                        "stroke-width",
                        1.6);
            }
        }
        for (Cell cell : cells) {
            arm(svg, frame, cell, ink.of(cell.arm()), unit);
        }
        return new Figure(
                name,
                svg,
                "Mean over the trials of an arm. Arms above the optimum overthink that level, arms below underthink it.");
    }

    private static void arm(Svg svg, Frame frame, Cell cell, String colour, String unit) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < cell.levels().size(); i++) {
            points.add(new double[] {i + 0.5, cell.levels().get(i).thinking()});
        }
        frame.polyline(svg, points, colour, 1.6, "class", "line arm");
        for (int i = 0; i < points.size(); i++) {
            svg.mark(
                    "%s, %s: %s"
                            .formatted(
                                    cell.arm(), cell.levels().get(i).level(), Numbers.amount(points.get(i)[1], unit)),
                    "circle",
                    "class",
                    "mark arm",
                    "cx",
                    frame.px(points.get(i)[0]),
                    "cy",
                    frame.py(points.get(i)[1]),
                    "r",
                    3.4,
                    "fill",
                    colour);
        }
    }
}
