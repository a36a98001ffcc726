package dwell.trainer.report;

import dwell.policies.AtomicFile;
import dwell.trainer.instrument.PriceDistortion;
import dwell.trainer.instrument.PriceDistortion.Level;
import dwell.trainer.instrument.Remedy;
import dwell.trainer.record.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A price-distortion map as one HTML file that works offline. Thread-safe for different files. */
public final class DistortionPage {
    private DistortionPage() {}

    /**
     * Writes the map; the file is replaced whole or not at all.
     *
     * @param remedies what was tried against wrong signs; empty where there are none
     * @param config as YAML
     * @throws UncheckedIOException with one sentence, if it cannot be written
     */
    public static void write(PriceDistortion map, List<Remedy> remedies, String config, Path file) {
        try {
            AtomicFile.write(file, html(map, remedies, config));
        } catch (IOException e) {
            throw new UncheckedIOException("the map %s cannot be written: %s".formatted(file, RunFolder.reason(e)), e);
        }
    }

    static String html(PriceDistortion map, List<Remedy> remedies, String config) {
        StringBuilder out = new StringBuilder(1 << 16);
        String heading = "Price distortion of " + map.task();
        Page.open(out, heading);
        Page.element(out, "p class=\"run\"", "Dwell lint · " + map.settings());
        Page.element(out, "h1", heading);
        Page.element(out, "p class=\"verdict\"", verdict(map, remedies));
        out.append("</header>\n");
        Page.plots(out, List.of(DistortionFigure.of(map)), map.notes());
        Page.section(out, "Levels", levels(map));
        Page.note(
                out,
                "Answer now takes the best action that does not deliberate; think takes the best that does, and then acts optimally. Push is"
                        + " the expected update of the think logit at a think probability of 0.5, divided by p(1 − p).");
        if (!remedies.isEmpty()) {
            Page.section(out, "Other settings", remedies(remedies));
        }
        return Page.end(out, config);
    }

    private static String verdict(PriceDistortion map, List<Remedy> remedies) {
        if (map.clean()) {
            return "Every push has the sign of what thinking is worth.";
        }
        List<String> mends =
                remedies.stream().filter(Remedy::mends).map(Remedy::text).toList();
        return "%d cells push thinking the wrong way. %s"
                .formatted(
                        map.wrong(),
                        mends.isEmpty()
                                ? "None of the settings tried mends it."
                                : "No sign is wrong with " + String.join(", or ", mends) + ".");
    }

    private static String levels(PriceDistortion map) {
        Table table = new Table(
                "levels",
                "The two modes of each level",
                List.of(
                        "level",
                        "share",
                        "right, answer now",
                        "right, think",
                        map.computeUnit() + ", answer now",
                        map.computeUnit() + ", think",
                        "net value of thinking",
                        "push at 0.5"));
        int middle = map.probabilities().indexOf(.5);
        for (Level level : map.levels()) {
            table.row(
                    "",
                    List.of(
                            level.level(),
                            Numbers.percent(level.share()),
                            Numbers.percent(level.direct().accuracy()),
                            Numbers.percent(level.think().accuracy()),
                            Numbers.amount(level.direct().compute()),
                            Numbers.amount(level.think().compute()),
                            Numbers.utility(level.netValue()),
                            Numbers.utility(level.updates().get(middle))));
        }
        return table.html();
    }

    private static String remedies(List<Remedy> remedies) {
        Table table =
                new Table("facts", "Other settings and what they leave", List.of("setting", "cells with a wrong sign"));
        remedies.forEach(remedy -> table.row("", List.of(remedy.text(), Numbers.count(remedy.wrong()))));
        return table.html();
    }
}
