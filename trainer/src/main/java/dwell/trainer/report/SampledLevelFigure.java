package dwell.trainer.report;

import dwell.trainer.evaluate.Estimate;
import dwell.trainer.evaluate.SampledReport;
import dwell.trainer.evaluate.SampledReport.Fixed;
import dwell.trainer.evaluate.SampledReport.Sample;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A sampled figure by level, with bars of two standard errors: budget, accuracy, or utility against its bound. */
final class SampledLevelFigure {
    private static final double LEFT = 62;
    private static final double RIGHT = Figure.WIDTH - 27;
    private static final double PLOT_HEIGHT = 240;
    private static final double CAP = 4;
    private static final double NAME_SIZE = 13;
    private static final String ACCURACY = "accuracy";

    private final SampledReport report;
    private final List<String> levels;
    private final Fixed best;

    private SampledLevelFigure(SampledReport report) {
        this.report = report;
        this.levels = report.levels().stream().map(Sample::level).toList();
        this.best = report.fixed().stream()
                .max(Comparator.comparingDouble(
                        fixed -> fixed.overall().utility().mean()))
                .orElse(null);
    }

    /** One line of the plot. */
    private record Series(
            String name, Shape shape, String colour, List<Sample> samples, Function<Sample, Estimate> of) {}

    /** Mean compute by level. */
    static Figure budget(SampledReport report) {
        SampledLevelFigure figure = new SampledLevelFigure(report);
        Sample most = figure.extreme(sample -> -sample.compute().mean());
        String title = "Budget by level: most on %s, %s"
                .formatted(name(most), Numbers.amount(most.compute().mean(), report.computeUnit()));
        return figure.drawn(
                "budget",
                title,
                "mean compute of an item (" + report.computeUnit() + ")",
                "The mean compute that an item of each level gets.",
                figure.series(Sample::compute),
                Numbers::amount);
    }

    /** Share of correct answers by level. */
    static Figure accuracy(SampledReport report) {
        SampledLevelFigure figure = new SampledLevelFigure(report);
        Sample least = figure.extreme(sample -> sample.accuracy().mean());
        return figure.drawn(
                ACCURACY,
                "Accuracy by level: least on %s, %s"
                        .formatted(name(least), Numbers.percent(least.accuracy().mean())),
                "share of correct answers",
                "The share of items of each level that are answered correctly.",
                figure.series(Sample::accuracy),
                Numbers::percent);
    }

    /** Utility by level, and what no policy can exceed; empty where no bound is known. */
    static Optional<Figure> utility(SampledReport report) {
        if (report.levels().stream().anyMatch(level -> level.gap() == null)) {
            return Optional.empty();
        }
        SampledLevelFigure figure = new SampledLevelFigure(report);
        Sample most = figure.extreme(sample -> -sample.gap().mean());
        List<Series> series = figure.series(Sample::utility);
        series.add(0, new Series("upper bound", Shape.RING, Ink.OPTIMAL, report.levels(), Sample::bound));
        return Optional.of(figure.drawn(
                "utility",
                "Utility by level: at most %s below the best possible on %s"
                        .formatted(Numbers.loss(most.gap().mean()), name(most)),
                "mean utility",
                "The bound is what no policy can exceed, not even one that is told everything about its item: the best possible"
                        + " lies between the two.",
                series,
                Numbers::utility));
    }

    private static String name(Sample sample) {
        return TextWidth.cutName(sample.level(), NAME_SIZE, 240);
    }

    private Sample extreme(ToDoubleFunction<Sample> smallest) {
        return report.levels().stream()
                .min(Comparator.comparingDouble(smallest))
                .orElseThrow();
    }

    /** The best yardstick below the policy itself. */
    private List<Series> series(Function<Sample, Estimate> of) {
        List<Series> out = new ArrayList<>();
        if (best != null) {
            out.add(new Series("best yardstick: " + best.policy(), Shape.DASHED, Ink.FIXED, best.levels(), of));
        }
        String own = report.untrained() == null ? report.policy() : "learned policy";
        out.add(new Series(own, Shape.DOT, Ink.LEARNED, report.levels(), of));
        return out;
    }

    /** Shares cannot be more than 1, whatever their errors say. */
    private static double top(Estimate estimate, boolean share) {
        double top = estimate.mean() + 2 * error(estimate);
        return share ? Math.min(1, top) : top;
    }

    private interface Words {
        String of(double value);
    }

    private Figure drawn(String name, String title, String yName, String caption, List<Series> series, Words words) {
        LevelAxis axis = LevelAxis.of(levels, LEFT, RIGHT);
        List<Key> keys = new ArrayList<>();
        series.forEach(one -> keys.add(0, new Key(one.shape(), one.colour(), one.name())));
        double top = 88 + Heading.extra(title) + Heading.extra(keys);
        double bottom = top + PLOT_HEIGHT;
        Svg svg = new Svg(
                name,
                title,
                yName + " by level, with bars of two standard errors.",
                Figure.WIDTH,
                bottom + axis.height());
        Heading.draw(svg, title, keys);
        double low = 0;
        double high = 0;
        for (Series one : series) {
            for (Sample sample : one.samples()) {
                Estimate estimate = one.of().apply(sample);
                low = Math.min(low, estimate.mean() - 2 * error(estimate));
                high = Math.max(high, top(estimate, name.equals(ACCURACY)));
            }
        }
        Frame frame = new Frame(axis.scale(LEFT, RIGHT), Scale.covering(low, high, bottom, top, 5));
        frame.drawY(svg, yName);
        axis.draw(svg, frame);
        series.forEach(one -> line(svg, frame, one, words, name.equals(ACCURACY)));
        return new Figure(
                name,
                svg,
                caption + " Bars are two standard errors, of %s episodes.".formatted(Numbers.count(report.episodes())));
    }

    private static double error(Estimate estimate) {
        return estimate.error() == null ? 0 : estimate.error();
    }

    private void line(Svg svg, Frame frame, Series series, Words words, boolean share) {
        List<double[]> points = new ArrayList<>();
        for (Sample sample : series.samples()) {
            points.add(new double[] {
                levels.indexOf(sample.level()) + 0.5, series.of().apply(sample).mean()
            });
        }
        frame.polyline(
                svg,
                points,
                series.colour(),
                series.shape() == Shape.DOT ? 2.2 : 1.6,
                "class",
                "line " + series.shape().name().toLowerCase(Locale.ROOT));
        for (int i = 0; i < points.size(); i++) {
            Sample sample = series.samples().get(i);
            Estimate estimate = series.of().apply(sample);
            double x = frame.px(points.get(i)[0]);
            if (series.shape() == Shape.DOT) {
                bar(svg, x, frame.py(estimate.mean() - 2 * error(estimate)), frame.py(top(estimate, share)));
            }
            boolean ring = series.shape() == Shape.RING;
            svg.mark(
                    "%s, %s: %s ± %s (%s episodes)"
                            .formatted(
                                    sample.level(),
                                    series.name(),
                                    words.of(estimate.mean()),
                                    words.of(error(estimate)),
                                    Numbers.count(sample.episodes())),
                    "circle",
                    "class",
                    "mark " + series.shape().name().toLowerCase(Locale.ROOT),
                    "cx",
                    x,
                    "cy",
                    frame.py(estimate.mean()),
                    "r",
                    ring ? 4.6 : series.shape() == Shape.DOT ? 3.8 : 2.6,
                    "fill",
                    ring ? Ink.PAPER : series.colour(),
                    "stroke",
                    series.colour(),
                    "stroke-width",
                    ring ? 1.6 : 0);
        }
    }

    private static void bar(Svg svg, double x, double low, double high) {
        svg.open("g", "class", "error");
        svg.line(x, low, x, high, Ink.LEARNED, 1.4);
        svg.line(x - CAP, low, x + CAP, low, Ink.LEARNED, 1.4);
        svg.line(x - CAP, high, x + CAP, high, Ink.LEARNED, 1.4);
        svg.close("g");
    }
}
