package dwell.trainer.cli;

import dwell.trainer.evaluate.Estimate;
import dwell.trainer.evaluate.SampledReport;
import dwell.trainer.evaluate.SampledReport.Fixed;
import dwell.trainer.evaluate.SampledReport.Played;
import dwell.trainer.evaluate.SampledReport.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A sampled evaluation for people: figures by level with standard errors, a verdict, and policies to compare with. */
final class SampledText {
    private SampledText() {}

    static String of(SampledReport report) {
        StringBuilder text = new StringBuilder(Table.format(
                "%s on %s, %,d episodes, mean +- standard error:%n%n",
                report.policy(), report.env(), report.episodes()));
        text.append(levels(report)).append("\n\n").append(verdict(report)).append("\n");
        text.append(elsewhere("held-out items", report.heldOut(), report.computeUnit()));
        if (report.test() != null) {
            String task = "test task (%s)".formatted(String.join(", ", report.testChanges()));
            text.append(elsewhere(task, report.test(), report.computeUnit()));
        }
        return text.append("\n").append(compared(report)).append("\n").toString();
    }

    private static String levels(SampledReport report) {
        boolean bounded = report.overall().gap() != null;
        List<String> headers =
                new ArrayList<>(List.of("level", "episodes", "thinks", "accuracy", report.computeUnit(), "utility"));
        if (bounded) {
            headers.addAll(List.of("bound", "gap"));
        }
        Table table = new Table(headers);
        report.levels().forEach(level -> table.row(row(level.level(), level, bounded)));
        table.footer(row("overall", report.overall(), bounded));
        return table.text();
    }

    private static List<String> row(String name, Sample sample, boolean bounded) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                Table.format("%,d", sample.episodes()),
                amount(sample.thinks()),
                percent(sample.accuracy()),
                amount(sample.compute()),
                utility(sample.utility())));
        if (bounded) {
            cells.add(sample.bound() == null ? "-" : utility(sample.bound()));
            cells.add(sample.gap() == null ? "-" : utility(sample.gap()));
        }
        return cells;
    }

    private static String verdict(SampledReport report) {
        StringBuilder line = new StringBuilder(Table.format(
                "%s is worth %s", report.policy(), utility(report.overall().utility())));
        if (report.overall().gap() == null) {
            line.append("; no bound on the best possible is known");
        } else {
            line.append(Table.format(
                    ", at most %s below the best possible",
                    utility(report.overall().gap())));
        }
        report.fixed().stream()
                .max(Comparator.comparingDouble(
                        fixed -> fixed.overall().utility().mean()))
                .ifPresent(best -> line.append(Table.format(
                        "; the best yardstick, %s, is worth %s %s",
                        best.policy(),
                        utility(new Estimate(
                                Math.abs(best.behind().mean()), best.behind().error())),
                        best.behind().mean() < 0 ? "more" : "less")));
        if (report.untrained() != null) {
            line.append(
                    Table.format("; untrained %s", utility(report.untrained().utility())));
        }
        return line.toString();
    }

    private static String elsewhere(String where, Played played, String unit) {
        Sample all = played.overall();
        return Table.format(
                "%s: utility %s%s, accuracy %s, %s %s%n",
                where,
                utility(all.utility()),
                all.gap() == null ? "" : Table.format(", at most %s below the best possible", utility(all.gap())),
                percent(all.accuracy()),
                amount(all.compute()),
                unit);
    }

    /** The best first. */
    private static String compared(SampledReport report) {
        Table table = new Table(List.of("policy", "thinks", "accuracy", report.computeUnit(), "utility", "behind"));
        report.fixed().stream()
                .sorted(Comparator.comparingDouble(fixed -> fixed.behind().mean()))
                .forEach(fixed -> table.row(compared(fixed)));
        return table.text();
    }

    private static List<String> compared(Fixed fixed) {
        Sample all = fixed.overall();
        return List.of(
                fixed.policy(),
                amount(all.thinks()),
                percent(all.accuracy()),
                amount(all.compute()),
                utility(all.utility()),
                utility(fixed.behind()));
    }

    private static String utility(Estimate estimate) {
        return with(Table.utility(estimate.mean()), estimate, error -> Table.format("%.4f", error));
    }

    private static String percent(Estimate estimate) {
        return with(Table.percent(estimate.mean()), estimate, Table::percent);
    }

    private static String amount(Estimate estimate) {
        return with(Table.amount(estimate.mean()), estimate, Table::amount);
    }

    private interface Format {
        String of(double value);
    }

    /** A single episode has no standard error. */
    private static String with(String mean, Estimate estimate, Format error) {
        return estimate.error() == null ? mean : mean + " +- " + error.of(estimate.error());
    }
}
