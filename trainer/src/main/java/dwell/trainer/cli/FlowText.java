package dwell.trainer.cli;

import dwell.trainer.instrument.FixedPoint;
import dwell.trainer.instrument.FlowReport;
import dwell.trainer.instrument.FlowReport.Level;
import dwell.trainer.instrument.FlowReport.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Fixed points for the terminal: a row for each level. */
final class FlowText {
    private FlowText() {}

    static String of(FlowReport report) {
        StringBuilder out = new StringBuilder();
        out.append("learning of each level alone, ")
                .append(report.task())
                .append("\n")
                .append(report.settings())
                .append("\n\n");
        boolean runs = report.levels().stream().anyMatch(level -> !level.runs().isEmpty());
        List<String> headers = new ArrayList<>(List.of(
                "level", "net value", "attractors (from think probabilities)", "repellers", "half way from .5"));
        if (runs) {
            headers.add("runs as predicted");
            headers.add("ends");
        }
        Table table = new Table(headers);
        report.levels().forEach(level -> table.row(row(level, runs)));
        out.append(table.text());
        out.append("\n\nthink probabilities; time is learning rate x updates of a two-mode policy, one logit a level");
        if (runs) {
            out.append(Table.format(
                    "%nruns: plain gradient ascent at learning rate %s, %d groups an update, for a time of %s; as predicted where the end"
                            + " is within %.2f of the flow's; ends: the lowest and the highest",
                    Table.plain(report.learningRate()), report.groups(), Table.plain(report.time()), FlowReport.NEAR));
        }
        List<String> wrong = report.levels().stream()
                .filter(Level::endsWrong)
                .map(Level::level)
                .toList();
        if (!wrong.isEmpty()) {
            out.append("\n\nLearning can end elsewhere than where thinking pays on ")
                    .append(String.join(", ", wrong))
                    .append("; ./dwell lint says which setting mends it.");
        }
        report.notes().forEach(note -> out.append("\nnote: ").append(note));
        return out.append('\n').toString();
    }

    private static List<String> row(Level level, boolean runs) {
        List<String> cells = new ArrayList<>(List.of(
                level.level(),
                Table.format("%+.4f", level.netValue() + 0.0),
                points(level, true),
                points(level, false),
                Double.isInfinite(level.halfway()) ? "-" : Table.amount(level.halfway())));
        if (runs) {
            cells.add("%d of %d".formatted(level.near(), level.runs().size()));
            cells.add(Table.format(
                    "%.3f to %.3f",
                    level.runs().stream().mapToDouble(Run::end).min().orElse(Double.NaN),
                    level.runs().stream().mapToDouble(Run::end).max().orElse(Double.NaN)));
        }
        return cells;
    }

    private static String points(Level level, boolean stable) {
        String text = level.fixedPoints().stream()
                .filter(point -> point.stable() == stable)
                .map(point -> stable ? attractor(point) : probability(point.probability()))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text;
    }

    private static String attractor(FixedPoint point) {
        return "%s (%s to %s)"
                .formatted(probability(point.probability()), probability(point.from()), probability(point.to()));
    }

    private static String probability(double p) {
        return p == 0 || p == 1 ? Table.format("%.0f", p) : Table.format("%.3f", p);
    }

    /** What {@code --json} prints. */
    private record Printed(FlowReport flow, String html) {}

    static String json(FlowReport report, Path html) {
        return JsonLine.of(new Printed(report, html == null ? null : html.toString()));
    }
}
