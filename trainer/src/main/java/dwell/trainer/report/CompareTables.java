package dwell.trainer.report;

import dwell.trainer.compare.ComparisonSummary;
import dwell.trainer.compare.ComparisonSummary.Cell;
import dwell.trainer.compare.ComparisonSummary.Contrast;
import dwell.trainer.compare.ComparisonSummary.Difference;
import dwell.trainer.compare.ComparisonSummary.Overall;
import dwell.trainer.compare.ComparisonSummary.ProcessFacts;
import dwell.trainer.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** The tables of a comparison's report. */
final class CompareTables {
    private static final String NONE = "–";

    private CompareTables() {}

    static String overall(ComparisonSummary summary) {
        boolean single = summary.overall().stream().anyMatch(one -> one.meanScore() != null);
        List<String> heads = new ArrayList<>(List.of("arm", "processes", "IQM", "mean", "median", "optimality gap"));
        if (single) {
            heads.add("mean, t interval");
        }
        heads.add("P(better than " + summary.baseline() + ")");
        Table table = new Table("overall", "Normalised score over all processes", heads);
        for (Overall one : summary.overall()) {
            List<String> cells = new ArrayList<>(List.of(one.arm(), Integer.toString(one.processes())));
            cells.add(interval(one.interquartileMean(), CompareTables::score));
            cells.add(interval(one.mean(), CompareTables::score));
            cells.add(interval(one.median(), CompareTables::score));
            cells.add(interval(one.optimalityGap(), CompareTables::score));
            if (single) {
                cells.add(interval(one.meanScore(), CompareTables::score));
            }
            cells.add(
                    one.arm().equals(summary.baseline())
                            ? "baseline"
                            : interval(one.improvement(), CompareTables::share));
            table.row("", cells);
        }
        return table.html();
    }

    static String losses(ProcessFacts process, ComparisonSummary summary) {
        Table table = new Table(
                "losses",
                "Utility and losses on " + process.process(),
                List.of(
                        "arm",
                        "n",
                        "failed",
                        "utility, IQM",
                        "regret, IQM",
                        "overthinking, IQM",
                        "underthinking, IQM",
                        "mean regret, t interval"));
        for (String arm : summary.arms()) {
            Cell cell = summary.cell(process.process(), arm);
            table.row(
                    "",
                    List.of(
                            arm,
                            Integer.toString(cell.results()),
                            Integer.toString(cell.failed()),
                            interval(cell.utility(), Numbers::utility),
                            interval(cell.regret(), Numbers::lossInColumn),
                            interval(cell.overthinkingLoss(), Numbers::lossInColumn),
                            interval(cell.underthinkingLoss(), Numbers::lossInColumn),
                            interval(cell.meanRegret(), Numbers::lossInColumn)));
        }
        return table.html();
    }

    static String behaviour(ProcessFacts process, ComparisonSummary summary) {
        Table table = new Table(
                "behaviour",
                "Behaviour on " + process.process(),
                List.of(
                        "arm",
                        "accuracy",
                        "thinks",
                        "compute",
                        "never think",
                        "always think",
                        "near optimum",
                        "decisions to it",
                        "seconds"));
        for (String arm : summary.arms()) {
            Cell cell = summary.cell(process.process(), arm);
            table.row(
                    "",
                    List.of(
                            arm,
                            cell.accuracy() == null ? NONE : Numbers.percent(cell.accuracy()),
                            cell.thinks() == null ? NONE : Numbers.amount(cell.thinks()),
                            cell.compute() == null ? NONE : Numbers.amount(cell.compute()),
                            of(cell.neverThink(), cell),
                            of(cell.alwaysThink(), cell),
                            of(cell.near(), cell),
                            cell.medianDecisionsToNear() == null ? NONE : Numbers.count(cell.medianDecisionsToNear()),
                            Numbers.amount(cell.seconds())));
        }
        return table.html();
    }

    private static String of(Integer count, Cell cell) {
        return count == null ? NONE : "%d of %d".formatted(count, cell.results());
    }

    static String contrasts(ComparisonSummary summary) {
        Table table = new Table(
                "contrasts",
                "Every arm against " + summary.baseline(),
                List.of(
                        "arm",
                        "process",
                        "pairs",
                        "gain in utility, 95 %",
                        "P(better)",
                        "paired t, p",
                        "Welch, p",
                        "Mann-Whitney, p",
                        "variance saved by pairing"));
        for (Contrast one : summary.contrasts()) {
            boolean known = one.paired() != null;
            table.row(
                    "",
                    List.of(
                            one.arm(),
                            one.process(),
                            known ? Integer.toString(one.paired().pairs()) : NONE,
                            known ? interval(one.paired().mean(), Numbers::lossInColumn) : NONE,
                            interval(one.improvement(), CompareTables::share),
                            known ? pValue(one.pairedHolm()) : NONE,
                            known ? pValue(one.welch()) : NONE,
                            known ? pValue(one.mannWhitney()) : NONE,
                            known ? Numbers.percent(one.paired().varianceSaved()) : NONE));
        }
        return table.html();
    }

    static String processes(ComparisonSummary summary) {
        Table table = new Table(
                "processes",
                "Processes",
                List.of("process", "task", "optimal utility", "never thinking", "best fixed policy", "its utility"));
        for (ProcessFacts one : summary.processes()) {
            table.row(
                    "",
                    List.of(
                            one.process(),
                            one.task(),
                            one.optimalUtility() == null ? NONE : Numbers.utility(one.optimalUtility()),
                            one.neverThinking() == null ? NONE : Numbers.utility(one.neverThinking()),
                            one.bestFixed() == null ? NONE : one.bestFixed(),
                            one.bestFixedUtility() == null ? NONE : Numbers.utility(one.bestFixedUtility())));
        }
        return table.html();
    }

    static String differences(ComparisonSummary summary) {
        List<String> heads = new ArrayList<>(List.of("key"));
        heads.addAll(summary.arms());
        Table table = new Table("differences", "Keys that differ between arms", heads);
        for (Difference one : summary.differences()) {
            List<String> cells = new ArrayList<>(List.of(one.key()));
            cells.addAll(one.values());
            table.row("", cells);
        }
        return table.html();
    }

    static String failures(ComparisonSummary summary) {
        Table table = new Table("failures", "Failed trials", List.of("arm", "process", "seed and reason"));
        for (Cell cell : summary.cells()) {
            cell.failures().forEach(failure -> table.row("", List.of(cell.arm(), cell.process(), failure)));
        }
        return table.html();
    }

    /** An estimate with its interval in brackets. */
    static String interval(Interval interval, DoubleFunction<String> number) {
        return interval == null
                ? NONE
                : "%s [%s, %s]"
                        .formatted(
                                number.apply(interval.estimate()),
                                number.apply(interval.low()),
                                number.apply(interval.high()));
    }

    static String score(double value) {
        return Numbers.fixed(value, 3);
    }

    static String share(double value) {
        return Numbers.fixed(value, 2);
    }

    private static String pValue(double p) {
        return p < 0.001 ? "< 0.001" : Numbers.fixed(p, 3);
    }
}
