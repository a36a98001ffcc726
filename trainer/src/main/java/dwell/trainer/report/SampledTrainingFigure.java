package dwell.trainer.report;

import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import dwell.trainer.report.History.SampledPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How training went where evaluation samples: mean utility against updates, and the bound that no policy can exceed. */
final class SampledTrainingFigure {
    private static final double LEFT = 62;
    private static final double RIGHT = Figure.WIDTH - 27;
    private static final double PLOT_HEIGHT = 250;

    private SampledTrainingFigure() {}

    /** Empty where no update was evaluated. */
    static Optional<Figure> of(History history) {
        return history.sampled().isEmpty() ? Optional.empty() : Optional.of(drawn(history.sampled()));
    }

    private static Figure drawn(List<SampledPoint> points) {
        SampledPoint first = points.get(0);
        SampledPoint last = points.get(points.size() - 1);
        boolean bounded = points.stream().noneMatch(point -> Double.isNaN(point.gap()));
        String title = points.size() == 1
                ? "Utility %s after update %s"
                        .formatted(Numbers.utility(first.utility()), Numbers.count(first.update()))
                : "Utility goes from %s at update %s to %s at update %s"
                        .formatted(
                                Numbers.utility(first.utility()),
                                Numbers.count(first.update()),
                                Numbers.utility(last.utility()),
                                Numbers.count(last.update()));
        double top = 88 + Heading.extra(title);
        double bottom = top + PLOT_HEIGHT;
        Svg svg = new Svg(
                "training",
                title,
                "Mean utility of the evaluation episodes against updates, with an area of two standard errors.",
                Figure.WIDTH,
                bottom + 46);
        List<Key> keys =
                new ArrayList<>(List.of(new Key(Shape.DOT, Ink.LEARNED, "learned policy, ± 2 standard errors")));
        if (bounded) {
            keys.add(new Key(Shape.DASHED, Ink.OPTIMAL, "upper bound"));
        }
        Heading.draw(svg, title, keys);
        draw(svg, points, bounded, top, bottom);
        return new Figure(
                "training",
                svg,
                "Sampled, on the same items at every update and never those of training: steps of the curve are better known"
                        + " than the area says, its height is not.");
    }

    private static void draw(Svg svg, List<SampledPoint> points, boolean bounded, double top, double bottom) {
        int n = points.size();
        double[] x = new double[n];
        double[] low = new double[n];
        double[] high = new double[n];
        List<double[]> line = new ArrayList<>();
        List<double[]> bound = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            SampledPoint point = points.get(i);
            double error = Double.isNaN(point.utilityError()) ? 0 : point.utilityError();
            x[i] = point.update();
            low[i] = point.utility() - 2 * error;
            high[i] = point.utility() + 2 * error;
            line.add(new double[] {x[i], point.utility()});
            bound.add(new double[] {x[i], point.utility() + (bounded ? point.gap() : 0)});
            least = Math.min(least, low[i]);
            most = Math.max(most, Math.max(high[i], bound.get(i)[1]));
        }
        double end = Math.max(x[n - 1], 1);
        Frame frame = Frame.covering(LEFT, top, RIGHT, bottom, 0, end, 6, least, most, 5);
        frame.drawY(svg, "mean utility");
        frame.area(svg, x, low, high, Ink.LEARNED, "class", "area errors", "fill-opacity", 0.18);
        if (bounded) {
            svg.open("g", "stroke-dasharray", "6 4");
            frame.polyline(svg, bound, Ink.OPTIMAL, 1.4, "class", "line bound");
            svg.close("g");
        }
        frame.polyline(svg, line, Ink.LEARNED, 2.2, "class", "line learned");
        for (SampledPoint point : points) {
            svg.mark(
                    "update %s: utility %s ± %s"
                            .formatted(
                                    Numbers.count(point.update()),
                                    Numbers.utility(point.utility()),
                                    Numbers.utility(point.utilityError())),
                    "circle",
                    "class",
                    "mark learned",
                    "cx",
                    frame.px(point.update()),
                    "cy",
                    frame.py(point.utility()),
                    "r",
                    n > 60 ? 1.6 : 2.4,
                    "fill",
                    Ink.LEARNED);
        }
        frame.drawX(svg, "updates");
    }
}
