package dwell.trainer.cli;

import dwell.trainer.instrument.GradCheckReport;
import dwell.trainer.instrument.GradCheckReport.Level;
import dwell.trainer.instrument.GradCheckReport.Measured;
import dwell.trainer.instrument.GradCheckReport.Numbers;
import dwell.trainer.instrument.GradCheckReport.Wanted;
import dwell.trainer.instrument.GradientClaim;
import java.util.List;

/** A check of gradients in tables and sentences. */
final class GradCheckText {
    private GradCheckText() {}

    static String of(GradCheckReport report) {
        StringBuilder text = new StringBuilder();
        text.append(Table.format(
                "%s, price %s, policy %s with %,d weights at '%s'%n",
                report.env(), Table.plain(report.stakes().price()), report.policy(), report.weights(), report.at()));
        text.append(Table.format(
                "against the exact gradient of %s, length %.3g; %s%n%n",
                report.target(),
                report.exactNorm(),
                report.enumerated()
                        ? Table.format("%,d groups enumerated, no error", report.updates())
                        : Table.format("%,d updates drawn, +- one standard error", report.updates())));
        text.append(numbers(report)).append("\n\n");
        if (!report.levels().isEmpty()) {
            text.append(levels(report.levels())).append("\n\n");
        }
        text.append(claims(report.claims()));
        if (!report.enumerated()) {
            text.append(Table.format(
                    "%n%nthe claims that are tested on samples fail by chance with probability %s each",
                    Table.plain(report.falseAlarms())));
        }
        return text.toString();
    }

    private static String numbers(GradCheckReport report) {
        Numbers numbers = report.numbers();
        Table table = new Table(List.of("an update", "value"));
        table.row(List.of("prompts x group size", report.prompts() + " x " + report.groupSize()));
        table.row(List.of("times the exact gradient, along it", measured(numbers.factor(), "%.4f")));
        table.row(List.of("bias at right angles, share of its length", measured(numbers.bias(), "%.2g")));
        table.row(List.of("cosine of its mean with the exact gradient", number(numbers.cosineOfMean(), "%.4f")));
        table.row(List.of("mean cosine of one update", number(numbers.cosine(), "%.4f")));
        table.row(List.of("variance / squared mean, of an update", number(numbers.variance(), "%.3g")));
        table.row(List.of("the same of one prompt", number(numbers.variancePerPrompt(), "%.3g")));
        table.row(List.of("signal-to-noise ratio", number(numbers.signalToNoise(), "%.3g")));
        Wanted wanted = report.wanted();
        if (wanted != null) {
            String ratio = Table.plain(wanted.signalToNoise());
            table.row(List.of(
                    "variance that is between items",
                    wanted.itemShare() == null ? "-" : Table.percent(wanted.itemShare())));
            table.row(List.of(
                    "group size for a ratio of " + ratio,
                    wanted.groupSize() != null
                            ? number(wanted.groupSize(), "%,.0f")
                            : wanted.itemShare() == null ? "-" : "none is enough"));
            table.row(List.of("or prompts for it", number(wanted.prompts(), "%,.0f")));
        }
        return table.text();
    }

    private static String measured(Measured measured, String pattern) {
        String value = Table.format(pattern, measured.value() + 0.0);
        return measured.error() == null ? value : Table.format("%s +- %.2g", value, measured.error());
    }

    private static String number(Double value, String pattern) {
        return value == null ? "-" : Table.format(pattern, value);
    }

    private static String levels(List<Level> levels) {
        Table table = new Table(List.of("thinking, by level", "is pushed", "should be", "sign"));
        for (Level level : levels) {
            table.row(List.of(
                    level.level(),
                    measured(level.push(), "%.3g"),
                    Table.format("%.3g", level.truth()),
                    level.right() == null ? "too close to call" : level.right() ? "right" : "wrong"));
        }
        return table.text();
    }

    private static String claims(List<GradientClaim> claims) {
        StringBuilder text = new StringBuilder();
        int width =
                claims.stream().mapToInt(claim -> claim.name().length()).max().orElse(1);
        for (GradientClaim claim : claims) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(Table.format("%-7s %-" + width + "s  %s", claim.outcome(), claim.name(), claim.sentence()));
        }
        return text.toString();
    }
}
