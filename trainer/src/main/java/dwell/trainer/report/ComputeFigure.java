package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Mass;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** How the budget of single items is spread: exact distribution of compute. */
final class ComputeFigure {
    private static final double HEIGHT = 300;
    private static final int FEWEST_BARS = 6;
    private static final double NEGLIGIBLE = 1e-4;

    private ComputeFigure() {}

    /** Empty where there is no distribution. */
    static Optional<Figure> of(EvaluationReport report) {
        List<Mass> masses = report.computeDistribution().stream()
                .filter(mass -> Double.isFinite(mass.compute()) && mass.probability() > 0)
                .sorted(Comparator.comparingDouble(Mass::compute))
                .toList();
        return masses.isEmpty() ? Optional.empty() : Optional.of(drawn(report, masses));
    }

    /** Probability of amounts in [from, to). */
    private record Bar(double from, double to, double probability) {}

    private static Figure drawn(EvaluationReport report, List<Mass> masses) {
        String unit = report.computeUnit();
        String title = title(masses, unit);
        double extra = Heading.extra(title);
        Svg svg = new Svg(
                "compute",
                title,
                "Histogram of the compute that the learned policy spends on an item.",
                Figure.WIDTH,
                HEIGHT + extra);
        Heading.draw(
                svg,
                title,
                List.of(
                        new Key(Shape.LINE, Ink.LEARNED, "mean " + Numbers.amount(report.compute())),
                        new Key(
                                Shape.DASHED,
                                Ink.OPTIMAL,
                                "mean of the optimum " + Numbers.amount(report.optimalCompute()))));
        List<Bar> bars = bars(masses);
        double low = bars.get(0).from();
        double width = bars.get(0).to() - low;
        double high = Math.max(bars.get(bars.size() - 1).to(), low + FEWEST_BARS * width);
        double highest =
                bars.stream().mapToDouble(bar -> 100 * bar.probability()).max().orElse(1);
        double left = 62;
        double right = Figure.WIDTH - 27;
        double bottom = HEIGHT + extra - 48;
        Scale round = Scale.covering(Math.min(0, low), high, left, right, 8);
        double start = Math.min(low, 0);
        Frame frame = new Frame(
                new Scale(start, high, round.step(), left, right), Scale.covering(0, highest, bottom, 88 + extra, 4));
        frame.drawY(svg, "share of items (%)");
        for (Bar bar : bars) {
            double x0 = frame.px(bar.from());
            double barWidth = frame.px(bar.to()) - x0;
            double y = frame.py(100 * bar.probability());
            svg.mark(
                    Numbers.percent(bar.probability()) + " of items: " + span(bar, bars, unit),
                    "rect",
                    "class",
                    "mark bar",
                    "x",
                    x0 + 0.06 * barWidth,
                    "y",
                    y,
                    "width",
                    0.88 * barWidth,
                    "height",
                    Math.max(0, bottom - y),
                    "fill",
                    Ink.LEARNED,
                    "fill-opacity",
                    0.75);
        }
        xAxis(svg, frame, unit);
        means(svg, frame, report);
        return new Figure(
                "compute",
                svg,
                "The exact distribution over items of the compute that the learned policy spends."
                        + (Bins.MOST < masses.size() ? " Amounts are put together into bars of equal width." : ""));
    }

    private static String title(List<Mass> masses, String unit) {
        double half = quantile(masses, 0.5);
        double most = quantile(masses, 0.95);
        return half == most
                ? "95\u00a0%% of items take at most %s".formatted(Numbers.amount(most, unit))
                : "Half of all items take at most %s, 95\u00a0%% at most %s"
                        .formatted(Numbers.amount(half, unit), Numbers.amount(most, unit));
    }

    private static double quantile(List<Mass> masses, double share) {
        double total = masses.stream().mapToDouble(Mass::probability).sum();
        double sum = 0;
        for (Mass mass : masses) {
            sum += mass.probability();
            if (sum >= share * total - 1e-12) {
                return mass.compute();
            }
        }
        return masses.get(masses.size() - 1).compute();
    }

    /** One bar for each amount where they are few and evenly spread, else bars of equal round width. */
    private static List<Bar> bars(List<Mass> masses) {
        Bins bins = Bins.of(masses.stream().mapToDouble(Mass::compute).toArray());
        TreeMap<Long, Double> binned = new TreeMap<>();
        for (Mass mass : masses) {
            binned.merge(bins.index(mass.compute()), mass.probability(), Double::sum);
        }
        List<Bar> bars = new ArrayList<>();
        binned.forEach((bin, probability) -> {
            if (probability >= NEGLIGIBLE) {
                bars.add(new Bar(bins.from(bin), bins.from(bin + 1), probability));
            }
        });
        return bars;
    }

    private static String span(Bar bar, List<Bar> bars, String unit) {
        double middle = (bar.from() + bar.to()) / 2;
        return middle == Math.rint(middle) && bar.to() - bar.from() == 1
                ? Numbers.amount(middle, unit)
                : "%s to %s".formatted(Numbers.amount(bar.from()), Numbers.amount(bar.to(), unit));
    }

    private static void xAxis(Svg svg, Frame frame, String unit) {
        frame.baseLine(svg);
        Scale x = frame.x();
        for (long i = (long) Math.ceil(x.low() / x.step() - 1e-9); i * x.step() <= x.high(); i++) {
            double tick = i * x.step();
            svg.line(frame.px(tick), frame.bottom(), frame.px(tick), frame.bottom() + 5, Ink.AXIS, 1);
            svg.text(
                    frame.px(tick),
                    frame.bottom() + 19,
                    Frame.TICK_SIZE,
                    x.label(tick),
                    "text-anchor",
                    "middle",
                    "fill",
                    Ink.MUTED);
        }
        frame.drawXName(svg, "compute of an item (" + unit + ")", frame.bottom() + 38);
    }

    private static void means(Svg svg, Frame frame, EvaluationReport report) {
        double learned = frame.px(Math.min(report.compute(), frame.x().high()));
        double optimal = frame.px(Math.min(report.optimalCompute(), frame.x().high()));
        svg.line(
                optimal,
                frame.top(),
                optimal,
                frame.bottom(),
                Ink.OPTIMAL,
                1.6,
                "stroke-dasharray",
                "6 4",
                "class",
                "mean optimal");
        svg.line(learned, frame.top(), learned, frame.bottom(), Ink.LEARNED, 2, "class", "mean learned");
    }
}
