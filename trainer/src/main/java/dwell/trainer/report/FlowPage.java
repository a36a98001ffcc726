package dwell.trainer.report;

import dwell.policies.AtomicFile;
import dwell.trainer.instrument.FixedPoint;
import dwell.trainer.instrument.FlowReport;
import dwell.trainer.instrument.FlowReport.Level;
import dwell.trainer.record.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The phase lines of a config as one HTML file that works offline. Thread-safe for different files. */
public final class FlowPage {
    private FlowPage() {}

    /**
     * Writes the phase lines; the file is replaced whole or not at all.
     *
     * @param config as YAML
     * @throws UncheckedIOException with one sentence, if it cannot be written
     */
    public static void write(FlowReport report, String config, Path file) {
        try {
            AtomicFile.write(file, html(report, config));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the phase lines %s cannot be written: %s".formatted(file, RunFolder.reason(e)), e);
        }
    }

    static String html(FlowReport report, String config) {
        StringBuilder out = new StringBuilder(1 << 17);
        String heading = "Where learning goes on " + report.task();
        Page.open(out, heading);
        Page.element(out, "p class=\"run\"", "Dwell flow · " + report.settings());
        Page.element(out, "h1", heading);
        Page.element(out, "p class=\"verdict\"", verdict(report));
        out.append("</header>\n");
        List<Figure> figures = new ArrayList<>();
        for (Level level : report.levels()) {
            figures.add(FlowFigure.of(level, figures.size() + 1));
        }
        Page.plots(out, figures, report.notes());
        Page.section(out, "Fixed points", table(report));
        Page.note(
                out,
                "Each level learned alone, by a policy with one think logit. Time is learning rate times updates. Runs: plain gradient ascent"
                        + " at learning rate %s, %d groups an update, for a time of %s."
                                .formatted(
                                        Numbers.exact(report.learningRate()),
                                        report.groups(),
                                        Numbers.exact(report.time())));
        return Page.end(out, config);
    }

    private static String verdict(FlowReport report) {
        List<String> wrong = report.levels().stream()
                .filter(Level::endsWrong)
                .map(Level::level)
                .toList();
        return wrong.isEmpty()
                ? "Learning ends where thinking pays, on every level."
                : "Learning can end elsewhere than where thinking pays on " + String.join(", ", wrong) + ".";
    }

    private static String table(FlowReport report) {
        Table table = new Table(
                "levels",
                "Fixed points of each level",
                List.of(
                        "level",
                        "net value of thinking",
                        "attractors",
                        "repellers",
                        "half way from 0.5",
                        "runs as predicted"));
        for (Level level : report.levels()) {
            table.row(
                    "",
                    List.of(
                            level.level(),
                            Numbers.utility(level.netValue()),
                            points(level, true),
                            points(level, false),
                            Numbers.amount(level.halfway()),
                            level.runs().isEmpty()
                                    ? "–"
                                    : "%d of %d"
                                            .formatted(
                                                    level.near(), level.runs().size())));
        }
        return table.html();
    }

    private static String points(Level level, boolean stable) {
        String text = level.fixedPoints().stream()
                .filter(point -> point.stable() == stable)
                .map(FixedPoint::probability)
                .map(p -> Numbers.rounded(Math.rint(p * 1e3) / 1e3))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "–" : text;
    }
}
