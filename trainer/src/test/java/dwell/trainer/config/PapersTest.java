package dwell.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of docs/papers.md, read strictly: what they name is there, and says what they say. */
class PapersTest {
    private static final List<String> COLUMNS = List.of("paper", "formula", "class", "keys", "preset", "differs");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern LIST = Pattern.compile("-|`[^`]+`(, `[^`]+`)*");

    private static final Catalog CATALOG = Catalog.installed();
    private static final ConfigLoader LOADER = new ConfigLoader(CATALOG);
    private static final List<Row> ROWS = rows();
    private static final Map<String, RunConfig> TASKS = Preset.all().stream()
            .filter(preset -> preset.kind() == Preset.Kind.TASK)
            .collect(Collectors.toMap(Preset::name, preset -> LOADER.load(ConfigSources.ofPresets(preset.name()))));

    /** One method. */
    record Row(String paper, List<String> classes, List<String> keys, List<String> presets) {
        @Override
        public String toString() {
            return paper;
        }

        /** Keys as assignments of a config. */
        String[] settings() {
            return keys.stream()
                    .map(key -> "trainer." + key.replaceFirst(": ", "="))
                    .toArray(String[]::new);
        }
    }

    private static List<Row> rows() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/papers.md"))) {
            folder = folder.getParent();
        }
        List<Row> rows = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(folder.resolve("docs/papers.md"))) {
                if (line.startsWith("|") && !line.equals("|---|---|---|---|---|---|")) {
                    List<String> cells = Arrays.stream(line.substring(1).split("\\|", -1))
                            .map(String::strip)
                            .toList();
                    assertThat(cells).as(line).hasSize(COLUMNS.size() + 1);
                    assertThat(cells.subList(0, COLUMNS.size())).as(line).noneMatch(String::isEmpty);
                    if (!cells.get(0).equals(COLUMNS.get(0))) {
                        rows.add(new Row(
                                cells.get(0), quoted(cells.get(2)), quoted(cells.get(3)), quoted(cells.get(4))));
                    } else {
                        assertThat(cells.subList(0, COLUMNS.size())).isEqualTo(COLUMNS);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static List<String> quoted(String cell) {
        assertThat(cell).matches(LIST);
        return QUOTED.matcher(cell).results().map(m -> m.group(1)).toList();
    }

    static List<Row> methods() {
        return ROWS;
    }

    static List<String> algorithms() {
        return Preset.all().stream()
                .filter(preset -> preset.kind() == Preset.Kind.ALGORITHM)
                .map(Preset::name)
                .toList();
    }

    @Test
    void everyRowNamesAClassAndKeysAndNoMethodIsThereTwice() {
        assertThat(ROWS).hasSizeGreaterThan(70);
        assertThat(ROWS).allMatch(row -> !row.classes().isEmpty() && !row.keys().isEmpty());
        assertThat(ROWS.stream().map(row -> row.paper() + row.keys())).doesNotHaveDuplicates();
    }

    @Test
    void everyClassExistsOnce() {
        Map<String, Long> found = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dwell").stream()
                        .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));
        assertThat(ROWS.stream().flatMap(row -> row.classes().stream()).distinct())
                .allSatisfy(name -> assertThat(found).as(name).containsEntry(name, 1L));
    }

    /** Whatever the row says together makes a config, and where there is a preset, it says nothing else. */
    @ParameterizedTest
    @MethodSource("methods")
    void theKeysOfARowLoadAndAreThoseOfItsPreset(Row row) {
        LOADER.load(ConfigSources.none().with(row.settings()));
        for (String preset : row.presets()) {
            RunConfig config = LOADER.load(ConfigSources.ofPresets(preset));
            assertThat(LOADER.load(ConfigSources.ofPresets(preset).with(row.settings())))
                    .as(preset)
                    .isEqualTo(config);
        }
    }

    @Test
    void everyAlgorithmPresetAndEveryShapingIsInTheTables() {
        Set<String> named = ROWS.stream().flatMap(row -> row.presets().stream()).collect(Collectors.toSet());
        assertThat(named).containsExactlyInAnyOrderElementsOf(algorithms());
        Set<String> shapings = ROWS.stream()
                .flatMap(row -> row.keys().stream())
                .filter(key -> key.startsWith("shaping.id: "))
                .map(key -> key.substring("shaping.id: ".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shapings)
                .containsExactlyInAnyOrderElementsOf(
                        CATALOG.shapings().stream().map(one -> one.id()).toList());
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void anAlgorithmGoesWithEveryTaskAndChangesOnlyTheTrainer(String name) {
        Preset preset = Preset.of(name);
        assertThat(ConfigLayer.parse(preset.yaml(), name).tree()).containsOnlyKeys("trainer");
        LOADER.load(ConfigSources.ofPresets(name));
        assertThat(LOADER.load(ConfigSources.ofPresets(name, "standard-work")))
                .as("order of task and algorithm")
                .isEqualTo(LOADER.load(ConfigSources.ofPresets("standard-work", name)));
        for (String task : TASKS.keySet()) {
            RunConfig alone = TASKS.get(task);
            RunConfig both = LOADER.load(ConfigSources.ofPresets(task, name));
            assertThat(List.of(both.env(), both.stakes(), both.policy()))
                    .as(task)
                    .isEqualTo(List.of(alone.env(), alone.stakes(), alone.policy()));
            TrainerConfig trainer = both.trainer();
            assertThat(List.of(
                            trainer.updates(),
                            trainer.prompts(),
                            trainer.learningRate(),
                            trainer.schedule(),
                            trainer.optimizer()))
                    .as("optimiser of %s", task)
                    .isEqualTo(List.of(
                            alone.trainer().updates(),
                            alone.trainer().prompts(),
                            alone.trainer().learningRate(),
                            alone.trainer().schedule(),
                            alone.trainer().optimizer()));
        }
    }

    /** A value without a source on its line would be ours without saying so. */
    @ParameterizedTest
    @MethodSource("algorithms")
    void everyPublishedValueHasItsSourceOnItsLine(String name) {
        Set<String> plain = Set.of("ratio: decision", "surrogate: clip", "passes: 1", "beta: 0");
        List<String> unsourced = Preset.of(name)
                .yaml()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.endsWith(":") && !line.contains(" # "))
                .map(String::strip)
                .filter(line -> !plain.contains(line) && !line.startsWith("id: "))
                .toList();
        assertThat(unsourced).isEmpty();
    }
}
