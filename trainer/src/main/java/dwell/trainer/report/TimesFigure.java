package dwell.trainer.report;

import dwell.envs.exact.ResponseDistribution.Bin;
import dwell.envs.exact.ResponseDistribution.Point;
import dwell.trainer.evaluate.Responses;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Response time distributions of right and wrong answers, and under them the conditional accuracy function. */
final class TimesFigure {
    private static final double LEFT = 62;
    private static final double RIGHT = Figure.WIDTH - 27;
    private static final double UPPER = 178;
    private static final double LOWER = 124;
    private static final double NEGLIGIBLE = 1e-4;
    private static final double FEWEST_BINS = 6;

    private TimesFigure() {}

    /** Probability of each verdict in a bin: right, wrong, no answer. */
    private record Bar(double from, double to, double[] share) {}

    /** @param policies the policy that the plot is about, and perhaps one to compare it with */
    static Figure of(List<TimedPolicy> policies, String unit) {
        Bins bins = Bins.of(policies.stream()
                .flatMap(policy -> policy.responses().times().stream())
                .mapToDouble(Point::time)
                .sorted()
                .distinct()
                .toArray());
        List<List<Bar>> bars = new ArrayList<>();
        policies.forEach(policy -> bars.add(bars(policy.responses(), bins)));
        boolean none = bars.stream().flatMap(List::stream).anyMatch(bar -> bar.share()[2] > NEGLIGIBLE);
        String title = title(policies.get(0));
        double extra = Heading.extra(title);
        double top = 94 + extra;
        double middle = top + UPPER;
        double lowerTop = middle + 44;
        double bottom = lowerTop + LOWER;
        Svg svg = new Svg(
                "times",
                title,
                "Two panels against the compute of an answer: share of right answers upwards and of wrong ones downwards;"
                        + " accuracy of the answers by speed.",
                Figure.WIDTH,
                bottom + 48);
        Heading.draw(svg, title, keys(policies, none));
        Scale x = x(bars, bins);
        distribution(svg, policies, bars, new Frame(x, shares(bars, middle, top)));
        Frame lower = new Frame(x, accuracies(policies, bottom, lowerTop));
        lower.drawY(svg, "accuracy of the answers (%)");
        xAxis(svg, lower);
        lower.drawXName(svg, "compute of an answer (" + unit + ")", lower.bottom() + 38);
        for (int v = policies.size() - 1; v >= 0; v--) {
            accuracy(svg, lower, policies.get(v), unit);
        }
        return new Figure(
                "times",
                svg,
                "Above, the exact distribution of response time: right answers upwards, wrong ones%s downwards, as shares of"
                                .formatted(none ? " and no answers" : "")
                        + " all items. Below, the accuracy of the answers cut into %d equal shares from the fastest to the slowest"
                                .formatted(Responses.BINS)
                        + " (conditional accuracy function).");
    }

    private static List<Key> keys(List<TimedPolicy> policies, boolean none) {
        List<Key> keys = new ArrayList<>();
        keys.add(new Key(Shape.BOX, policies.get(0).colour(), policies.get(0).name() + ": right"));
        keys.add(new Key(Shape.BOX, Ink.WRONG_ANSWER, "wrong"));
        if (none) {
            keys.add(new Key(Shape.BOX, Ink.NO_ANSWER, "no answer"));
        }
        if (policies.size() > 1) {
            keys.add(new Key(
                    Shape.LINE, policies.get(1).colour(), policies.get(1).name()));
        }
        return keys;
    }

    private static String title(TimedPolicy policy) {
        List<Bin> bins = policy.responses().conditionalAccuracy();
        if (bins.isEmpty()) {
            return "Nothing is answered";
        }
        double fast = bins.get(0).accuracy();
        double slow = bins.get(bins.size() - 1).accuracy();
        return Math.abs(fast - slow) < 0.005
                ? "%s fastest and slowest answers are equally often right".formatted(policy.owner())
                : "%s fastest answers are right in %s, its slowest in %s"
                        .formatted(policy.owner(), Numbers.percent(fast), Numbers.percent(slow));
    }

    private static List<Bar> bars(Responses responses, Bins bins) {
        TreeMap<Long, double[]> binned = new TreeMap<>();
        for (Point point : responses.times()) {
            double[] share = binned.computeIfAbsent(bins.index(point.time()), bin -> new double[3]);
            share[0] += point.correct();
            share[1] += point.wrong();
            share[2] += point.none();
        }
        List<Bar> bars = new ArrayList<>();
        for (Map.Entry<Long, double[]> entry : binned.entrySet()) {
            double[] share = entry.getValue();
            if (share[0] + share[1] + share[2] >= NEGLIGIBLE) {
                bars.add(new Bar(bins.from(entry.getKey()), bins.from(entry.getKey() + 1), share));
            }
        }
        return bars;
    }

    private static Scale x(List<List<Bar>> bars, Bins bins) {
        double low = 0;
        double high = FEWEST_BINS * bins.width();
        for (List<Bar> one : bars) {
            for (Bar bar : one) {
                low = Math.min(low, bar.from());
                high = Math.max(high, bar.to());
            }
        }
        return new Scale(low, high, Scale.covering(0, high, LEFT, RIGHT, 8).step(), LEFT, RIGHT);
    }

    private static Scale shares(List<List<Bar>> bars, double bottom, double top) {
        double up = 0;
        double down = 0;
        for (List<Bar> one : bars) {
            for (Bar bar : one) {
                up = Math.max(up, bar.share()[0]);
                down = Math.max(down, bar.share()[1] + bar.share()[2]);
            }
        }
        return Scale.covering(-100 * down, 100 * Math.max(up, 1e-6), bottom, top, 5);
    }

    private static Scale accuracies(List<TimedPolicy> policies, double bottom, double top) {
        double low = 1;
        double high = 0;
        for (TimedPolicy policy : policies) {
            for (Bin bin : policy.responses().conditionalAccuracy()) {
                low = Math.min(low, bin.accuracy());
                high = Math.max(high, bin.accuracy());
            }
        }
        double room = 0.05 * Math.max(high - low, 0.05);
        return high < low
                ? new Scale(0, 100, 25, bottom, top)
                : Scale.covering(100 * Math.max(0, low - room), 100 * Math.min(1, high + room), bottom, top, 4);
    }

    private static void distribution(Svg svg, List<TimedPolicy> policies, List<List<Bar>> bars, Frame frame) {
        svg.open("g", "class", "y-axis");
        for (double tick : frame.y().ticks()) {
            svg.line(frame.left(), frame.py(tick), frame.right(), frame.py(tick), Ink.GRID, 1);
            String label = frame.y().label(Math.abs(tick));
            svg.text(
                    frame.left() - 8,
                    frame.py(tick) + 4,
                    Frame.TICK_SIZE,
                    label,
                    "text-anchor",
                    "end",
                    "fill",
                    Ink.MUTED);
        }
        svg.text(4, frame.top() - 14, Frame.TICK_SIZE, "share of items (%)", "fill", Ink.MUTED);
        svg.close("g");
        for (Bar bar : bars.get(0)) {
            double x = frame.px(bar.from()) + 0.06 * (frame.px(bar.to()) - frame.px(bar.from()));
            double width = 0.88 * (frame.px(bar.to()) - frame.px(bar.from()));
            double[] share = bar.share();
            box(svg, frame, "right", policies.get(0).colour(), x, width, 0, share[0]);
            box(svg, frame, "wrong", Ink.WRONG_ANSWER, x, width, -share[1], 0);
            box(svg, frame, "none", Ink.NO_ANSWER, x, width, -share[1] - share[2], -share[1]);
        }
        if (policies.size() > 1) {
            outline(svg, frame, policies.get(1), bars.get(1));
        }
        svg.line(frame.left(), frame.py(0), frame.right(), frame.py(0), Ink.AXIS, 1);
    }

    private static void box(
            Svg svg, Frame frame, String kind, String colour, double x, double width, double low, double high) {
        if (high - low > 1e-9) {
            svg.mark(
                    "%s: %s of items".formatted(kind, Numbers.percent(high - low)),
                    "rect",
                    "class",
                    "mark " + kind,
                    "x",
                    x,
                    "y",
                    frame.py(100 * high),
                    "width",
                    width,
                    "height",
                    frame.py(100 * low) - frame.py(100 * high),
                    "fill",
                    colour,
                    "fill-opacity",
                    0.8);
        }
    }

    /** The other policy's shares as two stepped lines. */
    private static void outline(Svg svg, Frame frame, TimedPolicy policy, List<Bar> bars) {
        for (int sign : new int[] {1, -1}) {
            StringBuilder path = new StringBuilder();
            double end = Double.NaN;
            for (Bar bar : bars) {
                double share = sign > 0 ? bar.share()[0] : -bar.share()[1] - bar.share()[2];
                boolean joined = Math.abs(bar.from() - end) < 1e-9 * Math.max(1, Math.abs(end));
                if (!joined) {
                    path.append(path.isEmpty() ? "M" : "V" + Svg.number(frame.py(0)) + "M")
                            .append(Svg.number(frame.px(bar.from())))
                            .append(' ')
                            .append(Svg.number(frame.py(0)));
                }
                path.append('V').append(Svg.number(frame.py(100 * share)));
                path.append('H').append(Svg.number(frame.px(bar.to())));
                end = bar.to();
            }
            if (!path.isEmpty()) {
                path.append('V').append(Svg.number(frame.py(0)));
                svg.draw(
                        "path",
                        "class",
                        "line " + policy.kind(),
                        "d",
                        path,
                        "fill",
                        "none",
                        "stroke",
                        policy.colour(),
                        "stroke-width",
                        1.3);
            }
        }
    }

    private static void xAxis(Svg svg, Frame frame) {
        frame.baseLine(svg);
        Scale x = frame.x();
        for (long i = (long) Math.ceil(x.low() / x.step() - 1e-9); i * x.step() <= x.high(); i++) {
            double at = frame.px(i * x.step());
            svg.line(at, frame.bottom(), at, frame.bottom() + 5, Ink.AXIS, 1);
            svg.text(
                    at,
                    frame.bottom() + 19,
                    Frame.TICK_SIZE,
                    x.label(i * x.step()),
                    "text-anchor",
                    "middle",
                    "fill",
                    Ink.MUTED);
        }
    }

    private static void accuracy(Svg svg, Frame frame, TimedPolicy policy, String unit) {
        List<double[]> points = new ArrayList<>();
        for (Bin bin : policy.responses().conditionalAccuracy()) {
            points.add(new double[] {Math.min(bin.time(), frame.x().high()), 100 * bin.accuracy()});
        }
        if (points.isEmpty()) {
            return;
        }
        frame.polyline(svg, points, policy.colour(), 2, "class", "line accuracy");
        for (double[] point : points) {
            svg.mark(
                    "%s: %s, right in %s"
                            .formatted(policy.name(), Numbers.amount(point[0], unit), Numbers.percent(point[1] / 100)),
                    "circle",
                    "class",
                    "mark accuracy " + policy.kind(),
                    "cx",
                    frame.px(point[0]),
                    "cy",
                    frame.py(point[1]),
                    "r",
                    3.8,
                    "fill",
                    policy.colour());
        }
    }
}
