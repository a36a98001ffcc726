package dwell.trainer.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.TrialRun;
import dwell.trainer.compare.ComparisonSummary.Cell;
import dwell.trainer.compare.ComparisonSummary.Contrast;
import dwell.trainer.compare.ComparisonSummary.Difference;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.CompareFile;
import dwell.trainer.record.JsonFile;
import dwell.trainer.report.CompareReport;
import dwell.trainer.statistics.Aggregate;
import dwell.trainer.statistics.Improvement;
import dwell.trainer.statistics.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Catalog CATALOG = Catalog.installed();
    private static final List<String> TABLES = List.of("trials.csv", "trials.jsonl", "curves.csv", "summary.csv");
    private static final String FILE = """
            seeds: 4
            allowFewSeeds: true
            curves: {every: 3, points: 5}
            base:
              env: {id: evidence-v1, maxThinks: 3}
              policy.id: linear
              trainer: {updates: 6, prompts: 16, groupSize: 4, learningRate: 0.1}
            processes:
              dear: {stakes.price: 0.05}
              cheap: {}
            arms:
              plain: {}
              scaled: {trainer.advantage.scale: group-std}
            """;

    @TempDir
    private Path folder;

    private static CompareFile file(String yaml) {
        return CompareFile.parse(yaml, "c.yaml", CATALOG);
    }

    /** Runs a comparison in a folder; the trials that were run here. */
    private List<String> run(String yaml, String name, int jobs, BooleanSupplier stop, boolean retry)
            throws IOException {
        List<String> ran = new ArrayList<>();
        Comparison comparison = new Comparison(file(yaml), CATALOG);
        Path out = folder.resolve(name);
        try (TrialStore store = TrialStore.open(out)) {
            Optional<ComparisonResults> results = comparison.run(
                    store,
                    jobs,
                    retry,
                    stop,
                    (planned, outcome, done, all, ranHere) ->
                            ran.add(planned.arm() + " " + planned.process() + " " + planned.seed()));
            if (results.isPresent()) {
                // The name stands in comparison.json.
                new ComparisonFolder(out).write(results.get());
            }
        }
        return ran;
    }

    private List<String> run(String yaml, String name, int jobs) throws IOException {
        return run(yaml, name, jobs, () -> false, false);
    }

    private ComparisonSummary summary(String name) {
        return JsonFile.read(folder.resolve(name).resolve("comparison.json"), ComparisonSummary.class);
    }

    @Test
    void theTablesAreTheSameForAnyNumberOfJobsAndHoweverOftenItIsStopped() throws IOException {
        assertThat(run(FILE, "one", 1)).hasSize(16).startsWith("plain dear 0", "scaled dear 0", "plain cheap 0");
        assertThat(run(FILE, "two", 2)).hasSize(16);
        int[] asked = new int[1];
        // 7 questions a trial: one before it, one before each update. The fourth trial is on its way when it is
        // stopped.
        List<String> first = run(FILE, "stopped", 1, () -> ++asked[0] > 25, false);
        assertThat(first).hasSize(3);
        assertThat(folder.resolve("stopped").resolve("trials.csv")).doesNotExist();
        assertThat(run(FILE, "stopped", 2)).hasSize(13).doesNotContainAnyElementsOf(first);
        assertThat(run(FILE, "stopped", 2)).isEmpty();
        for (String table : TABLES) {
            byte[] one = Files.readAllBytes(folder.resolve("one").resolve(table));
            assertThat(folder.resolve("two").resolve(table)).hasBinaryContent(one);
            assertThat(folder.resolve("stopped").resolve(table)).hasBinaryContent(one);
        }
        assertThat(Files.readAllLines(folder.resolve("one").resolve("trials.csv")))
                .hasSize(17)
                .element(0)
                .asString()
                .startsWith("arm,process,seed,trial,status,failure,utility,")
                .doesNotContain("seconds")
                .endsWith("accuracy[q=0.5],regret[q=0.5]");
        assertThat(Files.readAllLines(folder.resolve("one").resolve("timing.csv")))
                .hasSize(17);
    }

    @Test
    void aChangedFileRunsOnlyWhatChanged() throws IOException {
        run(FILE, "c", 2);
        String more = FILE.replace("seeds: 4", "seeds: 5") + "  small: {trainer.groupSize: 2}\n";
        List<String> ran = run(more, "c", 2);
        assertThat(ran)
                .hasSize(2 * 2 + 5 * 2)
                .contains("plain dear 4", "small cheap 0")
                .doesNotContain("plain dear 0");
        try (Stream<Path> trials = Files.list(folder.resolve("c").resolve("trials"))) {
            assertThat(trials).as("nothing is lost, nothing half-written").hasSize(16 + 14);
        }
        assertThat(run(FILE, "c", 2)).isEmpty();
    }

    @Test
    void theFiguresAreThoseOfTheTrials() throws IOException {
        run(FILE, "c", 2);
        ComparisonSummary summary = summary("c");
        List<String> lines = Files.readAllLines(folder.resolve("c").resolve("trials.csv"));
        int utility = List.of(lines.get(0).split(",")).indexOf("utility");
        double[] plain = column(lines, "plain,dear,", utility);
        double[] scaled = column(lines, "scaled,dear,", utility);
        Cell cell = summary.cell("dear", "scaled");
        assertThat(cell.results()).isEqualTo(4);
        assertThat(cell.utility().estimate()).isCloseTo(Aggregate.interquartileMean(scaled), within(1e-12));
        assertThat(cell.meanRegret().estimate() + cell.meanUtility().estimate())
                .isCloseTo(summary.processes().get(0).optimalUtility(), within(1e-9));
        assertThat(cell.byUpdates()).hasSize(5);
        assertThat(cell.byUpdates().get(4).utility().estimate())
                .as("the curve ends where the trial does")
                .isCloseTo(cell.utility().estimate(), within(1e-9));
        assertThat(cell.byUpdates().get(0).utility())
                .as("the same weights to begin with")
                .isEqualTo(summary.cell("dear", "plain").byUpdates().get(0).utility());
        Contrast contrast = summary.contrasts().get(0);
        assertThat(contrast.arm()).isEqualTo("scaled");
        double gain = 0;
        for (int i = 0; i < plain.length; i++) {
            gain += (scaled[i] - plain[i]) / plain.length;
        }
        assertThat(contrast.paired().mean().estimate()).isCloseTo(gain, within(1e-12));
        assertThat(contrast.improvement().estimate())
                .isCloseTo(
                        Improvement.probability(Scores.ofTask("t", scaled), Scores.ofTask("t", plain)), within(1e-12));
        assertThat(summary.overall("plain").processes()).isEqualTo(2);
        assertThat(summary.overall("plain").improvement()).isNull();
        assertThat(summary.differences())
                .containsExactly(new Difference("trainer.advantage.scale", List.of("none", "group-std")));
        assertThat(summary.notes()).anyMatch(note -> note.startsWith("Only 4 seeds"));
    }

    private static double[] column(List<String> lines, String start, int column) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.split(",")[column]))
                .toArray();
    }

    /** Steps of 1e300 overflow at the first update. */
    @Test
    void aFailedTrialIsRecordedShownAndNotCounted() throws IOException {
        String yaml = FILE.replace(
                "  scaled: {trainer.advantage.scale: group-std}",
                "  broken: {trainer.optimizer: sgd, trainer.learningRate: 1e300, trainer.gradientClip: 0}");
        run(yaml, "c", 2);
        ComparisonSummary summary = summary("c");
        Cell broken = summary.cell("dear", "broken");
        assertThat(broken.failed()).isEqualTo(4);
        assertThat(broken.results()).isZero();
        assertThat(broken.utility()).isNull();
        assertThat(broken.failures()).hasSize(4).allMatch(reason -> reason.matches("seed \\d: update \\d, .+"));
        assertThat(summary.overall("plain").interquartileMean())
                .as("no process on which all arms have results")
                .isNull();
        assertThat(summary.contrasts().get(0).paired()).isNull();
        assertThat(String.join("\n", summary.verdict())).contains("8 trials failed: broken on dear (4 of 4)");
        assertThat(Files.readAllLines(folder.resolve("c").resolve("trials.csv")))
                .filteredOn(line -> line.startsWith("broken,"))
                .hasSize(8)
                .allMatch(line -> line.contains(",failed,"));
        assertThat(run(yaml, "c", 2)).as("it would fail again").isEmpty();
        assertThat(run(yaml, "c", 2, () -> false, true)).hasSize(8);
        Files.writeString(folder.resolve("c").resolve("comparison.yaml"), yaml);
        Path page = CompareReport.write(new ComparisonFolder(folder.resolve("c")));
        assertThat(page).content().contains("<h2>Failed trials</h2>", "8 trials failed", "seed 3: update ");
    }

    @Test
    void armsOfOneConfigShareTheirTrials() throws IOException {
        assertThat(run(FILE.replace("scaled: {trainer.advantage.scale: group-std}", "same: {}"), "c", 2))
                .hasSize(8);
        assertThat(summary("c").contrasts().get(0).paired().mean().estimate()).isZero();
        assertThat(summary("c").verdict())
                .anyMatch(
                        sentence -> sentence.startsWith("Worth exactly as much as plain on every seed: same on dear"));
    }

    @Test
    void aTrialIsAFunctionOfItsYaml() {
        CompareFile file = file(FILE);
        Trial trial = new Trial(file.config("plain", "dear", 3));
        Trial shipped = Trial.parse(trial.toYaml(), CATALOG);
        assertThat(shipped).isEqualTo(trial);
        assertThat(shipped.key()).isEqualTo(trial.key()).matches("[0-9a-f]{32}");
        assertThat(new Trial(file.config("plain", "dear", 2)).key()).isNotEqualTo(trial.key());
        TrialResult here = outcome(trial).result();
        TrialOutcome there = outcome(shipped);
        assertThat(there.result()).isEqualTo(here);
        String json = JsonFile.line(there);
        assertThat(json).doesNotContain("collapse", "decisionsToNear", "\"failed\"");
        assertThat(here.curve()).extracting(TrialResult.Point::update).containsExactly(0, 3, 6);
        assertThat(here.episodes()).isEqualTo(6 * 16 * 4);
    }

    private static TrialOutcome outcome(Trial trial) {
        return TrialRun.of(trial, CATALOG, () -> false).orElseThrow();
    }

    @Test
    void aConfigWhosePartsDoNotFitNamesTheArm() {
        String yaml = FILE.replace(
                "scaled: {trainer.advantage.scale: group-std}", "wrong: {evaluation.test: [maxThinks=9, table=x]}");
        assertThatThrownBy(() -> run(yaml, "c", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("evaluation.test");
    }

    @Test
    @SuppressWarnings("try")
    void oneFolderIsForOneComparisonAtATimeAndDamageIsNamed() throws IOException {
        run(FILE, "c", 2);
        Path c = folder.resolve("c");
        try (TrialStore store = TrialStore.open(c)) {
            assertThatThrownBy(() -> TrialStore.open(c)).hasMessageContaining("another comparison is at work in " + c);
        }
        Path trial;
        try (Stream<Path> trials = Files.list(c.resolve("trials"))) {
            trial = trials.sorted().findFirst().orElseThrow();
        }
        Files.writeString(trial, "{");
        assertThatThrownBy(() -> run(FILE, "c", 2))
                .hasMessageContaining(trial.toString())
                .hasMessageEndingWith("delete it to run that trial again");
        Files.delete(trial);
        assertThat(run(FILE, "c", 2)).hasSize(1);
    }
}
