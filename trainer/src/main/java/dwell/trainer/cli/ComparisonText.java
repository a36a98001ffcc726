package dwell.trainer.cli;

import dwell.trainer.compare.ComparisonSummary;
import dwell.trainer.compare.ComparisonSummary.Cell;
import dwell.trainer.compare.ComparisonSummary.Contrast;
import dwell.trainer.compare.ComparisonSummary.ProcessFacts;
import dwell.trainer.statistics.Interval;
import java.util.ArrayList;
import java.util.List;

/** A comparison for people: a table for each process, and the verdict. */
final class ComparisonText {
    private static final String NONE = "-";

    private ComparisonText() {}

    static String of(ComparisonSummary summary) {
        StringBuilder text = new StringBuilder();
        for (ProcessFacts process : summary.processes()) {
            text.append(heading(process, summary)).append("\n\n");
            text.append(table(process, summary)).append("\n\n");
        }
        text.append(
                "IQM: interquartile mean over seeds, with its 95 % interval by stratified bootstrap. near: trials that came within 0.01 of\nthe optimum. P(better): probability that a trial is worth more than one of the baseline.\n\n");
        summary.verdict().forEach(sentence -> text.append(sentence).append('\n'));
        summary.notes().forEach(sentence -> text.append(sentence).append('\n'));
        return text.toString();
    }

    private static String heading(ProcessFacts process, ComparisonSummary summary) {
        String optimum = process.optimalUtility() == null
                ? ""
                : Table.format(
                        ", optimal utility %s, never thinking %s",
                        Table.utility(process.optimalUtility()), Table.utility(process.neverThinking()));
        return "%s (%s), %d seeds%s:"
                .formatted(process.process(), process.task(), summary.seeds().size(), optimum);
    }

    private static String table(ProcessFacts process, ComparisonSummary summary) {
        Table table = new Table(List.of(
                "arm",
                "n",
                "failed",
                "utility, IQM",
                "regret, IQM",
                "over",
                "under",
                "accuracy",
                "near",
                "collapsed",
                "P(better)",
                "s"));
        for (String arm : summary.arms()) {
            Cell cell = summary.cell(process.process(), arm);
            List<String> cells =
                    new ArrayList<>(List.of(arm, Integer.toString(cell.results()), Integer.toString(cell.failed())));
            cells.add(interval(cell.utility()));
            cells.add(interval(cell.regret()));
            cells.add(estimate(cell.overthinkingLoss()));
            cells.add(estimate(cell.underthinkingLoss()));
            cells.add(cell.accuracy() == null ? NONE : Table.percent(cell.accuracy()));
            cells.add(cell.near() == null ? NONE : Integer.toString(cell.near()));
            cells.add(cell.neverThink() == null ? NONE : Integer.toString(cell.neverThink() + cell.alwaysThink()));
            cells.add(summary.contrasts().stream()
                    .filter(one ->
                            one.process().equals(process.process()) && one.arm().equals(arm))
                    .map(Contrast::improvement)
                    .map(share -> share == null
                            ? NONE
                            : Table.format("%.2f [%.2f, %.2f]", share.estimate(), share.low(), share.high()))
                    .findFirst()
                    .orElse("baseline"));
            cells.add(Table.format("%.1f", cell.seconds()));
            table.row(cells);
        }
        return table.text();
    }

    private static String interval(Interval interval) {
        return interval == null
                ? NONE
                : "%s [%s, %s]"
                        .formatted(
                                Table.utility(interval.estimate()),
                                Table.utility(interval.low()),
                                Table.utility(interval.high()));
    }

    private static String estimate(Interval interval) {
        return interval == null ? NONE : Table.utility(interval.estimate());
    }
}
