package dwell.trainer.compare;

import dwell.policies.AtomicFile;
import dwell.trainer.RunFailedException;
import dwell.trainer.record.JsonFile;
import dwell.trainer.record.RunFolder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of a comparison.
 *
 * @param path the folder
 */
public record ComparisonFolder(Path path) {
    public String name() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /** {@link ComparisonSummary} as JSON. */
    public Path summary() {
        return path.resolve("comparison.json");
    }

    /** The file that was asked for, as it was written. */
    public Path file() {
        return path.resolve("comparison.yaml");
    }

    /**
     * Writes {@code trials.csv}, {@code trials.jsonl}, {@code curves.csv}, {@code summary.csv}, {@code timing.csv} and {@code
     * comparison.json}. The first four have the same bytes whenever and in whatever order the trials were run.
     *
     * @throws RunFailedException with one sentence, if a file cannot be written
     */
    public ComparisonSummary write(ComparisonResults results) {
        ComparisonSummary summary = new Summariser(results).summary(name());
        TrialTables tables = new TrialTables(results);
        try {
            AtomicFile.write(path.resolve("trials.csv"), tables.csv());
            AtomicFile.write(path.resolve("trials.jsonl"), tables.jsonl());
            AtomicFile.write(path.resolve("curves.csv"), TrialTables.curves(summary));
            AtomicFile.write(path.resolve("summary.csv"), TrialTables.summary(summary));
            AtomicFile.write(path.resolve("timing.csv"), tables.timing());
            JsonFile.write(summary(), summary);
        } catch (IOException e) {
            throw new RunFailedException(
                    "the tables in %s cannot be written: %s".formatted(path, RunFolder.reason(e)), e);
        }
        return summary;
    }
}
