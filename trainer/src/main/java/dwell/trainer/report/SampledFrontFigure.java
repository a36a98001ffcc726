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

/** Accuracy against compute: the policy among the yardsticks, sampled. */
final class SampledFrontFigure {
    private static final double LEFT = 62;
    private static final double RIGHT = Figure.WIDTH - 27;
    private static final double PLOT_HEIGHT = 262;

    private SampledFrontFigure() {}

    static Figure of(SampledReport report) {
        List<Fixed> fixed = report.fixed().stream()
                .sorted(Comparator.comparingDouble(
                        one -> one.overall().compute().mean()))
                .toList();
        Fixed best = report.fixed().stream()
                .max(Comparator.comparingDouble(one -> one.overall().utility().mean()))
                .orElse(null);
        String title = best == null
                ? "Accuracy %s at %s".formatted(accuracy(report.overall()), compute(report))
                : "Accuracy %s at %s; %s: %s at %s"
                        .formatted(
                                accuracy(report.overall()),
                                compute(report),
                                best.policy(),
                                accuracy(best.overall()),
                                Numbers.amount(best.overall().compute().mean()));
        double top = 88 + Heading.extra(title);
        double bottom = top + PLOT_HEIGHT;
        Svg svg = new Svg(
                "front",
                title,
                "Share of correct answers against mean compute, of the policy and of fixed policies.",
                Figure.WIDTH,
                bottom + 46);
        String own = report.untrained() == null ? report.policy() : "learned policy";
        Heading.draw(
                svg,
                title,
                List.of(new Key(Shape.DOT, Ink.LEARNED, own), new Key(Shape.LINE, Ink.FIXED, "fixed policies")));
        draw(svg, report, fixed, top, bottom);
        return new Figure(
                "front",
                svg,
                "What more compute buys when every item gets the same, and what the policy gets by choosing. Above the grey line"
                        + " is better than mixing the two fixed policies beside it. Bars are two standard errors.");
    }

    private static String accuracy(Sample sample) {
        return Numbers.percent(sample.accuracy().mean());
    }

    private static String compute(SampledReport report) {
        return Numbers.amount(report.overall().compute().mean(), report.computeUnit());
    }

    private static void draw(Svg svg, SampledReport report, List<Fixed> fixed, double top, double bottom) {
        List<Sample> all = new ArrayList<>(List.of(report.overall()));
        fixed.forEach(one -> all.add(one.overall()));
        double low = all.stream()
                .mapToDouble(s -> s.accuracy().mean() - 2 * error(s.accuracy()))
                .min()
                .orElse(0);
        double high = all.stream()
                .mapToDouble(s -> s.accuracy().mean() + 2 * error(s.accuracy()))
                .max()
                .orElse(1);
        double most = all.stream().mapToDouble(s -> s.compute().mean()).max().orElse(1);
        Frame frame = Frame.covering(LEFT, top, RIGHT, bottom, 0, most * 1.05, 6, low, high, 5);
        frame.drawY(svg, "share of correct answers");
        frame.drawX(svg, "mean compute of an item (" + report.computeUnit() + ")");
        List<double[]> line = fixed.stream()
                .map(one -> new double[] {
                    one.overall().compute().mean(), one.overall().accuracy().mean()
                })
                .toList();
        Labels labels = new Labels(LEFT, top - 4, Figure.WIDTH - 4, bottom - 2);
        if (!line.isEmpty()) {
            frame.polyline(svg, line, Ink.FIXED, 1.4, "class", "line fixed");
            labels.avoidLine(frame, line);
        }
        for (Fixed one : fixed) {
            point(svg, frame, labels, one.policy(), one.overall(), Ink.FIXED, 3);
        }
        point(svg, frame, labels, report.policy(), report.overall(), Ink.LEARNED, 4.2);
        for (Fixed one : fixed) {
            name(svg, frame, labels, one.policy(), one.overall(), Ink.MUTED, false);
        }
        name(svg, frame, labels, report.policy(), report.overall(), Ink.LEARNED, true);
    }

    private static double error(Estimate estimate) {
        return estimate.error() == null ? 0 : estimate.error();
    }

    private static void point(
            Svg svg, Frame frame, Labels labels, String policy, Sample sample, String colour, double radius) {
        double x = frame.px(sample.compute().mean());
        double y = frame.py(sample.accuracy().mean());
        double bar = 2 * error(sample.accuracy());
        svg.line(
                x,
                frame.py(sample.accuracy().mean() - bar),
                x,
                frame.py(sample.accuracy().mean() + bar),
                colour,
                1.4,
                "class",
                "error");
        svg.mark(
                "%s: accuracy %s ± %s, compute %s, utility %s"
                        .formatted(
                                policy,
                                accuracy(sample),
                                Numbers.percent(error(sample.accuracy())),
                                Numbers.amount(sample.compute().mean()),
                                Numbers.utility(sample.utility().mean())),
                "circle",
                "class",
                "mark",
                "cx",
                x,
                "cy",
                y,
                "r",
                radius,
                "fill",
                colour);
        labels.avoidPoint(x, y, radius + 3);
    }

    private static void name(
            Svg svg, Frame frame, Labels labels, String policy, Sample sample, String colour, boolean must) {
        labels.place(
                svg,
                frame.px(sample.compute().mean()),
                frame.py(sample.accuracy().mean()),
                12.5,
                policy,
                colour,
                must);
    }
}
