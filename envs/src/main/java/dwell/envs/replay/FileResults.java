package dwell.envs.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Picks the results of one model from the rows of a file: one item for each question, all of equal weight. */
final class FileResults {
    private final String file;
    private final ReplayParameters parameters;

    private FileResults(ReplayParameters parameters) {
        this.file = parameters.file();
        this.parameters = parameters;
    }

    /**
     * Reads {@code parameters.file()}. Items stand in the order of group and question, so that the order of rows does not
     * matter.
     *
     * @throws IllegalArgumentException if the file cannot be read, does not have what the parameters name, or lacks a mode
     *     of a question
     */
    static RecordedResults read(ReplayParameters parameters) {
        return new FileResults(parameters).results(ReplayCsv.read(parameters.file()));
    }

    private RecordedResults results(List<ReplayRow> all) {
        List<ReplayRow> rows = chosen(all, ReplayRow::model, "model", "models", parameters.model());
        if (!parameters.group().equals(ReplayParameters.ALL_GROUPS)) {
            rows = chosen(rows, ReplayRow::group, "group", "groups", parameters.group());
        }
        List<String> found = names(rows, ReplayRow::mode);
        for (String mode : parameters.modes()) {
            requireNamed("modes", mode, found);
        }
        List<String> modes = parameters.modes().isEmpty() ? found : parameters.modes();
        List<String> groups = names(rows, ReplayRow::group);
        List<Integer> levels =
                rows.stream().map(ReplayRow::level).distinct().sorted().toList();
        Map<String, Map<String, List<ReplayRow>>> questions = new TreeMap<>();
        for (ReplayRow row : rows) {
            questions
                    .computeIfAbsent(row.group(), group -> new TreeMap<>())
                    .computeIfAbsent(row.question(), question -> new ArrayList<>())
                    .add(row);
        }
        List<RecordedItem> items = new ArrayList<>();
        for (Map<String, List<ReplayRow>> ofGroup : questions.values()) {
            for (List<ReplayRow> question : ofGroup.values()) {
                items.add(item(question, modes, groups, levels));
            }
        }
        return new RecordedResults(
                        levels.stream().map(level -> "level " + level).toList(), groups, modes, items)
                .cheapestFirst(parameters.modes(), file);
    }

    private List<ReplayRow> chosen(
            List<ReplayRow> rows, Function<ReplayRow, String> column, String key, String plural, String name) {
        List<String> found = names(rows, column);
        if (name.isEmpty()) {
            if (found.size() > 1) {
                throw new IllegalArgumentException(
                        "%s must name one of the %s of %s: %s".formatted(key, plural, file, String.join(", ", found)));
            }
            return rows;
        }
        requireNamed(key, name, found);
        return rows.stream().filter(row -> column.apply(row).equals(name)).toList();
    }

    private void requireNamed(String key, String name, List<String> found) {
        if (!found.contains(name)) {
            throw new IllegalArgumentException("%s names %s, which %s does not have; it has %s"
                    .formatted(key, name, file, String.join(", ", found)));
        }
    }

    private static List<String> names(List<ReplayRow> rows, Function<ReplayRow, String> column) {
        return rows.stream().map(column).distinct().sorted().toList();
    }

    private RecordedItem item(List<ReplayRow> rows, List<String> modes, List<String> groups, List<Integer> levels) {
        ReplayRow first = rows.get(0);
        Map<String, ReplayRow> byMode =
                rows.stream().collect(Collectors.toMap(ReplayRow::mode, row -> row, (a, b) -> a, LinkedHashMap::new));
        for (String mode : modes) {
            if (!byMode.containsKey(mode)) {
                throw new IllegalArgumentException(
                        ("%s, line %d, column mode: question %s of group %s has results of %s but not of %s; add them, or name"
                                        + " under modes those that all questions have")
                                .formatted(
                                        file,
                                        first.line(),
                                        first.question(),
                                        first.group(),
                                        String.join(", ", byMode.keySet()),
                                        mode));
            }
        }
        List<ReplayRow> ordered = modes.stream().map(byMode::get).toList();
        return new RecordedItem(
                "question " + first.question() + " of " + first.group(),
                levels.indexOf(first.level()),
                groups.indexOf(first.group()),
                1,
                ordered.stream()
                        .map(row -> row.correct() / (double) row.samples())
                        .toList(),
                ordered.stream().map(ReplayRow::tokens).toList());
    }
}
