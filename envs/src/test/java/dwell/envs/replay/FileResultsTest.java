package dwell.envs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileResultsTest {
    private static final String HEADER = "source,model,domain,group,level,question,mode,samples,correct,tokens\n";

    @TempDir
    private Path folder;

    private String write(String... rows) throws IOException {
        Path file = folder.resolve("results.csv");
        Files.writeString(file, HEADER + String.join("\n", rows) + "\n");
        return file.toString();
    }

    private static RecordedResults read(String file, String model, String group, String... modes) {
        return FileResults.read(ReplayExamples.file(file, model, group, List.of(modes), 0, 0));
    }

    private String twoModelsTwoGroups() throws IOException {
        return write(
                "s,m,d,g,1,q,high,4,3,30",
                "s,m,d,g,1,q,low,4,1,10",
                "s,m,d,h,3,q,low,4,2,20",
                "s,m,d,h,3,q,high,4,4,40",
                "s,n,d,g,1,q,low,4,0,10",
                "s,n,d,g,1,q,high,4,0,20");
    }

    private static void assertFault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void modelAndGroupMustBeNamedWhereThereAreSeveral() throws IOException {
        String file = twoModelsTwoGroups();
        assertFault(() -> read(file, "", ""), "model must name one of the models of " + file + ": m, n");
        assertFault(() -> read(file, "m", ""), "group must name one of the groups of " + file + ": g, h");
        assertFault(() -> read(file, "o", ""), "model names o, which " + file + " does not have; it has m, n");
        assertFault(() -> read(file, "n", "h"), "group names h, which " + file + " does not have; it has g");
        assertThat(read(file, "n", "").groups()).containsExactly("g");
    }

    @Test
    void allGroupsAreReadAndShownWhereAsked() throws IOException {
        RecordedResults results = read(twoModelsTwoGroups(), "m", "*");
        assertThat(results.groups()).containsExactly("g", "h");
        assertThat(results.levels()).containsExactly("level 1", "level 3");
        assertThat(results.modes()).containsExactly("low", "high");
        assertThat(results.items())
                .containsExactly(
                        new RecordedItem("question q of g", 0, 0, 1, List.of(0.25, 0.75), List.of(10.0, 30.0)),
                        new RecordedItem("question q of h", 1, 1, 1, List.of(0.5, 1.0), List.of(20.0, 40.0)));
        CompiledProcess process =
                ReplayExamples.compile(ReplayExamples.file(twoModelsTwoGroups(), "m", "*", List.of(), 0, 0));
        assertThat(process.declaration().features().stream().map(f -> f.name()))
                .containsExactly("cue0", "cue1", "group0", "group1", "one");
        assertThat(process.rowCount()).isEqualTo(4);
        assertThat(process.fullyObserved()).isTrue();
    }

    @Test
    void modesMustBeThereInOrderOfTokensAndComplete() throws IOException {
        String file = twoModelsTwoGroups();
        assertFault(
                () -> read(file, "m", "g", "low", "max"),
                "modes names max, which " + file + " does not have; it has high, low");
        assertFault(
                () -> read(file, "m", "g", "high", "low"),
                "modes must be in the order of their mean tokens, but high (30) stands before low (10)");
        String lacking = write(
                "s,m,d,g,1,q,low,4,1,10",
                "s,m,d,g,1,q,high,4,3,30",
                "s,m,d,g,1,r,low,4,1,10",
                "s,m,d,g,1,r,mid,4,1,12");
        assertFault(
                () -> read(lacking, "", ""),
                lacking
                        + ", line 2, column mode: question q of group g has results of low, high but not of mid; add them, or"
                        + " name under modes those that all questions have");
        assertFault(
                () -> read(lacking, "", "", "low", "mid"),
                lacking
                        + ", line 2, column mode: question q of group g has results of low, high but not of mid; add them, or"
                        + " name under modes those that all questions have");
        String single = write("s,m,d,g,1,q,low,4,1,10");
        assertFault(
                () -> read(single, "", ""),
                single + " has results of the mode low only; it takes at least 2 modes to choose");
    }

    @Test
    void aLevelWithASingleQuestionCannotBeSplit() throws IOException {
        ReplayParameters parameters = ReplayExamples.file(twoModelsTwoGroups(), "m", "g", List.of(), 0.5, 0);
        assertFault(
                () -> new ReplayFamily().declare(parameters),
                "split needs at least 2 questions of each level, but level 1 has 1; set split to 0 or add questions");
    }

    private static Path recorded() {
        Path file = Path.of(System.getProperty("dwell.shared", "absent"), "data", "replay_core.csv");
        assumeThat(file)
                .as("the recorded results of the shared folder are not there; set -Ddwell.shared")
                .exists();
        return file;
    }

    // The built-in tables print 0.1 points and whole tokens; the file has the counts they were made from.
    @ParameterizedTest
    @CsvSource({
        "otis-gpt-5.2, gpt-5.2-2025-12-11, otis_mock_aime",
        "otis-opus-4.5, claude-opus-4-5-20251101, otis_mock_aime"
    })
    void levelMeansOfTheRecordedResultsAreTheBuiltInTable(String table, String model, String group) {
        RecordedResults printed = BuiltInTables.load(table);
        RecordedResults results = read(recorded().toString(), model, group);
        assertThat(results.modes()).isEqualTo(printed.modes());
        assertThat(results.levels()).isEqualTo(printed.levels());
        assertThat(results.items()).hasSize(45);
        for (int level = 0; level < 5; level++) {
            int here = level;
            List<RecordedItem> items = results.items().stream()
                    .filter(item -> item.level() == here)
                    .toList();
            for (int m = 0; m < printed.modes().size(); m++) {
                int mode = m;
                assertThat(items.stream()
                                .mapToDouble(item -> item.accuracy().get(mode))
                                .average())
                        .hasValueCloseTo(printed.accuracy(level, mode), within(0.000501));
                assertThat(items.stream()
                                .mapToDouble(item -> item.tokens().get(mode))
                                .average())
                        .hasValueCloseTo(printed.tokens(level, mode), within(0.501));
            }
        }
    }

    @Test
    void levelFourAtLowEffortIsAsPublished() {
        RecordedResults results = read(recorded().toString(), "gpt-5.2-2025-12-11", "otis_mock_aime");
        List<RecordedItem> items =
                results.items().stream().filter(item -> item.level() == 3).toList();
        assertThat(items.stream().mapToDouble(item -> item.accuracy().get(0)).average())
                .hasValueCloseTo(0.750, within(5e-4));
        assertThat(items.stream().mapToDouble(item -> item.tokens().get(0)).average())
                .hasValueCloseTo(6222.0, within(0.5));
    }

    @Test
    void tasksOfBigBenchHardAreTheBuiltInTable() {
        RecordedResults printed = BuiltInTables.load("bbh-cot");
        RecordedResults results = read(recorded().toString(), "code-davinci-002", "*");
        assertThat(results.groups()).hasSize(27);
        for (int level = 0; level < 27; level++) {
            int group = results.groups().indexOf(printed.levels().get(level));
            List<RecordedItem> items = results.items().stream()
                    .filter(item -> item.group() == group)
                    .toList();
            assertThat((double) items.size())
                    .isEqualTo(printed.items().get(level).weight());
            for (int m = 0; m < 2; m++) {
                int mode = m;
                assertThat(items.stream()
                                .mapToDouble(item -> item.accuracy().get(mode))
                                .average())
                        .hasValueCloseTo(printed.accuracy(level, mode), within(0.000501));
                assertThat(items.stream()
                                .mapToDouble(item -> item.tokens().get(mode))
                                .average())
                        .hasValueCloseTo(printed.tokens(level, mode), within(0.501));
            }
        }
    }

    @Test
    void recordedResultsCompileInBothReadingsWithOneClassForEachQuestion() {
        String file = recorded().toString();
        for (ReplayReading reading : ReplayReading.values()) {
            CompiledProcess process = ProcessCompiler.compile(new ReplayFamily()
                    .declare(new ReplayParameters(
                            "",
                            file,
                            "gpt-5.2-2025-12-11",
                            "otis_mock_aime",
                            List.of(),
                            reading,
                            0.7,
                            0.8,
                            true,
                            0,
                            0)));
            assertThat(process.classCount()).isEqualTo(45);
            assertThat(process.fullyObserved()).isTrue();
            assertThat(process.levelWeight(2)).isCloseTo(0.2, within(1e-12));
        }
    }

    @Test
    void aQuestionWithoutAModeIsNamedInTheRecordedResults() {
        String file = recorded().toString();
        assertThatThrownBy(() -> read(file, "gpt-5.2-2025-12-11", "simpleqa_verified"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column mode: question ")
                .hasMessageContaining("but not of xhigh");
        assertThat(read(file, "gpt-5.2-2025-12-11", "simpleqa_verified", "low", "medium", "high")
                        .items())
                .hasSize(1000);
    }
}
