package dwell.trainer.report;

import dwell.policies.AtomicFile;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.SampledReport;
import dwell.trainer.record.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the report of a run. Thread-safe for different folders. */
public final class Report {
    /** All plots that there are. */
    private static final List<String> NAMES = List.of(
            "budget", "modes", "front", "training", "compute", "states", "curves", "times", "utility", "accuracy");

    private static final String NO_TRAINING =
            "No update was evaluated, so there is no plot of utility and regret against updates.";

    private Report() {}

    /**
     * Writes {@code report.html} and {@code plots/<name>.svg} into a run's folder, from its {@code evaluation.json}, {@code
     * metrics.jsonl}, {@code config.yaml} and {@code manifest.json}. Files are replaced whole or not at all; nothing is
     * written unless everything could be read and drawn. The same input gives the same bytes.
     *
     * <p>The plots are {@code budget}, {@code modes} (where an item has one choice), {@code front}, {@code training} (where
     * an update was evaluated), {@code compute}, {@code states} (where the process draws its states), {@code curves} and
     * {@code times}; of a sampled evaluation {@code utility} (where a bound is known), {@code budget}, {@code accuracy}, {@code
     * training} and {@code front}. A file of a plot that does not apply is removed.
     *
     * @return the path of {@code report.html}
     * @throws IllegalArgumentException with one sentence, if a file is missing or malformed, or the evaluation is of another run
     * @throws UncheckedIOException with one sentence, if a file cannot be written
     */
    public static Path write(Path runFolder) {
        RunFiles files = RunFiles.read(runFolder);
        List<Figure> figures = new ArrayList<>();
        String html = files.evaluation() instanceof SampledReport sampled
                ? sampled(files, sampled, figures)
                : exact(files, (EvaluationReport) files.evaluation(), figures);
        Path plots = runFolder.resolve("plots");
        Path page = runFolder.resolve("report.html");
        try {
            Files.createDirectories(plots);
            Set<String> absent = new HashSet<>(NAMES);
            for (Figure figure : figures) {
                AtomicFile.write(
                        plots.resolve(figure.name() + ".svg"), figure.svg().file());
                absent.remove(figure.name());
            }
            for (String name : absent) {
                Files.deleteIfExists(plots.resolve(name + ".svg"));
            }
            AtomicFile.write(page, html);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the report of %s cannot be written: %s".formatted(runFolder, RunFolder.reason(e)), e);
        }
        return page;
    }

    private static String exact(RunFiles files, EvaluationReport evaluation, List<Figure> figures) {
        List<String> notes = new ArrayList<>();
        figures.add(BudgetFigure.of(evaluation));
        ModesFigure.of(evaluation).ifPresent(figures::add);
        figures.add(FrontFigure.of(evaluation));
        if (!add(figures, TrainingFigure.of(evaluation, files.history()))) {
            notes.add(NO_TRAINING);
        }
        if (!add(figures, ComputeFigure.of(evaluation))) {
            notes.add("There is no distribution of compute to draw.");
        }
        if (!add(figures, StateMapFigure.of(evaluation))) {
            notes.add(
                    "This process does not draw its states, so there is no map of what the policy does in each state.");
        }
        List<TimedPolicy> policies = TimedPolicy.of(evaluation);
        if (policies.isEmpty()) {
            notes.add("evaluation.json was written before response times were; there are no plots of them.");
        } else {
            figures.add(CurvesFigure.of(policies, evaluation.computeUnit()));
            figures.add(TimesFigure.of(policies, evaluation.computeUnit()));
        }
        return Page.html(files, evaluation, figures, notes);
    }

    private static String sampled(RunFiles files, SampledReport evaluation, List<Figure> figures) {
        List<String> notes = new ArrayList<>();
        if (!add(figures, SampledLevelFigure.utility(evaluation))) {
            notes.add("No bound on the best possible is known, so there is no plot of utility against it.");
        }
        figures.add(SampledLevelFigure.budget(evaluation));
        figures.add(SampledLevelFigure.accuracy(evaluation));
        if (!add(figures, SampledTrainingFigure.of(files.history()))) {
            notes.add(NO_TRAINING);
        }
        figures.add(SampledFrontFigure.of(evaluation));
        return SampledPage.html(files, evaluation, figures, notes);
    }

    private static boolean add(List<Figure> figures, Optional<Figure> figure) {
        figure.ifPresent(figures::add);
        return figure.isPresent();
    }
}
