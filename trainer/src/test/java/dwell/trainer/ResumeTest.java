package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.EvaluationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was interrupted and resumed leaves the bytes that a straight run leaves. */
class ResumeTest {
    private static final int UPDATES = 12;

    @TempDir
    Path folder;

    private static RunConfig config(boolean sharing, int threads, String... settings) {
        ConfigSources sources = ConfigSources.none()
                .with(
                        "env.maxThinks=6",
                        "updates=" + UPDATES,
                        "prompts=24",
                        "groupSize=4",
                        "hidden=[12]",
                        "evaluation.every=3",
                        "checkpointEvery=4",
                        "passes=2",
                        "kl.beta=0.01",
                        "threads=" + threads,
                        "stateSharing=" + sharing)
                .with(settings);
        return new ConfigLoader(Catalog.installed()).load(sources);
    }

    /** Ends the run once an update is done; every update has one chance, so cut points are exact. */
    private static Progress stopAfter(int update) {
        return (done, all, reward, standing, speed) -> {
            if (done == update) {
                TrainingRun.requestStop();
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"1,true,1", "2,true,2", "3,true,4", "4,false,1", "5,false,2"})
    void atRandomCutPointsGivesTheSameBytes(long seed, boolean sharing, int threads) throws IOException {
        cutAndCompare(seed, sharing, threads);
    }

    @ParameterizedTest
    @CsvSource({"6,true,2,step", "7,true,1,linear", "8,false,2,linear"})
    void underACurriculumGivesTheSameBytes(long seed, boolean sharing, int threads, String path) throws IOException {
        cutAndCompare(
                seed,
                sharing,
                threads,
                "curriculum=[{update: 0, mix: [1, 0, 0, 0, 0]}, {update: 9, mix: [0, 1, 2, 3, 4]}]",
                "curriculumPath=" + path);
    }

    /** Everything that remembers something from update to update, one or two at a time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kl.target=0.01 kl.horizon=2 kl.syncEvery=2 kl.syncMix=0.5 entropy.bonus=0.01 entropy.target=0.4",
                "kl.beta=0.1 kl.place=reward kl.estimator=k1 kl.target=0.01 entropy.bonus=0.02 entropy.finalBonus=0",
                "sampling.lag=2 importance=truncate",
                "sampling.degenerate=replay replayCapacity=8",
                "sampling.degenerate=resample",
                "propsRounds=3",
                "advantage.scale=running",
                "advantage.baseline=critic gaeLambda=0.9 criticHidden=[6]",
                "shaping.id=hapo",
                "shaping.id=lagrangian",
                "shaping.id=adathink-med",
                "estimator=exact kl.beta=0",
                "microBatches=2 loss.select=high-entropy firstDecision=forced",
            })
    void withEveryPartThatRemembersGivesTheSameBytes(String settings) throws IOException {
        cutAndCompare(Math.floorMod(settings.hashCode(), 50), !settings.contains("micro"), 2, settings.split(" "));
    }

    private void cutAndCompare(long seed, boolean sharing, int threads, String... settings) throws IOException {
        Path straight = folder.resolve("straight");
        EvaluationReport whole =
                (EvaluationReport) TrainingRun.start(config(sharing, 1, settings), straight, Progress.SILENT)
                        .orElseThrow();
        Path cut = folder.resolve("cut");
        long key = RandomKey.child(RandomKey.of(seed, Purpose.CHECK), 7);
        int first = 1 + RandomKey.below(key, 0, UPDATES - 2);
        int second = first + 1 + RandomKey.below(key, 1, UPDATES - first - 1);
        RunConfig config = config(sharing, threads, settings);
        assertThat(TrainingRun.start(config, cut, stopAfter(first))).isEmpty();
        assertThat(cut.resolve("metrics.jsonl")).content().hasLineCount(first);
        if (second < UPDATES) {
            assertThat(TrainingRun.resume(cut, stopAfter(second))).isEmpty();
        }
        EvaluationReport resumed =
                (EvaluationReport) TrainingRun.resume(cut, Progress.SILENT).orElseThrow();

        assertThat(resumed.updates()).isEqualTo(UPDATES);
        assertThat(resumed.regret()).isEqualTo(whole.regret());
        assertThat(resumed.decisions()).isEqualTo(whole.decisions());
        for (String file : List.of("metrics.jsonl", "policy.safetensors", "checkpoints/update-000012.safetensors")) {
            assertThat(Files.readAllBytes(cut.resolve(file)))
                    .as("%s, cut after %d and %d", file, first, second)
                    .isEqualTo(Files.readAllBytes(straight.resolve(file)));
        }
    }

    /** A killed process leaves updates after its last checkpoint, and half a line: both go. */
    @Test
    void afterAKillGoesOnFromTheLastCheckpoint() throws IOException {
        Path straight = folder.resolve("straight");
        TrainingRun.start(config(true, 1), straight, Progress.SILENT);
        Path killed = folder.resolve("killed");
        TrainingRun.start(config(true, 1), killed, stopAfter(8));
        Files.writeString(
                killed.resolve("metrics.jsonl"),
                Files.readString(killed.resolve("metrics.jsonl")) + "{\"update\":9,\"deci");
        TrainingRun.resume(killed, Progress.SILENT);
        assertThat(Files.readAllBytes(killed.resolve("metrics.jsonl")))
                .isEqualTo(Files.readAllBytes(straight.resolve("metrics.jsonl")));
    }

    @Test
    void keepsTheNewestCheckpointsAndTheBest() throws IOException {
        Path run = folder.resolve("run");
        TrainingRun.start(config(true, 1, "checkpointEvery=1", "keep=2"), run, Progress.SILENT);
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).contains("update-000011.json", "update-000012.json", "update-000012.safetensors");
            assertThat(names).hasSizeBetween(4, 6);
        }
    }

    @Test
    void refusesADamagedCheckpointAndNamesTheOneBefore() throws IOException {
        Path run = folder.resolve("run");
        TrainingRun.start(config(true, 1), run, Progress.SILENT);
        Path newest = run.resolve("checkpoints/update-000012.safetensors");
        byte[] good = Files.readAllBytes(newest);
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 4;
        for (byte[] bad : List.of(flipped, java.util.Arrays.copyOf(good, good.length / 3), new byte[0])) {
            Files.write(newest, bad);
            assertThatThrownBy(() -> TrainingRun.resume(run, Progress.SILENT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("update-000012.safetensors is damaged")
                    .hasMessageContaining("to go on from update 8, delete");
        }
        Files.write(newest, good);
        Path counts = run.resolve("checkpoints/update-000012.json");
        Files.writeString(counts, Files.readString(counts).replace("\"decisions\" : ", "\"decisions\" : 1"));
        assertThatThrownBy(() -> TrainingRun.resume(run, Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its counts are not those it was written with");
        Files.delete(counts);
        assertThat(TrainingRun.resume(run, Progress.SILENT).orElseThrow().updates())
                .isEqualTo(UPDATES);
        assertThat(Files.readAllBytes(newest)).isEqualTo(good);
    }

    @Test
    void refusesToGoOnWithAnotherTask() throws IOException {
        Path run = folder.resolve("run");
        assertThat(TrainingRun.start(config(true, 1), run, stopAfter(2))).isEmpty();
        Path config = run.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("cueReliability: 0.7", "cueReliability: 0.71"));
        assertThatThrownBy(() -> TrainingRun.resume(run, Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was trained on another task");
    }

    @Test
    void refusesAFolderThatIsTaken() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "precious");
        assertThatThrownBy(() -> TrainingRun.start(config(true, 1), taken, Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exists and is not empty");
        assertThat(taken).isDirectoryContaining(file -> file.endsWith("mine.txt"));
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> TrainingRun.start(config(true, 1), file.resolve("run"), Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be made");
    }

    /** A step size that overflows: the run stops at once, says where, and the last checkpoint stays. */
    @Test
    void stopsAtNumbersThatAreNotFinite() throws IOException {
        Path run = folder.resolve("run");
        RunConfig config =
                config(true, 1, "learningRate=1e40", "optimizer=sgd", "schedule=constant", "checkpointEvery=1");
        assertThatThrownBy(() -> TrainingRun.start(config, run, Progress.SILENT))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("update 1 stopped at")
                .hasMessageContaining("failure.json");
        assertThat(Files.readString(run.resolve("failure.json"))).contains("station");
    }
}
