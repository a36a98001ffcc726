package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.PolicyReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The HTML page. Loads nothing: style and pictures are in it, and its content policy forbids everything else. */
final class Page {
    private Page() {}

    /**
     * The page of an exact evaluation.
     *
     * @param notes sentences on plots that are left out
     */
    static String html(RunFiles files, EvaluationReport report, List<Figure> figures, List<String> notes) {
        StringBuilder out = begin(report, Verdict.sentence(report));
        section(out, "Key numbers", Tables.keyNumbers(report));
        plots(out, figures, notes);
        section(out, "By level", Tables.levels(report));
        element(
                out,
                "p class=\"note\"",
                "All figures are exact. A level's regret and its parts can be negative: the optimum cannot see the level and trades levels against each other.");
        section(out, "Choices by level", Tables.choices(report));
        element(
                out,
                "p class=\"note\"",
                "Times that each action is chosen on an item, by the learned and by the optimal policy; forced moves do not"
                        + " count.");
        if (report.tallies() != null && !report.tallies().isEmpty()) {
            section(
                    out,
                    "Counts",
                    Tables.tallies(
                            report.tallies(),
                            report.levels().stream()
                                    .map(EvaluationReport.Level::level)
                                    .toList(),
                            true));
            element(
                    out,
                    "p class=\"note\"",
                    "What the environment counts, per item; counts describe a policy and are never rewarded.");
        }
        if (report.heldOut() != null) {
            section(out, "Held-out items", Tables.elsewhere("Held-out items by level", report.heldOut(), report));
            element(
                    out,
                    "p class=\"note\"",
                    "The same policy on items that it was not trained on, against the optimum of those items.");
        }
        if (report.test() != null) {
            section(out, "Test task", Tables.elsewhere("Test task by level", report.test(), report));
            element(
                    out,
                    "p class=\"note\"",
                    "The same policy, untrained for it, where %s; against the optimum there."
                            .formatted(String.join(", ", report.testChanges())));
        }
        section(out, "Policies to compare with", Tables.fixed(report));
        element(out, "p class=\"note\"", "The columns named by levels hold the utility on that level.");
        section(out, "Run", FactsTable.html(report, report.endings(), files.manifest()));
        return end(out, files.config());
    }

    /** Everything down to the verdict. */
    static StringBuilder begin(PolicyReport report, String verdict) {
        StringBuilder out = new StringBuilder(1 << 18);
        String heading = report.policy() + " on " + report.env();
        open(out, heading);
        element(
                out,
                "p class=\"run\"",
                "Dwell run %s · seed %d · %s updates · %s policy"
                        .formatted(report.run(), report.seed(), Numbers.count(report.updates()), report.mode()));
        element(out, "h1", heading);
        element(out, "p class=\"verdict\"", verdict);
        out.append("</header>\n");
        return out;
    }

    /** Everything before the header's first line. */
    static void open(StringBuilder out, String title) {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.append(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        out.append(Markup.escaped(title + " – Dwell")).append("</title>\n<style>\n");
        out.append(style()).append("</style>\n</head>\n<body>\n<main>\n<header>\n");
    }

    static void plots(StringBuilder out, List<Figure> figures, List<String> notes) {
        out.append("<section>\n<h2>Plots</h2>\n<div class=\"figures\">\n");
        for (Figure figure : figures) {
            out.append("<figure>\n").append(figure.svg().inline());
            element(out, "figcaption", figure.caption());
            out.append("</figure>\n");
        }
        out.append("</div>\n");
        notes.forEach(note -> element(out, "p class=\"note\"", note));
        out.append("</section>\n");
    }

    /** The config, and the end of the page; returns the page. */
    static String end(StringBuilder out, String config) {
        return out.append("<details>\n<summary>Configuration</summary>\n<pre>")
                .append(Markup.escaped(config))
                .append("</pre>\n</details>\n</main>\n</body>\n</html>\n")
                .toString();
    }

    static void note(StringBuilder out, String text) {
        element(out, "p class=\"note\"", text);
    }

    static void section(StringBuilder out, String heading, String html) {
        out.append("<section>\n");
        element(out, "h2", heading);
        out.append(html).append("</section>\n");
    }

    /** An element with text, for example {@code p class="note"}. */
    static void element(StringBuilder out, String tag, String text) {
        out.append('<').append(tag).append('>').append(Markup.escaped(text));
        out.append("</").append(tag.split(" ")[0]).append(">\n");
    }

    static String style() {
        try (InputStream in = Page.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
