package dwell.envs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.families.Family;
import dwell.envs.process.CompiledProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInTablesTest {
    static List<String> names() {
        return BuiltInTables.names();
    }

    private static double mean(RecordedResults results, int mode, boolean tokens) {
        double sum = 0;
        for (RecordedItem item : results.items()) {
            sum += item.weight()
                    * (tokens ? item.tokens().get(mode) : 100 * item.accuracy().get(mode));
        }
        return sum / ReplayExamples.totalWeight(results);
    }

    // Published totals: algorithms of AdaptThink's figure 2 (weighted by questions), and the "all" rows of the hub.
    // They are rounded to 0.1 points and whole tokens, as are the cells they are the mean of; hence the bounds.
    @ParameterizedTest
    @CsvSource({
        "math500-r1-7b, nothink, 78.6, 668",
        "math500-r1-7b, think, 91.3, 3658",
        "otis-gpt-5.2, low, 78.9, 4538",
        "otis-gpt-5.2, medium, 93.9, 7995",
        "otis-gpt-5.2, high, 96.1, 11017",
        "otis-gpt-5.2, xhigh, 96.1, 18615",
        "otis-opus-4.5, nothink, 48.1, 1194",
        "otis-opus-4.5, think16k, 81.7, 11179",
        "otis-opus-4.5, think32k, 86.1, 17523",
        "bbh-cot, direct, 52.3, 3",
        "bbh-cot, cot, 74.0, 197",
        "s1-aime24, natural, 50.0, 5300",
        "s1-aime24, wait4, 56.67, 7320",
        "s1-math500, think-3200, 93.2, 3200",
        "s1-gpqa, think-4649, 59.60, 4649",
    })
    void weightedMeansAreThePublishedTotals(String table, String mode, double accuracy, double tokens) {
        RecordedResults results = BuiltInTables.load(table);
        int m = results.modes().indexOf(mode);
        assertThat(mean(results, m, false)).isCloseTo(accuracy, within(0.1));
        assertThat(mean(results, m, true)).isCloseTo(tokens, within(1.0));
    }

    @ParameterizedTest
    @CsvSource({
        "math500-r1-7b, 5, 2, 500",
        "otis-gpt-5.2, 5, 4, 45",
        "otis-opus-4.5, 5, 3, 45",
        "bbh-cot, 27, 2, 6507",
        "s1-aime24, 1, 8, 30",
        "s1-math500, 1, 5, 500",
        "s1-gpqa, 1, 5, 198",
    })
    void tablesHaveAllLevelsModesAndQuestions(String table, int levels, int modes, double questions) {
        RecordedResults results = BuiltInTables.load(table);
        assertThat(results.levels()).hasSize(levels);
        assertThat(results.modes()).hasSize(modes);
        assertThat(ReplayExamples.totalWeight(results)).isEqualTo(questions);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTableNamesItsSourceAndIsDescribed(String name) throws IOException {
        try (InputStream in = BuiltInTables.class.getResourceAsStream(name + ".csv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).startsWith("# ").containsPattern("arXiv \\d{4}\\.\\d{5}|Epoch AI.*CC-BY 4\\.0");
            assertThat(text.contains("Epoch AI, \"AI Benchmarking Hub\"")).isEqualTo(name.startsWith("otis-"));
            assertThat(text.contains("MIT licence")).isEqualTo(name.equals("bbh-cot"));
        }
        assertThat(BuiltInTables.describe(name)).isNotBlank().doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyTableCompilesInBothReadingsAndIsFullyObserved(String name) {
        int levels = BuiltInTables.load(name).levels().size();
        int modes = BuiltInTables.load(name).modes().size();
        CompiledProcess route = ReplayExamples.compile(ReplayExamples.table(name, ReplayReading.ROUTE, 0.7));
        assertThat(route.stateCount()).isEqualTo(levels);
        assertThat(route.rowCount()).isEqualTo(levels);
        assertThat(route.fullyObserved()).isTrue();
        CompiledProcess cascade = ReplayExamples.compile(ReplayExamples.table(name, ReplayReading.CASCADE, 0.7));
        assertThat(cascade.rowCount()).isEqualTo(levels * ((1 << modes) - 2));
        assertThat(cascade.fullyObserved()).isTrue();
    }

    @Test
    void tasksOfBigBenchHardStandInTheOrderOfTheirBetterMode() {
        List<Double> better = BuiltInTables.load("bbh-cot").items().stream()
                .map(item -> Math.max(item.accuracy().get(0), item.accuracy().get(1)))
                .toList();
        assertThat(better).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
    }

    @Test
    void anUnknownTableIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> BuiltInTables.describe("otis"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no built-in table otis; there are otis-gpt-5.2, otis-opus-4.5, math500-r1-7b,"
                        + " s1-aime24, s1-math500, s1-gpqa, bbh-cot");
    }

    @Test
    @SuppressWarnings("rawtypes")
    void theFamilyIsFoundByTheServiceLoader() {
        List<String> ids = new ArrayList<>();
        for (Family family : ServiceLoader.load(Family.class)) {
            ids.add(family.id());
        }
        assertThat(ids).contains("replay-v1", "evidence-v1");
    }
}
