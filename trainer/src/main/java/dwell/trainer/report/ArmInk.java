package dwell.trainer.report;

import dwell.trainer.compare.ComparisonSummary;
import dwell.trainer.compare.ComparisonSummary.Cell;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A colour for each arm. Where there are more arms than colours, the baseline and the best have one, and the others are grey. */
final class ArmInk {
    static final String OTHER = "#c3c8ce";
    private static final String BASELINE = "#4b5560";
    private static final List<String> COLOURS =
            List.of("#1f6fb4", "#d0612a", "#2b8a6b", "#8558ad", "#b3860b", "#c2578f");

    private final Map<String, String> colours = new LinkedHashMap<>();

    ArmInk(ComparisonSummary summary) {
        List<String> others = summary.arms().subList(1, summary.arms().size());
        List<String> shown = others.size() <= COLOURS.size()
                ? others
                : others.stream()
                        .sorted(Comparator.comparingDouble(arm -> rank(summary, arm)))
                        .limit(COLOURS.size())
                        .toList();
        colours.put(summary.baseline(), BASELINE);
        others.forEach(arm -> colours.put(arm, OTHER));
        for (int i = 0; i < shown.size(); i++) {
            colours.put(shown.get(i), COLOURS.get(i));
        }
    }

    /** Mean place over processes, by utility; the smaller the better. */
    private static double rank(ComparisonSummary summary, String arm) {
        return summary.processes().stream()
                .mapToLong(process -> {
                    double own = utility(summary.cell(process.process(), arm));
                    return summary.cells().stream()
                            .filter(cell -> cell.process().equals(process.process()) && utility(cell) > own)
                            .count();
                })
                .sum();
    }

    private static double utility(Cell cell) {
        return cell.utility() == null
                ? Double.NEGATIVE_INFINITY
                : cell.utility().estimate();
    }

    String of(String arm) {
        return colours.get(arm);
    }

    /** Arms in drawing order: grey ones below, the baseline on top. */
    List<String> order() {
        List<String> order = new ArrayList<>();
        colours.forEach((arm, colour) -> order.add(colour.equals(OTHER) ? 0 : order.size(), arm));
        String baseline = colours.keySet().iterator().next();
        order.remove(baseline);
        order.add(baseline);
        return order;
    }

    /** What the colours mean. */
    List<Key> keys(Shape shape) {
        List<Key> keys = new ArrayList<>();
        colours.forEach((arm, colour) -> {
            if (!colour.equals(OTHER)) {
                keys.add(new Key(shape, colour, arm));
            }
        });
        if (colours.containsValue(OTHER)) {
            keys.add(new Key(shape, OTHER, "other arms"));
        }
        return keys;
    }
}
