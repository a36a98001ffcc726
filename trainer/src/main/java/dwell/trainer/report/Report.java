package dwell.trainer.report;

import dwell.policies.AtomicFile;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.record.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the report of a run. Thread-safe for different folders. */
public final class Report {
    private Report() {}

    /**
     * Writes {@code report.html} and {@code plots/<name>.svg} into a run's folder, from its {@code evaluation.json}, {@code
     * metrics.jsonl}, {@code config.yaml} and {@code manifest.json}. Files are replaced whole or not at all; nothing is
     * written unless everything could be read and drawn. The same input gives the same bytes.
     *
     * <p>The plots are {@code budget}, {@code modes} (where an item has one choice), {@code front}, {@code training} (where
     * an update was evaluated), {@code compute}, {@code states} (where the process draws its states), {@code curves} and
     * {@code times}; a file of a plot
     * that does not apply is removed.
     *
     * @return the path of {@code report.html}
     * @throws IllegalArgumentException with one sentence, if a file is missing or malformed
     * @throws UncheckedIOException with one sentence, if a file cannot be written
     */
    public static Path write(Path runFolder) {
        RunFiles files = RunFiles.read(runFolder);
        EvaluationReport evaluation = files.evaluation();
        List<Figure> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Path plots = runFolder.resolve("plots");
        Path page = runFolder.resolve("report.html");
        List<String> absent = new ArrayList<>();

        figures.add(BudgetFigure.of(evaluation));
        add(figures, ModesFigure.of(evaluation), "modes", absent);
        figures.add(FrontFigure.of(evaluation));
        if (!add(figures, TrainingFigure.of(evaluation, files.history()), "training", absent)) {
            notes.add("No update was evaluated, so there is no plot of utility and regret against updates.");
        }
        if (!add(figures, ComputeFigure.of(evaluation), "compute", absent)) {
            notes.add("There is no distribution of compute to draw.");
        }
        if (!add(figures, StateMapFigure.of(evaluation), "states", absent)) {
            notes.add(
                    "This process does not draw its states, so there is no map of what the policy does in each state.");
        }
        List<TimedPolicy> policies = TimedPolicy.of(evaluation);
        boolean timed = !policies.isEmpty();
        add(
                figures,
                timed ? Optional.of(CurvesFigure.of(policies, evaluation.computeUnit())) : Optional.empty(),
                "curves",
                absent);
        if (!add(
                figures,
                timed ? Optional.of(TimesFigure.of(policies, evaluation.computeUnit())) : Optional.empty(),
                "times",
                absent)) {
            notes.add("evaluation.json was written before response times were; there are no plots of them.");
        }
        String html = Page.html(files, figures, notes);
        try {
            Files.createDirectories(plots);
            for (Figure figure : figures) {
                AtomicFile.write(
                        plots.resolve(figure.name() + ".svg"), figure.svg().file());
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

    private static boolean add(List<Figure> figures, Optional<Figure> figure, String name, List<String> absent) {
        figure.ifPresentOrElse(figures::add, () -> absent.add(name));
        return figure.isPresent();
    }
}
