package dwell.trainer.report;

import dwell.policies.AtomicFile;
import dwell.trainer.compare.ComparisonFolder;
import dwell.trainer.compare.ComparisonSummary;
import dwell.trainer.compare.ComparisonSummary.Cell;
import dwell.trainer.compare.ComparisonSummary.CurvePoint;
import dwell.trainer.compare.ComparisonSummary.Overall;
import dwell.trainer.compare.ComparisonSummary.ProcessFacts;
import dwell.trainer.compare.ComparisonSummary.ProfilePoint;
import dwell.trainer.record.JsonFile;
import dwell.trainer.record.RunFolder;
import dwell.trainer.report.Heading.Shape;
import dwell.trainer.statistics.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the report of a comparison. Thread-safe for different folders. */
public final class CompareReport {
    private final ComparisonSummary summary;
    private final ArmInk ink;

    private CompareReport(ComparisonSummary summary) {
        this.summary = summary;
        this.ink = new ArmInk(summary);
    }

    /**
     * Writes {@code report.html} into a comparison's folder, from its {@code comparison.json} and {@code comparison.yaml}. The same input
     * gives the same bytes.
     *
     * @return its path
     * @throws IllegalArgumentException with one sentence, if a file is missing or malformed
     * @throws UncheckedIOException with one sentence, if it cannot be written
     */
    public static Path write(ComparisonFolder folder) {
        ComparisonSummary summary = JsonFile.read(folder.summary(), ComparisonSummary.class);
        Path page = folder.path().resolve("report.html");
        try {
            AtomicFile.write(page, new CompareReport(summary).html(Files.readString(folder.file())));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the report of %s cannot be written: %s".formatted(folder.path(), RunFolder.reason(e)), e);
        }
        return page;
    }

    private String html(String file) {
        StringBuilder out = new StringBuilder(1 << 18);
        String heading = "%s: %d arms".formatted(summary.name(), summary.arms().size());
        Page.open(out, heading);
        Page.element(
                out,
                "p class=\"run\"",
                "Dwell %s comparison · %d processes · %d seeds · baseline %s"
                        .formatted(
                                summary.dwell(),
                                summary.processes().size(),
                                summary.seeds().size(),
                                summary.baseline()));
        Page.element(out, "h1", heading);
        summary.verdict().forEach(sentence -> Page.element(out, "p class=\"verdict\"", sentence));
        out.append("</header>\n");
        summary.notes().forEach(note -> Page.note(out, note));
        Page.plots(out, figures(), List.of());
        if (summary.overall().stream().anyMatch(one -> one.interquartileMean() != null)) {
            Page.section(out, "Over all processes", CompareTables.overall(summary));
            Page.note(
                    out,
                    "Normalised score: 1 − regret / (optimal utility − utility of never thinking); 1 is the optimum, 0 is never"
                            + " thinking. IQM, mean, median of the processes' means and optimality gap as in Agarwal et al. 2021, with 95 %"
                            + " percentile intervals of a stratified bootstrap, processes being the strata.");
        }
        for (ProcessFacts process : summary.processes()) {
            Page.section(
                    out,
                    process.process(),
                    CompareTables.losses(process, summary) + "<br>\n" + CompareTables.behaviour(process, summary));
        }
        Page.note(
                out,
                "IQM: interquartile mean over seeds with its 95 % bootstrap interval. Never think: less than 5 % of the thinking of the"
                        + " optimum. Always think: less than 5 % of the way back from thinking as much as is possible. Near: some evaluated"
                        + " update had a regret of at most 0.01; decisions to it: median, trials that never came there counting as never.");
        if (!summary.contrasts().isEmpty()) {
            Page.section(out, "Against " + summary.baseline(), CompareTables.contrasts(summary));
            Page.note(
                    out,
                    "Gain: mean difference in utility on the same seed, with its t interval. All p-values are adjusted by Holm's method,"
                            + " each test for itself. Variance saved: how much smaller the variance of the difference is than if seeds"
                            + " were not shared; negative where sharing them makes it larger.");
        }
        if (summary.failedTrials() > 0) {
            Page.section(out, "Failed trials", CompareTables.failures(summary));
        }
        if (!summary.differences().isEmpty()) {
            Page.section(out, "What differs between the arms", CompareTables.differences(summary));
        }
        Page.section(out, "Processes", CompareTables.processes(summary));
        return Page.end(out, file);
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        List<Overall> scored = summary.overall().stream()
                .filter(one -> one.interquartileMean() != null)
                .toList();
        if (!scored.isEmpty()) {
            figures.add(score());
        }
        if (summary.overall().stream().anyMatch(one -> one.improvement() != null)) {
            figures.add(improvement());
        }
        if (!scored.isEmpty()) {
            figures.add(profile(scored));
        }
        for (int i = 0; i < summary.processes().size(); i++) {
            ProcessFacts process = summary.processes().get(i);
            if (process.computeUnit() != null) {
                figures.add(losses("loss-" + i, process));
                if (cells(process).stream().anyMatch(cell -> cell.byUpdates().size() > 1)) {
                    figures.add(curve("curve-" + i, process));
                }
                figures.add(AllocationFigure.of("allocation-" + i, process, summary, ink));
            }
        }
        return figures;
    }

    private List<Cell> cells(ProcessFacts process) {
        return summary.arms().stream()
                .map(arm -> summary.cell(process.process(), arm))
                .toList();
    }

    private Figure score() {
        List<IntervalFigure.Row> rows = summary.overall().stream()
                .map(one -> new IntervalFigure.Row(
                        one.arm(),
                        ink.of(one.arm()),
                        one.interquartileMean(),
                        List.of(),
                        CompareTables.interval(one.interquartileMean(), CompareTables::score)))
                .toList();
        return IntervalFigure.of(
                "score",
                "How much of what thinking can gain each arm gets",
                "Interquartile mean over seeds and processes of the normalised score, with its 95 % interval: 1 is the optimum, 0 is"
                        + " never thinking.",
                "normalised score",
                rows,
                new IntervalFigure.Reference(1, "optimum"));
    }

    private Figure improvement() {
        List<IntervalFigure.Row> rows = summary.overall().stream()
                .filter(one -> !one.arm().equals(summary.baseline()))
                .map(one -> new IntervalFigure.Row(
                        one.arm(),
                        ink.of(one.arm()),
                        one.improvement(),
                        List.of(),
                        CompareTables.interval(one.improvement(), CompareTables::share)))
                .toList();
        return IntervalFigure.of(
                "improvement",
                "How likely a trial beats one of " + summary.baseline(),
                "Probability of improvement: over pairs of trials on the same process, the share in which the arm is worth more, ties"
                        + " counting a half; mean over processes, with its 95 % interval.",
                "probability",
                rows,
                new IntervalFigure.Reference(0.5, "even"));
    }

    private Figure profile(List<Overall> scored) {
        List<BandsFigure.Line> lines = ink.order().stream()
                .map(summary::overall)
                .filter(scored::contains)
                .map(one -> new BandsFigure.Line(
                        one.arm(),
                        ink.of(one.arm()),
                        one.profile().stream()
                                .mapToDouble(ProfilePoint::threshold)
                                .toArray(),
                        one.profile().stream().map(ProfilePoint::share).toList()))
                .toList();
        return BandsFigure.of(
                "profile",
                "Share of trials with more than a score",
                "Performance profile over all seeds and processes, with pointwise 95 % bands: the higher a line, the more trials of the"
                        + " arm do better than the score below.",
                "normalised score",
                "share of trials above it",
                ink.keys(Shape.LINE),
                lines,
                true);
    }

    private Figure losses(String name, ProcessFacts process) {
        boolean exact = process.optimalUtility() != null;
        List<IntervalFigure.Row> rows = cells(process).stream()
                .map(cell -> {
                    Interval interval = exact ? cell.regret() : cell.utility();
                    return new IntervalFigure.Row(
                            cell.arm(),
                            ink.of(cell.arm()),
                            interval,
                            exact ? cell.regrets() : cell.utilities(),
                            CompareTables.interval(interval, Numbers::utility));
                })
                .toList();
        return IntervalFigure.of(
                name,
                "%s: %s of each arm".formatted(process.process(), exact ? "regret" : "utility"),
                "Interquartile mean over seeds with its 95 % interval; small dots are single trials.",
                exact ? "regret" : "utility",
                rows,
                null);
    }

    private static List<CurvePoint> curve(Cell cell, boolean updates) {
        return updates ? cell.byUpdates() : cell.byDecisions();
    }

    private Figure curve(String name, ProcessFacts process) {
        boolean exact = process.optimalUtility() != null;
        boolean updates = process.equalUpdates();
        double longest = cells(process).stream()
                .flatMap(cell -> curve(cell, updates).stream())
                .mapToDouble(CurvePoint::at)
                .max()
                .orElse(1);
        double unit = updates ? 1 : longest >= 2e6 ? 1e6 : longest >= 2e3 ? 1e3 : 1;
        List<BandsFigure.Line> lines = ink.order().stream()
                .map(arm -> summary.cell(process.process(), arm))
                .map(cell -> new BandsFigure.Line(
                        cell.arm(),
                        ink.of(cell.arm()),
                        curve(cell, updates).stream()
                                .mapToDouble(point -> point.at() / unit)
                                .toArray(),
                        curve(cell, updates).stream()
                                .map(point -> exact ? point.regret() : point.utility())
                                .toList()))
                .toList();
        return BandsFigure.of(
                name,
                "%s: %s as training goes on".formatted(process.process(), exact ? "regret" : "utility"),
                "Interquartile mean over seeds with pointwise 95 % bands, on a common grid: straight lines between evaluated updates, and no"
                        + " further than the arm's shortest trial."
                        + (updates
                                ? ""
                                : " Arms sample different numbers of episodes an update, so that decisions are compared."),
                updates
                        ? "updates"
                        : "training decisions" + (unit == 1e6 ? " (million)" : unit == 1e3 ? " (thousand)" : ""),
                exact ? "regret" : "utility",
                ink.keys(Shape.LINE),
                lines,
                exact);
    }
}
