package dwell.envs.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of published results that Dwell ships: accuracy and mean tokens by level and mode. Each is a resource with its
 * source and licence at its top; numbers are as printed there.
 */
public final class BuiltInTables {
    private static final String HEADER = "level,weight,mode,accuracy,tokens";

    private static final Map<String, String> DESCRIPTIONS = new LinkedHashMap<>();

    static {
        DESCRIPTIONS.put("otis-gpt-5.2", "GPT-5.2 on OTIS Mock AIME: effort low, medium, high, xhigh, by level");
        DESCRIPTIONS.put("otis-opus-4.5", "Claude Opus 4.5 on OTIS Mock AIME: no thinking, 16k, 32k, by level");
        DESCRIPTIONS.put("math500-r1-7b", "DeepSeek-R1-Distill-Qwen-7B on MATH500: thinking or not, by level");
        DESCRIPTIONS.put("s1-aime24", "s1-32B on AIME24: eight thinking budgets");
        DESCRIPTIONS.put("s1-math500", "s1-32B on MATH500: five thinking budgets");
        DESCRIPTIONS.put("s1-gpqa", "s1-32B on GPQA Diamond: five thinking budgets");
        DESCRIPTIONS.put("bbh-cot", "code-davinci-002 on BIG-Bench Hard: direct or chain of thought, by task");
    }

    private BuiltInTables() {}

    /** The names of all tables. */
    public static List<String> names() {
        return List.copyOf(DESCRIPTIONS.keySet());
    }

    /**
     * What a table holds, in one line.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public static String describe(String name) {
        String description = DESCRIPTIONS.get(name);
        if (description == null) {
            throw new IllegalArgumentException(
                    "there is no built-in table %s; there are %s".formatted(name, String.join(", ", names())));
        }
        return description;
    }

    /** The results in a table: one item for each level, weighted by its number of questions. */
    static RecordedResults load(String name) {
        describe(name);
        Map<String, List<String[]>> byLevel = new LinkedHashMap<>();
        List<String> modes = new ArrayList<>();
        for (String line : resultLines(name)) {
            String[] fields = line.split(",", -1);
            byLevel.computeIfAbsent(fields[0], level -> new ArrayList<>()).add(fields);
            if (!modes.contains(fields[2])) {
                modes.add(fields[2]);
            }
        }
        List<RecordedItem> items = new ArrayList<>();
        byLevel.forEach((level, rows) -> {
            if (!rows.stream().map(row -> row[2]).toList().equals(modes)) {
                throw new IllegalStateException("table %s: %s does not have all modes".formatted(name, level));
            }
            items.add(new RecordedItem(
                    level,
                    items.size(),
                    0,
                    Double.parseDouble(rows.get(0)[1]),
                    rows.stream().map(row -> Double.parseDouble(row[3]) / 100).toList(),
                    rows.stream().map(row -> Double.parseDouble(row[4])).toList()));
        });
        return new RecordedResults(List.copyOf(byLevel.keySet()), List.of(name), modes, items);
    }

    private static List<String> resultLines(String name) {
        try (InputStream in = BuiltInTables.class.getResourceAsStream(name + ".csv")) {
            if (in == null) {
                throw new IllegalStateException("the resource of table %s is not on the class path".formatted(name));
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            List<String> lines =
                    reader.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.get(0).equals(HEADER)) {
                throw new IllegalStateException("table %s does not start with %s".formatted(name, HEADER));
            }
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException("the resource of table %s cannot be read".formatted(name), e);
        }
    }
}
