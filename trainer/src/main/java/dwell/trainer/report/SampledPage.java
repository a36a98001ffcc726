package dwell.trainer.report;

import dwell.trainer.evaluate.Estimate;
import dwell.trainer.evaluate.SampledReport;
import dwell.trainer.evaluate.SampledReport.Fixed;
import dwell.trainer.evaluate.SampledReport.Played;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page of a sampled evaluation. */
final class SampledPage {
    private SampledPage() {}

    /** @param notes sentences on plots that are left out */
    static String html(RunFiles files, SampledReport report, List<Figure> figures, List<String> notes) {
        StringBuilder out = Page.begin(report, verdict(report));
        Page.section(out, "Key numbers", SampledTables.keyNumbers(report));
        Page.plots(out, figures, notes);
        Played training = new Played(report.overall(), report.levels());
        String unit = report.computeUnit();
        Page.section(out, "By level", SampledTables.levels("By level", training, unit));
        Page.note(
                out,
                "This environment is stepped and has no exact optimum: all figures are means over episodes, ± one standard"
                        + " error. Every policy plays the same items by the same draws.");
        Page.section(out, "Choices by level", SampledTables.choices(report));
        Page.note(out, "Times that each action is chosen on an item; forced moves do not count.");
        Page.section(out, "Held-out items", SampledTables.levels("Held-out items by level", report.heldOut(), unit));
        Page.note(out, "The same policy on items that it was not trained on.");
        if (report.test() != null) {
            Page.section(out, "Test task", SampledTables.levels("Test task by level", report.test(), unit));
            Page.note(
                    out,
                    "The same policy, untrained for it, where %s.".formatted(String.join(", ", report.testChanges())));
        }
        Page.section(out, "Policies to compare with", SampledTables.fixed(report));
        Page.note(
                out,
                "Behind: how much less a policy is worth than this one, paired by item. The columns named by levels hold the"
                        + " utility on that level.");
        Map<String, Double> endings = new LinkedHashMap<>();
        report.overall().endings().forEach((ending, share) -> endings.put(ending, share.mean()));
        Page.section(out, "Run", FactsTable.html(report, endings, files.manifest()));
        return Page.end(out, files.config());
    }

    /** For example "Utility 0.73 ± 0.01, at most 0.2 ± 0.01 below the best possible; 0.05 ± 0.01 more than think 4 …". */
    private static String verdict(SampledReport report) {
        StringBuilder text = new StringBuilder(
                "Utility " + SampledTables.utility(report.overall().utility()));
        Estimate gap = report.overall().gap();
        text.append(
                gap == null
                        ? "; no bound on the best possible is known"
                        : ", at most %s below the best possible".formatted(SampledTables.utility(gap)));
        report.fixed().stream()
                .min(Comparator.comparingDouble(one -> one.behind().mean()))
                .ifPresent(best -> text.append(against(best)));
        return text.append('.').toString();
    }

    private static String against(Fixed best) {
        Estimate behind = best.behind();
        Estimate size = new Estimate(Math.abs(behind.mean()), behind.error());
        return "; %s %s than the best fixed policy, %s"
                .formatted(SampledTables.utility(size), behind.mean() < 0 ? "less" : "more", best.policy());
    }
}
