package dwell.trainer.cli;

import dwell.policies.AtomicFile;
import dwell.trainer.RunFailedException;
import dwell.trainer.compare.Comparison;
import dwell.trainer.compare.ComparisonFolder;
import dwell.trainer.compare.ComparisonResults;
import dwell.trainer.compare.ComparisonSummary;
import dwell.trainer.compare.TrialStore;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.CompareFile;
import dwell.trainer.record.RunFolder;
import dwell.trainer.report.CompareReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        description =
                "Trains several arms on several processes with the same seeds, and says which is better and how sure that"
                        + " is. A comparison that was stopped goes on when the same command is given again.",
        footer = {
            "",
            "Example: dwell compare docs/compare-example.yaml",
            "Exit codes: 0 done, though trials may have failed; 1 it broke off; 2 bad usage or input; 130 stopped by Ctrl-C."
        })
final class CompareCommand implements Callable<Integer> {
    private static final int MOST_JOBS = 1024;

    private final Streams streams;
    private final Catalog catalog;

    @Parameters(paramLabel = "FILE", description = "What to compare, as YAML; see docs/compare.md.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Folder of the comparison; default comparisons/<name of FILE>.")
    private Path out;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Trials at once, one thread each; default: the cores. Never changes results.")
    private Integer jobs;

    @Option(names = "--retry", description = "Run failed trials again.")
    private boolean retry;

    @Option(names = "--dry-run", description = "Check FILE and say how many trials there are to run; run none.")
    private boolean dry;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CompareCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.catalog = catalog;
    }

    /** What {@code --dry-run} prints. */
    record Plan(String folder, int arms, int processes, int seeds, int trials, int ended, int toRun) {}

    @Override
    public Integer call() {
        int atOnce = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
        if (atOnce < 1 || atOnce > MOST_JOBS) {
            throw new IllegalArgumentException("--jobs must lie in [1, %d], was %d".formatted(MOST_JOBS, atOnce));
        }
        CompareFile asked = CompareFile.read(file, catalog);
        ComparisonFolder folder =
                new ComparisonFolder(out == null ? Path.of("comparisons").resolve(name(file)) : out);
        Comparison comparison = new Comparison(asked, catalog);
        if (dry) {
            return plan(asked, comparison, folder);
        }
        try (TrialStore store = TrialStore.open(folder.path())) {
            AtomicFile.write(folder.file(), Files.readAllBytes(file));
            return run(comparison, folder, store, atOnce);
        } catch (IOException e) {
            throw new RunFailedException(
                    "the comparison in %s cannot be written: %s".formatted(folder.path(), RunFolder.reason(e)), e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }

    private int plan(CompareFile asked, Comparison comparison, ComparisonFolder folder) {
        int ended = comparison.ended(folder.path(), retry);
        Plan plan = new Plan(
                folder.path().toString(),
                asked.arms().size(),
                asked.processes().size(),
                asked.seeds().size(),
                comparison.trials(),
                ended,
                comparison.trials() - ended);
        streams.out()
                .println(
                        json
                                ? JsonLine.of(plan)
                                : "%d arms x %d processes x %d seeds: %d trials, %d ended in %s, %d to run"
                                        .formatted(
                                                plan.arms(),
                                                plan.processes(),
                                                plan.seeds(),
                                                plan.trials(),
                                                ended,
                                                folder.path(),
                                                plan.toRun()));
        return CommandRunner.DONE;
    }

    /** Ctrl-C is heard while trials and report go on; nothing else is wanted of what hears it. */
    @SuppressWarnings("try")
    private int run(Comparison comparison, ComparisonFolder folder, TrialStore store, int atOnce) {
        AtomicBoolean stopped = new AtomicBoolean();
        try (StopOnInterrupt stop = new StopOnInterrupt(() -> stopped.set(true))) {
            int before = comparison.ended(folder.path(), retry);
            if (before > 0) {
                streams.err().println("%d of %d trials have ended already".formatted(before, comparison.trials()));
            }
            Optional<ComparisonResults> results;
            TrialProgress progress = new TrialProgress(streams, before);
            try (progress) {
                results = comparison.run(store, atOnce, retry, stopped::get, progress);
            }
            if (results.isEmpty()) {
                streams.err()
                        .println("stopped after %d of %d trials; the same command goes on with the rest"
                                .formatted(progress.done(), comparison.trials()));
                return CommandRunner.INTERRUPTED;
            }
            ComparisonSummary summary = folder.write(results.get());
            print(summary, folder, CompareReport.write(folder));
            return CommandRunner.DONE;
        }
    }

    private void print(ComparisonSummary summary, ComparisonFolder folder, Path page) {
        if (json) {
            streams.out()
                    .println(JsonLine.of(JsonLine.object(summary)
                            .put("folder", folder.path().toString())
                            .put("report", page.toString())));
        } else {
            streams.out().print(ComparisonText.of(summary));
            streams.out().println("report: " + page);
        }
    }
}
