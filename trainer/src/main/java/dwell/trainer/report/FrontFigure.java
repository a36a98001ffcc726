package dwell.trainer.report;

import dwell.envs.Stakes;
import dwell.envs.exact.ParetoFront.Vertex;
import dwell.trainer.evaluate.EnvironmentCard;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Fixed;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is had for the compute: the exact front, the policies on or below it, and the price as the line of equal utility
 * {@code value = V* + price * compute}, which touches the front at the optimum. A policy's regret is its vertical distance to
 * that line.
 */
final class FrontFigure {
    private static final double HEIGHT = 396;

    private FrontFigure() {}

    static Figure of(EvaluationReport report) {
        return of(Tradeoff.of(report));
    }

    static Figure of(EnvironmentCard card) {
        return of(Tradeoff.of(card));
    }

    private static Figure of(Tradeoff tradeoff) {
        double price = tradeoff.stakes().price();
        List<double[]> front = front(tradeoff);
        List<Fixed> fixed = tradeoff.fixed().stream()
                .filter(policy -> Double.isFinite(policy.compute()) && Double.isFinite(policy.utility()))
                .sorted(Comparator.comparingDouble(Fixed::compute))
                .toList();
        double end = end(tradeoff, front, fixed);
        List<Fixed> shown =
                fixed.stream().filter(policy -> policy.compute() <= end).toList();
        String title = title(tradeoff);
        String valueName = isAccuracy(tradeoff.stakes()) ? "accuracy" : "value of the answers";
        Svg svg = new Svg(
                "front",
                title,
                "%s against compute: exact front, %sfixed policies, and the price's line of equal utility."
                        .formatted(valueName, tradeoff.own() == null ? "" : "learned policy, "),
                Figure.WIDTH,
                HEIGHT);
        double below = Heading.draw(
                svg,
                title,
                List.of(
                        new Key(Shape.LINE, Ink.OPTIMAL, "exact front"),
                        new Key(
                                Shape.DASHED,
                                Ink.PRICE,
                                "utility %s at price %s"
                                        .formatted(Numbers.utility(tradeoff.optimalUtility()), Numbers.exact(price)))));
        Frame frame = frame(tradeoff, front, shown, end, below + 33);
        frame.drawY(svg, valueName);
        String clip = svg.clip("frame", frame);
        svg.open("g", "clip-path", clip);
        reachable(svg, frame, front);
        if (tradeoff.own() == null) {
            families(svg, frame, tradeoff, fixed);
        }
        frame.polyline(svg, front, Ink.OPTIMAL, 2, "class", "line front");
        double[] tangent = {frame.x().low(), frame.x().high()};
        svg.line(
                frame.px(tangent[0]),
                frame.py(tradeoff.optimalUtility() + price * tangent[0]),
                frame.px(tangent[1]),
                frame.py(tradeoff.optimalUtility() + price * tangent[1]),
                Ink.PRICE,
                1.6,
                "stroke-dasharray",
                "6 4",
                "class",
                "tangent");
        svg.close("g");
        frame.drawX(svg, "mean compute of an item (" + tradeoff.computeUnit() + ")");

        Labels labels = new Labels(frame.left() + 2, frame.top() - 8, frame.right() + 10, frame.bottom() - 3);
        labels.avoidLine(frame, visible(front, frame));
        labels.avoidLine(frame, visible(tangentPoints(tradeoff, tangent), frame));
        regretLine(svg, frame, tradeoff);
        points(svg, frame, labels, tradeoff, shown);
        return new Figure("front", svg, caption(tradeoff, fixed, shown, valueName));
    }

    private static String title(Tradeoff tradeoff) {
        if (tradeoff.own() != null) {
            return tradeoff.own().regret() < 1e-9
                    ? "On the front: nothing better can be had at this price"
                    : "The policy is %s below the best line of equal utility"
                            .formatted(Numbers.loss(tradeoff.own().regret()));
        }
        return tradeoff.fixed().stream()
                .max(Comparator.comparingDouble(Fixed::utility))
                .map(best -> "The best fixed policy, %s, is %s below the optimum"
                        .formatted(best.policy(), Numbers.loss(tradeoff.optimalUtility() - best.utility())))
                .orElse("What can be had for the compute");
    }

    private static boolean isAccuracy(Stakes stakes) {
        return stakes.correct() == 1 && stakes.wrong() == 0 && stakes.abstain() == 0;
    }

    /** The vertices, and the optimum among them: it is one even where not all vertices are listed. */
    private static List<double[]> front(Tradeoff tradeoff) {
        List<double[]> front = new ArrayList<>();
        for (Vertex vertex : tradeoff.pareto()) {
            if (Double.isFinite(vertex.compute()) && Double.isFinite(vertex.value())) {
                front.add(new double[] {vertex.compute(), vertex.value()});
            }
        }
        double optimum = tradeoff.optimalCompute();
        if (front.stream().noneMatch(point -> Math.abs(point[0] - optimum) <= 1e-9 * Math.max(1, optimum))) {
            front.add(new double[] {optimum, tradeoff.optimalValue()});
        }
        front.sort(Comparator.comparingDouble(point -> point[0]));
        return front;
    }

    /** Everything is shown unless that would press what matters into a corner. */
    private static double end(Tradeoff tradeoff, List<double[]> front, List<Fixed> fixed) {
        double own = tradeoff.own() == null ? 0 : tradeoff.own().compute();
        double all = Math.max(own, front.get(front.size() - 1)[0]);
        for (Fixed policy : fixed) {
            all = Math.max(all, policy.compute());
        }
        double near = 3 * Math.max(own, tradeoff.optimalCompute());
        return near > 0.02 * all && near * 1.3 < all ? near : all;
    }

    private static Frame frame(Tradeoff tradeoff, List<double[]> front, List<Fixed> shown, double end, double top) {
        double low = tradeoff.optimalValue();
        double high = low;
        if (tradeoff.own() != null) {
            low = Math.min(low, tradeoff.own().value(tradeoff.stakes()));
            high = Math.max(high, tradeoff.own().value(tradeoff.stakes()));
        }
        for (double[] point : front) {
            if (point[0] <= end) {
                low = Math.min(low, point[1]);
                high = Math.max(high, point[1]);
            }
        }
        for (Fixed policy : shown) {
            double of = tradeoff.value(policy);
            low = Math.min(low, of);
            high = Math.max(high, of);
        }
        double room = 0.06 * (high - low);
        boolean touchesOne = isAccuracy(tradeoff.stakes()) && high <= 1;
        double highest = touchesOne ? Math.min(1, high + room) : high + room;
        double lowest = isAccuracy(tradeoff.stakes()) ? Math.max(0, low - room) : low - room;
        return Frame.covering(62, top, Figure.WIDTH - 27, HEIGHT - 50, 0, end, 6, lowest, highest, 6);
    }

    private static void reachable(Svg svg, Frame frame, List<double[]> front) {
        int n = front.size();
        double[] x = new double[n + 1];
        double[] high = new double[n + 1];
        double[] low = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            double[] point = front.get(Math.min(i, n - 1));
            x[i] = i < n ? point[0] : Math.max(point[0], frame.x().high());
            high[i] = point[1];
            low[i] = Math.min(frame.y().low(), point[1]);
        }
        frame.area(svg, x, low, high, Ink.REACHABLE, "class", "reachable");
    }

    /** Fixed policies that differ in one number, joined: the speed-accuracy curve of each kind. */
    private static void families(Svg svg, Frame frame, Tradeoff tradeoff, List<Fixed> fixed) {
        Map<String, List<double[]>> families = new LinkedHashMap<>();
        for (Fixed policy : fixed) {
            families.computeIfAbsent(policy.policy().split(" ")[0], name -> new ArrayList<>())
                    .add(new double[] {policy.compute(), tradeoff.value(policy)});
        }
        families.forEach((name, points) ->
                frame.polyline(svg, points, Ink.FIXED, 0.9, "class", "line family", "stroke-opacity", 0.7));
    }

    private static List<double[]> tangentPoints(Tradeoff tradeoff, double[] ends) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            double x = ends[0] + i / 100.0 * (ends[1] - ends[0]);
            points.add(new double[] {
                x, tradeoff.optimalUtility() + tradeoff.stakes().price() * x
            });
        }
        return points;
    }

    private static List<double[]> visible(List<double[]> points, Frame frame) {
        List<double[]> dense = new ArrayList<>();
        for (double[] point : points) {
            if (point[0] <= frame.x().high()
                    && point[1] >= frame.y().low()
                    && point[1] <= frame.y().high()) {
                dense.add(point);
            }
        }
        return dense;
    }

    private static void regretLine(Svg svg, Frame frame, Tradeoff tradeoff) {
        if (tradeoff.own() == null) {
            return;
        }
        double compute = tradeoff.own().compute();
        double onLine = tradeoff.optimalUtility() + tradeoff.stakes().price() * compute;
        svg.line(
                frame.px(compute),
                frame.py(tradeoff.own().value(tradeoff.stakes())),
                frame.px(compute),
                Math.max(frame.top(), frame.py(onLine)),
                Ink.LEARNED,
                2,
                "class",
                "regret");
    }

    private static void points(Svg svg, Frame frame, Labels labels, Tradeoff tradeoff, List<Fixed> shown) {
        String unit = tradeoff.computeUnit();
        for (Fixed policy : shown) {
            double x = frame.px(policy.compute());
            double y = frame.py(tradeoff.value(policy));
            String words = "%s: %s, utility %s"
                    .formatted(
                            policy.policy(), Numbers.amount(policy.compute(), unit), Numbers.utility(policy.utility()));
            svg.mark(words, "circle", "class", "mark fixed", "cx", x, "cy", y, "r", 3.4, "fill", Ink.FIXED);
            labels.avoidPoint(x, y, 4.5);
        }
        double bestX = frame.px(tradeoff.optimalCompute());
        double bestY = frame.py(tradeoff.optimalValue());
        svg.mark(
                "optimum: %s, utility %s"
                        .formatted(
                                Numbers.amount(tradeoff.optimalCompute(), unit),
                                Numbers.utility(tradeoff.optimalUtility())),
                "circle",
                "class",
                "mark optimal",
                "cx",
                bestX,
                "cy",
                bestY,
                "r",
                6,
                "fill",
                Ink.PAPER,
                "stroke",
                Ink.OPTIMAL,
                "stroke-width",
                1.8);
        labels.avoidPoint(bestX, bestY, 8);
        own(svg, frame, labels, tradeoff);
        labels.place(svg, bestX, bestY, 12.5, "optimum", Ink.OPTIMAL, true);
        for (Fixed policy : shown) {
            String text = TextWidth.cut(policy.policy(), 11, 150);
            labels.place(svg, frame.px(policy.compute()), frame.py(tradeoff.value(policy)), 11, text, Ink.MUTED, false);
        }
    }

    private static void own(Svg svg, Frame frame, Labels labels, Tradeoff tradeoff) {
        Tradeoff.Own own = tradeoff.own();
        if (own == null) {
            return;
        }
        double x = frame.px(own.compute());
        double y = frame.py(own.value(tradeoff.stakes()));
        svg.mark(
                "learned: %s, utility %s"
                        .formatted(
                                Numbers.amount(own.compute(), tradeoff.computeUnit()), Numbers.utility(own.utility())),
                "circle",
                "class",
                "mark learned",
                "cx",
                x,
                "cy",
                y,
                "r",
                4.6,
                "fill",
                Ink.LEARNED,
                "stroke",
                Ink.PAPER,
                "stroke-width",
                1);
        labels.avoidPoint(x, y, 7);
        labels.place(svg, x, y, 12.5, "learned: regret " + Numbers.loss(own.regret()), Ink.LEARNED, true);
    }

    private static String caption(Tradeoff tradeoff, List<Fixed> fixed, List<Fixed> shown, String valueName) {
        String text =
                "Nothing above the front can be had. Along the dashed line utility is that of the optimum; a policy's"
                        + " regret is how far it lies below that line. Grey: fixed policies"
                        + (tradeoff.own() == null ? ", those of one kind joined." : ".");
        List<String> beyond = fixed.stream()
                .filter(policy -> !shown.contains(policy))
                .map(policy -> "%s (%s, %s %s)"
                        .formatted(
                                policy.policy(),
                                Numbers.amount(policy.compute(), tradeoff.computeUnit()),
                                valueName,
                                Numbers.utility(tradeoff.value(policy))))
                .toList();
        return beyond.isEmpty() ? text : text + " To the right of the picture: " + String.join(", ", beyond) + ".";
    }
}
