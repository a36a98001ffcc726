package dwell.trainer.report;

import dwell.envs.Stakes;
import dwell.envs.exact.ParetoFront.Vertex;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Fixed;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is had for the compute: the exact front, the policies on or below it, and the price as the line of equal utility
 * {@code value = V* + price * compute}, which touches the front at the optimum. A policy's regret is its vertical distance to
 * that line.
 */
final class FrontFigure {
    private static final double HEIGHT = 396;

    private FrontFigure() {}

    static Figure of(EvaluationReport report) {
        double price = report.stakes().price();
        double optimalValue = report.optimalUtility() + price * report.optimalCompute();
        double value = report.utility() + price * report.compute();
        List<double[]> front = front(report, optimalValue);
        List<Fixed> fixed = report.fixed().stream()
                .filter(policy -> Double.isFinite(policy.compute()) && Double.isFinite(policy.utility()))
                .sorted(Comparator.comparingDouble(Fixed::compute))
                .toList();
        double end = end(report, front, fixed);
        List<Fixed> shown =
                fixed.stream().filter(policy -> policy.compute() <= end).toList();
        String title = report.regret() < 1e-9
                ? "On the front: nothing better can be had at this price"
                : "The policy is %s below the best line of equal utility".formatted(Numbers.loss(report.regret()));
        String valueName = isAccuracy(report.stakes()) ? "accuracy" : "value of the answers";
        Svg svg = new Svg(
                "front",
                title,
                "%s against compute: exact front, learned policy, fixed policies, and the price's line of equal utility."
                        .formatted(valueName),
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
                                        .formatted(Numbers.utility(report.optimalUtility()), Numbers.exact(price)))));
        Frame frame = frame(report, front, shown, value, end, below + 33);
        frame.drawY(svg, valueName);
        String clip = svg.clip("frame", frame);
        svg.open("g", "clip-path", clip);
        reachable(svg, frame, front);
        frame.polyline(svg, front, Ink.OPTIMAL, 2, "class", "line front");
        double[] tangent = {frame.x().low(), frame.x().high()};
        svg.line(
                frame.px(tangent[0]),
                frame.py(report.optimalUtility() + price * tangent[0]),
                frame.px(tangent[1]),
                frame.py(report.optimalUtility() + price * tangent[1]),
                Ink.PRICE,
                1.6,
                "stroke-dasharray",
                "6 4",
                "class",
                "tangent");
        svg.close("g");
        frame.drawX(svg, "mean compute of an item (" + report.computeUnit() + ")");

        Labels labels = new Labels(frame.left() + 2, frame.top() - 8, frame.right() + 10, frame.bottom() - 3);
        labels.avoidLine(frame, visible(front, frame));
        labels.avoidLine(frame, visible(tangentPoints(report, tangent), frame));
        regretLine(svg, frame, report, value);
        points(svg, frame, labels, report, shown, value, optimalValue);
        return new Figure("front", svg, caption(report, fixed, shown, valueName));
    }

    private static boolean isAccuracy(Stakes stakes) {
        return stakes.correct() == 1 && stakes.wrong() == 0 && stakes.abstain() == 0;
    }

    /** The vertices, and the optimum among them: it is one even where not all vertices are listed. */
    private static List<double[]> front(EvaluationReport report, double optimalValue) {
        List<double[]> front = new ArrayList<>();
        for (Vertex vertex : report.pareto()) {
            if (Double.isFinite(vertex.compute()) && Double.isFinite(vertex.value())) {
                front.add(new double[] {vertex.compute(), vertex.value()});
            }
        }
        double optimum = report.optimalCompute();
        if (front.stream().noneMatch(point -> Math.abs(point[0] - optimum) <= 1e-9 * Math.max(1, optimum))) {
            front.add(new double[] {optimum, optimalValue});
        }
        front.sort(Comparator.comparingDouble(point -> point[0]));
        return front;
    }

    /** Everything is shown unless that would press what matters into a corner. */
    private static double end(EvaluationReport report, List<double[]> front, List<Fixed> fixed) {
        double all = Math.max(report.compute(), front.get(front.size() - 1)[0]);
        for (Fixed policy : fixed) {
            all = Math.max(all, policy.compute());
        }
        double near = 3 * Math.max(report.compute(), report.optimalCompute());
        return near > 0.02 * all && near * 1.3 < all ? near : all;
    }

    private static Frame frame(
            EvaluationReport report, List<double[]> front, List<Fixed> shown, double value, double end, double top) {
        double price = report.stakes().price();
        double low = Math.min(value, report.optimalUtility() + price * report.optimalCompute());
        double high = Math.max(value, report.optimalUtility() + price * report.optimalCompute());
        for (double[] point : front) {
            if (point[0] <= end) {
                low = Math.min(low, point[1]);
                high = Math.max(high, point[1]);
            }
        }
        for (Fixed policy : shown) {
            double of = policy.utility() + price * policy.compute();
            low = Math.min(low, of);
            high = Math.max(high, of);
        }
        double room = 0.06 * (high - low);
        boolean touchesOne = isAccuracy(report.stakes()) && high <= 1;
        double highest = touchesOne ? Math.min(1, high + room) : high + room;
        double lowest = isAccuracy(report.stakes()) ? Math.max(0, low - room) : low - room;
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

    private static List<double[]> tangentPoints(EvaluationReport report, double[] ends) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            double x = ends[0] + i / 100.0 * (ends[1] - ends[0]);
            points.add(
                    new double[] {x, report.optimalUtility() + report.stakes().price() * x});
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

    private static void regretLine(Svg svg, Frame frame, EvaluationReport report, double value) {
        double onLine = report.optimalUtility() + report.stakes().price() * report.compute();
        svg.line(
                frame.px(report.compute()),
                frame.py(value),
                frame.px(report.compute()),
                Math.max(frame.top(), frame.py(onLine)),
                Ink.LEARNED,
                2,
                "class",
                "regret");
    }

    private static void points(
            Svg svg,
            Frame frame,
            Labels labels,
            EvaluationReport report,
            List<Fixed> shown,
            double value,
            double optimalValue) {
        double price = report.stakes().price();
        String unit = report.computeUnit();
        for (Fixed policy : shown) {
            double x = frame.px(policy.compute());
            double y = frame.py(policy.utility() + price * policy.compute());
            svg.mark(
                    "%s: %s, utility %s"
                            .formatted(
                                    policy.policy(),
                                    Numbers.amount(policy.compute(), unit),
                                    Numbers.utility(policy.utility())),
                    "circle",
                    "class",
                    "mark fixed",
                    "cx",
                    x,
                    "cy",
                    y,
                    "r",
                    3.4,
                    "fill",
                    Ink.FIXED);
            labels.avoidPoint(x, y, 4.5);
        }
        double x = frame.px(report.compute());
        double y = frame.py(value);
        double bestX = frame.px(report.optimalCompute());
        double bestY = frame.py(optimalValue);
        svg.mark(
                "optimum: %s, utility %s"
                        .formatted(
                                Numbers.amount(report.optimalCompute(), unit),
                                Numbers.utility(report.optimalUtility())),
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
        svg.mark(
                "learned: %s, utility %s"
                        .formatted(Numbers.amount(report.compute(), unit), Numbers.utility(report.utility())),
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
        labels.avoidPoint(bestX, bestY, 8);
        labels.avoidPoint(x, y, 7);
        labels.place(svg, x, y, 12.5, "learned: regret " + Numbers.loss(report.regret()), Ink.LEARNED, true);
        labels.place(svg, bestX, bestY, 12.5, "optimum", Ink.OPTIMAL, true);
        for (Fixed policy : shown) {
            double py = frame.py(policy.utility() + price * policy.compute());
            String text = TextWidth.cut(policy.policy(), 11, 150);
            labels.place(svg, frame.px(policy.compute()), py, 11, text, Ink.MUTED, false);
        }
    }

    private static String caption(EvaluationReport report, List<Fixed> fixed, List<Fixed> shown, String valueName) {
        String text =
                "Nothing above the front can be had. Along the dashed line utility is that of the optimum; a policy's"
                        + " regret is how far it lies below that line. Grey: fixed policies.";
        List<String> beyond = fixed.stream()
                .filter(policy -> !shown.contains(policy))
                .map(policy -> "%s (%s, %s %s)"
                        .formatted(
                                policy.policy(),
                                Numbers.amount(policy.compute(), report.computeUnit()),
                                valueName,
                                Numbers.utility(
                                        policy.utility() + report.stakes().price() * policy.compute())))
                .toList();
        return beyond.isEmpty() ? text : text + " To the right of the picture: " + String.join(", ", beyond) + ".";
    }
}
