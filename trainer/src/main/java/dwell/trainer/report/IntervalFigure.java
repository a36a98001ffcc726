package dwell.trainer.report;

import dwell.trainer.statistics.Interval;
import java.util.ArrayList;
import java.util.List;

/** Arms below each other, each with its estimate and interval, and perhaps its single runs. */
final class IntervalFigure {
    private static final double ROW = 30;
    private static final double NAME_SIZE = 13;
    private static final double LONGEST_NAME = 170;
    private static final double NUMBERS = 178;

    /**
     * A row.
     *
     * @param interval null where there is nothing to draw
     * @param runs values of single runs; may be empty
     * @param words the estimate with its interval
     */
    record Row(String arm, String colour, Interval interval, List<Double> runs, String words) {}

    /**
     * A line to compare with.
     *
     * @param label written at its top
     */
    record Reference(double value, String label) {}

    private IntervalFigure() {}

    /** @param reference may be null */
    static Figure of(String name, String title, String caption, String axis, List<Row> rows, Reference reference) {
        List<Double> values = new ArrayList<>();
        for (Row row : rows) {
            if (row.interval() != null) {
                values.addAll(List.of(
                        row.interval().low(),
                        row.interval().estimate(),
                        row.interval().high()));
                values.addAll(row.runs());
            }
        }
        if (reference != null) {
            values.add(reference.value());
        }
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double left = 12
                + Math.min(
                        LONGEST_NAME,
                        rows.stream()
                                .mapToDouble(row -> TextWidth.of(row.arm(), NAME_SIZE))
                                .max()
                                .orElse(0));
        double top = 62 + Heading.extra(title);
        double bottom = top + ROW * rows.size();
        Svg svg =
                new Svg(name, title, "Arms below each other with estimates and intervals.", Figure.WIDTH, bottom + 48);
        Heading.draw(svg, title, List.of());
        Scale x = Scale.covering(low, high, left, Figure.WIDTH - NUMBERS, 4);
        Frame frame = new Frame(x, new Scale(0, rows.size(), 1, bottom, top));
        for (double tick : x.ticks()) {
            svg.line(frame.px(tick), top, frame.px(tick), bottom, Ink.GRID, 1);
        }
        if (reference != null) {
            double at = frame.px(reference.value());
            svg.line(at, top, at, bottom, Ink.AXIS, 1.4, "stroke-dasharray", "5 4", "class", "reference");
            svg.text(at, top - 7, 12, reference.label(), "text-anchor", "middle", "fill", Ink.MUTED);
        }
        for (int i = 0; i < rows.size(); i++) {
            row(svg, frame, rows.get(i), top + ROW * (i + 0.5));
        }
        frame.drawX(svg, axis);
        return new Figure(name, svg, caption);
    }

    private static void row(Svg svg, Frame frame, Row row, double y) {
        svg.text(
                frame.left() - 8,
                y + 4,
                NAME_SIZE,
                TextWidth.cutName(row.arm(), NAME_SIZE, LONGEST_NAME),
                "text-anchor",
                "end",
                "class",
                "arm");
        svg.text(frame.right() + 12, y + 4, 12, row.words(), "fill", Ink.MUTED, "class", "words");
        if (row.interval() == null) {
            return;
        }
        for (double run : row.runs()) {
            svg.draw(
                    "circle",
                    "class",
                    "run",
                    "cx",
                    frame.px(run),
                    "cy",
                    y + 8,
                    "r",
                    2,
                    "fill",
                    row.colour(),
                    "fill-opacity",
                    0.45);
        }
        svg.line(
                frame.px(row.interval().low()),
                y,
                frame.px(row.interval().high()),
                y,
                row.colour(),
                5,
                "stroke-opacity",
                0.45,
                "class",
                "interval");
        svg.mark(
                row.arm() + ": " + row.words(),
                "circle",
                "class",
                "mark estimate",
                "cx",
                frame.px(row.interval().estimate()),
                "cy",
                y,
                "r",
                4.6,
                "fill",
                row.colour());
    }
}
