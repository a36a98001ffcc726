package dwell.trainer.cli;

import dwell.trainer.instrument.Mark;
import dwell.trainer.instrument.PriceDistortion;
import dwell.trainer.instrument.PriceDistortion.Level;
import dwell.trainer.instrument.Remedy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A price-distortion map for the terminal: a row for each level, a column for each think probability, then sentences. */
final class LintText {
    private LintText() {}

    static String of(PriceDistortion map, List<Remedy> remedies) {
        StringBuilder out = new StringBuilder();
        out.append("price-distortion map of ")
                .append(map.task())
                .append("\n")
                .append(map.settings())
                .append("\n\n");
        List<String> headers =
                new ArrayList<>(List.of("level", "answer now", "think", map.computeUnit(), "net value", "push at .5"));
        map.probabilities().forEach(p -> headers.add(Table.format("%.2f", p).substring(1)));
        Table table = new Table(headers);
        map.levels().forEach(level -> table.row(row(map, level)));
        out.append(table.text());
        out.append(
                "\n\n+ pushed towards thinking, - pushed away, each as it pays; U worth thinking, pushed away; H not worth it,"
                        + " pushed towards; . not pushed\nnet value: utility of thinking minus that of answering now; push: expected update of the"
                        + " think logit / p(1 - p)\n");
        sentences(map, remedies).forEach(sentence -> out.append('\n').append(sentence));
        map.notes().forEach(note -> out.append("\nnote: ").append(note));
        return out.append('\n').toString();
    }

    private static List<String> row(PriceDistortion map, Level level) {
        List<String> cells = new ArrayList<>(List.of(
                level.level(),
                Table.percent(level.direct().accuracy()),
                Table.percent(level.think().accuracy()),
                "+" + Table.amount(level.think().compute() - level.direct().compute()),
                signed(level.netValue()),
                signed(level.updates().get(map.probabilities().indexOf(.5)))));
        for (int i = 0; i < level.marks().size(); i++) {
            cells.add(glyph(level.marks().get(i), level.updates().get(i)));
        }
        return cells;
    }

    private static String signed(double value) {
        return Table.format("%+.4f", value + 0.0);
    }

    private static String glyph(Mark mark, double update) {
        return switch (mark) {
            case RIGHT -> update > 0 ? "+" : "-";
            case UNDERTHINKING -> "U";
            case HYPERVIGILANCE -> "H";
            case STILL -> ".";
        };
    }

    private static List<String> sentences(PriceDistortion map, List<Remedy> remedies) {
        List<String> out = new ArrayList<>();
        if (map.clean()) {
            out.add("Every push has the sign of what thinking is worth.");
            return out;
        }
        add(out, map, Mark.UNDERTHINKING, "Manufactured underthinking", "worth thinking, and pushed away from it");
        add(out, map, Mark.HYPERVIGILANCE, "Manufactured hypervigilance", "not worth thinking, and pushed towards it");
        out.add(mending(remedies));
        return out;
    }

    private static void add(List<String> out, PriceDistortion map, Mark mark, String name, String meaning) {
        List<String> parts = new ArrayList<>();
        for (Level level : map.levels()) {
            if (level.count(mark) > 0) {
                parts.add(level.level() + " " + where(map, level, mark));
            }
        }
        if (!parts.isEmpty()) {
            out.add("%s (%s): %s.".formatted(name, meaning, String.join("; ", parts)));
        }
    }

    private static String where(PriceDistortion map, Level level, Mark mark) {
        if (level.count(mark) == level.marks().size()) {
            return "at every think probability";
        }
        int first = level.marks().indexOf(mark);
        int last = level.marks().lastIndexOf(mark);
        return "at think probability "
                + (first == last
                        ? Table.plain(map.probabilities().get(first))
                        : Table.plain(map.probabilities().get(first)) + " to "
                                + Table.plain(map.probabilities().get(last)));
    }

    /** What to do about it. */
    static String mending(List<Remedy> remedies) {
        List<String> mends =
                remedies.stream().filter(Remedy::mends).map(Remedy::text).toList();
        if (!mends.isEmpty()) {
            return "No sign is wrong with " + String.join(", or ", mends) + ".";
        }
        return remedies.stream()
                .min((a, b) -> Long.compare(a.wrong(), b.wrong()))
                .map(best -> "None of the settings tried mends it; %s leaves the fewest wrong cells, %d."
                        .formatted(best.text(), best.wrong()))
                .orElse("No other setting could be tried.");
    }

    /** What {@code --json} prints. */
    private record Printed(
            boolean clean,
            long underthinkingCells,
            long hypervigilanceCells,
            PriceDistortion map,
            List<Tried> remedies,
            String html) {}

    private record Tried(List<String> settings, long wrongCells, boolean mends) {}

    static String json(PriceDistortion map, List<Remedy> remedies, Path html) {
        return JsonLine.of(new Printed(
                map.clean(),
                map.count(Mark.UNDERTHINKING),
                map.count(Mark.HYPERVIGILANCE),
                map,
                remedies.stream()
                        .map(remedy -> new Tried(remedy.settings(), remedy.wrong(), remedy.mends()))
                        .toList(),
                html == null ? null : html.toString()));
    }
}
