package dwell.trainer.compare;

import dwell.trainer.config.CompareFile;
import java.util.List;

/**
 * How all trials of a comparison ended.
 *
 * @param file what was asked for
 * @param rows one for every arm, process and seed
 */
public record ComparisonResults(CompareFile file, List<Row> rows) {
    /** A trial with its place. */
    public record Row(String arm, String process, long seed, TrialOutcome outcome) {}

    public ComparisonResults {
        rows = List.copyOf(rows);
    }

    /** The trials of an arm on a process, in the order of the seeds; failed ones too. */
    public List<Row> of(String arm, String process) {
        return rows.stream()
                .filter(row -> row.arm().equals(arm) && row.process().equals(process))
                .toList();
    }
}
