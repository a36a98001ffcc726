package dwell.trainer.report;

import dwell.trainer.instrument.Mark;
import dwell.trainer.instrument.PriceDistortion;
import dwell.trainer.instrument.PriceDistortion.Level;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.List;

/** Where thinking is pushed, by level and think probability: wrong signs in colour, right ones in grey. */
final class DistortionFigure {
    private static final double ROW = 30;
    private static final double NAME_SIZE = 13;
    private static final double RIGHT = Figure.WIDTH - 76;

    private DistortionFigure() {}

    static Figure of(PriceDistortion map) {
        String title = title(map);
        double widest = map.levels().stream()
                .mapToDouble(level -> TextWidth.of(level.level(), NAME_SIZE))
                .max()
                .orElse(0);
        double left = Math.min(180, 16 + widest);
        List<Key> keys = keys(map);
        double top = 96 + Heading.extra(title) + Heading.extra(keys);
        double bottom = top + ROW * map.levels().size();
        Svg svg = new Svg(
                "distortion",
                title,
                "Sign of the expected update of the think logit by level and think probability, and whether it is the sign of what"
                        + " thinking is worth.",
                Figure.WIDTH,
                bottom + 52);
        Heading.draw(svg, title, keys);
        svg.text(RIGHT + 10, top - 10, NAME_SIZE, "net value", "fill", Ink.MUTED);
        double cell = (RIGHT - left) / map.probabilities().size();
        for (int i = 0; i < map.levels().size(); i++) {
            row(svg, map, map.levels().get(i), left, top + i * ROW, cell);
        }
        for (int k = 0; k < map.probabilities().size(); k++) {
            svg.text(
                    left + (k + .5) * cell,
                    bottom + 18,
                    12,
                    Numbers.exact(map.probabilities().get(k)),
                    "text-anchor",
                    "middle",
                    "fill",
                    Ink.MUTED);
        }
        svg.text(
                (left + RIGHT) / 2,
                bottom + 38,
                NAME_SIZE,
                "think probability",
                "text-anchor",
                "middle",
                "fill",
                Ink.MUTED);
        return new Figure(
                "distortion",
                svg,
                "An arrow up is a push towards thinking, an arrow down a push away from it: the sign of the expected update of the think"
                        + " logit, exact over all groups. Net value is what thinking is truly worth on the level, under the stakes.");
    }

    private static List<Key> keys(PriceDistortion map) {
        List<Key> keys = new ArrayList<>(List.of(new Key(Shape.BOX, Ink.NO_ANSWER, "sign as it pays")));
        if (map.count(Mark.UNDERTHINKING) > 0) {
            keys.add(new Key(Shape.BOX, Ink.UNDERTHINKING, "worth thinking, pushed away"));
        }
        if (map.count(Mark.HYPERVIGILANCE) > 0) {
            keys.add(new Key(Shape.BOX, Ink.OVERTHINKING, "not worth it, pushed towards"));
        }
        return keys;
    }

    private static String title(PriceDistortion map) {
        if (map.clean()) {
            return "Price distortion: every push has the sign of what thinking is worth";
        }
        long cells = (long) map.levels().size() * map.probabilities().size();
        return "Price distortion: %d of %d cells push thinking the wrong way".formatted(map.wrong(), cells);
    }

    private static void row(Svg svg, PriceDistortion map, Level level, double left, double y, double cell) {
        svg.text(
                left - 8,
                y + ROW / 2 + 4,
                NAME_SIZE,
                TextWidth.cutName(level.level(), NAME_SIZE, left - 12),
                "text-anchor",
                "end");
        for (int k = 0; k < level.marks().size(); k++) {
            Mark mark = level.marks().get(k);
            double update = level.updates().get(k);
            String colour = switch (mark) {
                case RIGHT -> Ink.NO_ANSWER;
                case UNDERTHINKING -> Ink.UNDERTHINKING;
                case HYPERVIGILANCE -> Ink.OVERTHINKING;
                case STILL -> Ink.PAPER;
            };
            svg.mark(
                    "%s at think probability %s: update %s, net value %s"
                            .formatted(
                                    level.level(),
                                    Numbers.exact(map.probabilities().get(k)),
                                    Numbers.rounded(update),
                                    Numbers.rounded(level.netValue())),
                    "rect",
                    "class",
                    "cell " + mark,
                    "x",
                    left + k * cell + 1,
                    "y",
                    y + 1,
                    "width",
                    cell - 2,
                    "height",
                    ROW - 2,
                    "fill",
                    colour);
            if (mark != Mark.STILL) {
                arrow(svg, left + (k + .5) * cell, y + ROW / 2, update > 0, mark == Mark.HYPERVIGILANCE);
            }
        }
        svg.text(RIGHT + 10, y + ROW / 2 + 4, NAME_SIZE, Numbers.rounded(level.netValue()));
    }

    private static void arrow(Svg svg, double x, double y, boolean up, boolean onDark) {
        double d = up ? -5 : 5;
        svg.draw(
                "path",
                "d",
                "M%s %sL%s %sL%s %sZ"
                        .formatted(
                                Svg.number(x - 5),
                                Svg.number(y - d),
                                Svg.number(x + 5),
                                Svg.number(y - d),
                                Svg.number(x),
                                Svg.number(y + d)),
                "fill",
                onDark ? Ink.PAPER : Ink.TEXT,
                "pointer-events",
                "none");
    }
}
