package dwell.trainer.report;

import dwell.trainer.evaluate.Responses;
import dwell.trainer.evaluate.Responses.Curve;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Accuracy and mean response time of right and wrong answers against level: psychometric and chronometric curve. */
final class CurvesFigure {
    private static final double LEFT = 62;
    private static final double RIGHT = Figure.WIDTH - 27;
    private static final double UPPER = 124;
    private static final double LOWER = 172;

    private CurvesFigure() {}

    /** @param policies the policy that the plot is about, and perhaps one to compare it with */
    static Figure of(List<TimedPolicy> policies, String unit) {
        Responses own = policies.get(0).responses();
        List<String> names = own.levels().stream().map(Curve::level).toList();
        LevelAxis axis = LevelAxis.of(names, LEFT, RIGHT);
        String title = title(policies.get(0), unit);
        List<Key> keys = new ArrayList<>();
        for (TimedPolicy policy : policies) {
            keys.add(new Key(Shape.DOT, policy.colour(), policy.name() + " right"));
            keys.add(new Key(Shape.RING, policy.colour(), "wrong"));
        }
        double top = 94 + Heading.extra(title);
        double middle = top + UPPER;
        double lowerTop = middle + 44;
        double bottom = lowerTop + LOWER;
        Svg svg = new Svg(
                "curves",
                title,
                "Two panels against level: accuracy, and mean compute of right and of wrong answers.",
                Figure.WIDTH,
                bottom + axis.height());
        Heading.draw(svg, title, keys);
        accuracy(svg, policies, axis, top, middle);
        times(svg, policies, axis, lowerTop, bottom, unit);
        return new Figure(
                "curves",
                svg,
                "Exact. Above, the probability of a correct answer on each level (psychometric curve); below, the mean compute"
                        + " of the answers that turn out right and of those that turn out wrong (chronometric curve).");
    }

    private static String title(TimedPolicy policy, String unit) {
        Curve all = policy.responses().overall();
        if (all.timeCorrect() == null || all.timeWrong() == null) {
            return "Accuracy and response time by level";
        }
        return "%s right answers take %s on average, wrong ones %s"
                .formatted(policy.owner(), Numbers.amount(all.timeCorrect(), unit), Numbers.amount(all.timeWrong()));
    }

    private static void accuracy(Svg svg, List<TimedPolicy> policies, LevelAxis axis, double top, double bottom) {
        double low = 1;
        double high = 0;
        for (TimedPolicy policy : policies) {
            for (Curve level : policy.responses().levels()) {
                low = Math.min(low, level.correct());
                high = Math.max(high, level.correct());
            }
        }
        double room = 0.04 * Math.max(high - low, 0.05);
        Frame frame = new Frame(
                axis.scale(LEFT, RIGHT),
                Scale.covering(100 * Math.max(0, low - room), 100 * Math.min(1, high + room), bottom, top, 4));
        frame.drawY(svg, "accuracy (%)");
        frame.baseLine(svg);
        for (int v = policies.size() - 1; v >= 0; v--) {
            TimedPolicy policy = policies.get(v);
            curve(svg, frame, policy, level -> 100 * level.correct(), true, "accuracy", " % right");
        }
    }

    private static void times(
            Svg svg, List<TimedPolicy> policies, LevelAxis axis, double top, double bottom, String unit) {
        double high = 0;
        for (TimedPolicy policy : policies) {
            for (Curve level : policy.responses().levels()) {
                high = Math.max(high, level.timeCorrect() == null ? 0 : level.timeCorrect());
                high = Math.max(high, level.timeWrong() == null ? 0 : level.timeWrong());
            }
        }
        Frame frame =
                new Frame(axis.scale(LEFT, RIGHT), Scale.covering(0, Math.max(high * 1.03, 1e-9), bottom, top, 5));
        frame.drawY(svg, "mean compute of the answers (" + unit + ")");
        axis.draw(svg, frame);
        for (int v = policies.size() - 1; v >= 0; v--) {
            TimedPolicy policy = policies.get(v);
            curve(svg, frame, policy, Curve::timeWrong, false, "wrong", " " + unit + ", wrong answers");
            curve(svg, frame, policy, Curve::timeCorrect, true, "right", " " + unit + ", right answers");
        }
    }

    private static void curve(
            Svg svg,
            Frame frame,
            TimedPolicy policy,
            Function<Curve, Double> value,
            boolean filled,
            String kind,
            String meaning) {
        List<Curve> levels = policy.responses().levels();
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            Double y = value.apply(levels.get(i));
            if (y != null && Double.isFinite(y)) {
                points.add(new double[] {i + 0.5, y});
            }
        }
        if (points.isEmpty()) {
            return;
        }
        frame.polyline(
                svg,
                points,
                policy.colour(),
                filled ? 2 : 1.4,
                "class",
                "line " + kind,
                "stroke-dasharray",
                filled ? "none" : "4 3");
        for (double[] point : points) {
            String words = "%s, %s: %s%s"
                    .formatted(levels.get((int) point[0]).level(), policy.name(), Numbers.amount(point[1]), meaning);
            svg.mark(
                    words,
                    "circle",
                    "class",
                    "mark " + kind + " " + policy.kind(),
                    "cx",
                    frame.px(point[0]),
                    "cy",
                    frame.py(point[1]),
                    "r",
                    3.8,
                    "fill",
                    filled ? policy.colour() : Ink.PAPER,
                    "stroke",
                    policy.colour(),
                    "stroke-width",
                    1.5);
        }
    }
}
