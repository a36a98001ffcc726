package dwell.trainer.report;

import dwell.policies.AtomicFile;
import dwell.trainer.evaluate.EnvironmentCard;
import dwell.trainer.evaluate.EnvironmentCard.Part;
import dwell.trainer.record.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The card of an environment as one HTML file that works offline. Thread-safe for different files. */
public final class CardPage {
    private CardPage() {}

    /**
     * Writes the card; the file is replaced whole or not at all.
     *
     * @throws UncheckedIOException with one sentence, if it cannot be written
     */
    public static void write(EnvironmentCard card, Path file) {
        try {
            AtomicFile.write(file, html(card));
        } catch (IOException e) {
            throw new UncheckedIOException("the card %s cannot be written: %s".formatted(file, RunFolder.reason(e)), e);
        }
    }

    static String html(EnvironmentCard card) {
        StringBuilder out = new StringBuilder(1 << 17);
        Page.open(out, card.env());
        Page.element(out, "p class=\"run\"", "Dwell environment · " + CardTables.stakes(card));
        Page.element(out, "h1", card.env());
        Page.element(out, "p class=\"verdict\"", verdict(card));
        out.append("</header>\n");
        Page.element(out, "p", card.description());
        if (card.exact() != null) {
            exact(out, card);
        }
        Page.section(out, "Actions", CardTables.actions(card));
        if (card.features().isEmpty()) {
            Page.element(out, "p class=\"note\"", "An observation has %d features.".formatted(card.featureCount()));
        } else {
            Page.section(out, "Observation", CardTables.features(card));
        }
        Page.section(out, "Parameters", CardTables.parameters(card.parameters()));
        for (Part part : card.mixture()) {
            String heading = "Mixed with %s, weight %s".formatted(part.id(), Numbers.exact(part.weight()));
            Page.section(out, heading, CardTables.parameters(part.parameters()));
            String counts = Numbers.exact(part.compute().counts());
            Page.element(out, "p class=\"note\"", sentence(part.compute().text(card.computeUnit(), counts)));
        }
        for (Part part : card.wrappers()) {
            Page.section(out, "Wrapped in " + part.id(), CardTables.parameters(part.parameters()));
        }
        if (card.exact() != null) {
            Page.section(out, "Facts", CardTables.facts(card));
        }
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private static String verdict(EnvironmentCard card) {
        if (card.exact() == null) {
            return card.summary() + ". Stepped, not compiled: it is measured by sampling.";
        }
        return "The optimum is worth %s with %s and is right in %s; knowing the level would add %s."
                .formatted(
                        Numbers.utility(card.exact().overall().utility()),
                        Numbers.amount(card.exact().overall().compute(), card.computeUnit()),
                        Numbers.percent(card.exact().overall().accuracy()),
                        Numbers.loss(card.exact().valueOfKnowingLevel()));
    }

    private static void exact(StringBuilder out, EnvironmentCard card) {
        List<Figure> figures = new ArrayList<>();
        List<TimedPolicy> policies = TimedPolicy.of(card);
        figures.add(OptimalBudgetFigure.of(card));
        figures.add(FrontFigure.of(card));
        figures.add(CurvesFigure.of(policies, card.computeUnit()));
        figures.add(TimesFigure.of(policies, card.computeUnit()));
        StateMapFigure.ofOptimum(card.exact().map()).ifPresent(figures::add);
        Page.plots(out, figures, List.of());
        Page.section(out, "Levels", CardTables.levels(card));
        Page.element(
                out,
                "p class=\"note\"",
                "Exact figures of the optimum. Difficulty is (correct − U) / (correct − wrong), where U is the utility of an"
                        + " optimum that is told the level: 0 where a right answer is free, 1 where the level is worth no more"
                        + " than a wrong answer. Columns marked told are of that optimum. Value of thinking is what the best"
                        + " choice that goes on is worth beyond the best that ends, at the first decision; a dash where no"
                        + " decision offers both.");
        if (!card.exact().tallies().isEmpty()) {
            Page.section(out, "Counts", Tables.tallies(card.exact().tallies(), card.levels(), false));
        }
        Page.section(out, "Policies to compare with", CardTables.fixed(card));
    }
}
