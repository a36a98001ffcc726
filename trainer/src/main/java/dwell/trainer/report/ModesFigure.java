package dwell.trainer.report;

import dwell.envs.Action;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Level;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which mode is chosen on each level, learned above optimal: for processes with one choice an item. */
final class ModesFigure {
    private static final double SUM_TOLERANCE = 1e-6;
    private static final double NAME_SIZE = 12.5;
    private static final double LONGEST_NAME = 170;
    private static final double BAR = 15;
    private static final double ROW = 2 * BAR + 16;

    private ModesFigure() {}

    /** Empty where more than one choice is made on an item, so that shares are not shares of items. */
    static Optional<Figure> of(EvaluationReport report) {
        boolean oneChoice = report.levels().stream()
                .allMatch(level -> isShare(level.actionShares()) && isShare(level.optimalActionShares()));
        return oneChoice && report.actions().size() > 1 ? Optional.of(drawn(report)) : Optional.empty();
    }

    private static boolean isShare(List<Double> shares) {
        double sum = 0;
        for (Double share : shares) {
            if (share == null || !(share >= -SUM_TOLERANCE)) {
                return false;
            }
            sum += share;
        }
        return Math.abs(sum - 1) < SUM_TOLERANCE;
    }

    private static Figure drawn(EvaluationReport report) {
        List<Level> levels = report.levels();
        List<Action> actions = report.actions();
        List<Key> keys = new ArrayList<>();
        for (int a = 0; a < actions.size(); a++) {
            keys.add(new Key(
                    Shape.BOX, Ink.mode(a, actions.size()), actions.get(a).name()));
        }
        String title = title(report);
        double keyWidth = keys.stream()
                .mapToDouble(key -> 42 + TextWidth.of(key.meaning(), 12.5))
                .sum();
        double top = 68 + Heading.extra(title) + 19 * Math.floor(keyWidth / Figure.WIDTH);
        double left = 72
                + levels.stream()
                        .mapToDouble(level -> Math.min(LONGEST_NAME, TextWidth.of(level.level(), NAME_SIZE)))
                        .max()
                        .orElse(0);
        double bottom = top + levels.size() * ROW;
        Svg svg = new Svg(
                "modes",
                title,
                "For each level two bars of the shares of items on which each mode is chosen: learned above optimal.",
                Figure.WIDTH,
                bottom + 46);
        Heading.draw(svg, title, keys);
        Frame frame =
                new Frame(new Scale(0, 1, 0.25, left, Figure.WIDTH - 28), new Scale(0, levels.size(), 1, bottom, top));
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            double y = top + i * ROW + 4;
            svg.text(
                    4,
                    y + BAR + 5,
                    NAME_SIZE,
                    TextWidth.cutName(level.level(), NAME_SIZE, LONGEST_NAME),
                    "class",
                    "level",
                    "font-weight",
                    "600");
            bar(svg, frame, y, "learned", level.level(), level.actionShares(), actions);
            bar(svg, frame, y + BAR + 2, "optimal", level.level(), level.optimalActionShares(), actions);
        }
        for (double tick : frame.x().ticks()) {
            svg.line(frame.px(tick), bottom, frame.px(tick), bottom + 5, Ink.AXIS, 1);
            svg.text(
                    frame.px(tick),
                    bottom + 18,
                    Frame.TICK_SIZE,
                    Math.round(100 * tick) + "\u00a0%",
                    "text-anchor",
                    "middle",
                    "fill",
                    Ink.MUTED);
        }
        frame.baseLine(svg);
        frame.drawXName(svg, "share of items", bottom + 36);
        return new Figure(
                "modes",
                svg,
                "How often each mode is chosen on the items of a level: upper bar learned, lower bar optimal.");
    }

    /** The level whose shares differ most, by total variation. */
    private static String title(EvaluationReport report) {
        Level worst = null;
        double most = 0;
        for (Level level : report.levels()) {
            double distance = distance(level);
            if (distance > most) {
                most = distance;
                worst = level;
            }
        }
        if (worst == null || most < 0.02) {
            return "Modes by level: the learned policy chooses as the optimum does";
        }
        int action = 0;
        double largest = 0;
        for (int a = 0; a < report.actions().size(); a++) {
            double difference =
                    worst.actionShares().get(a) - worst.optimalActionShares().get(a);
            if (Math.abs(difference) > Math.abs(largest)) {
                largest = difference;
                action = a;
            }
        }
        return "Modes by level: on %s it takes %s on %s of items, the optimum on %s"
                .formatted(
                        TextWidth.cutName(worst.level(), NAME_SIZE, LONGEST_NAME),
                        TextWidth.cut(report.actions().get(action).name(), NAME_SIZE, LONGEST_NAME),
                        Numbers.percent(worst.actionShares().get(action)),
                        Numbers.percent(worst.optimalActionShares().get(action)));
    }

    private static double distance(Level level) {
        double sum = 0;
        for (int a = 0; a < level.actionShares().size(); a++) {
            sum += Math.abs(level.actionShares().get(a)
                            - level.optimalActionShares().get(a))
                    / 2;
        }
        return sum;
    }

    private static void bar(
            Svg svg, Frame frame, double y, String policy, String level, List<Double> shares, List<Action> actions) {
        svg.text(frame.left() - 8, y + BAR - 4, 11, policy, "text-anchor", "end", "fill", Ink.MUTED);
        double from = 0;
        for (int a = 0; a < actions.size(); a++) {
            double share = Math.max(0, shares.get(a));
            if (share < 5e-4) {
                from += share;
                continue;
            }
            double x = frame.px(from);
            double width = frame.px(from + share) - x;
            svg.mark(
                    "%s, %s: %s on %s".formatted(level, policy, actions.get(a).name(), Numbers.percent(share)),
                    "rect",
                    "class",
                    "mark share " + policy,
                    "x",
                    x,
                    "y",
                    y,
                    "width",
                    width,
                    "height",
                    BAR,
                    "fill",
                    Ink.mode(a, actions.size()),
                    "stroke",
                    Ink.PAPER,
                    "stroke-width",
                    1);
            String text = Math.round(100 * share) + "\u00a0%";
            if (TextWidth.of(text, 11) + 8 < width) {
                svg.text(
                        x + width / 2,
                        y + BAR - 3.5,
                        11,
                        text,
                        "text-anchor",
                        "middle",
                        "fill",
                        Ink.darkMode(a, actions.size()) ? Ink.PAPER : Ink.TEXT);
            }
            from += share;
        }
    }
}
