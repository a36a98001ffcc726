package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole runs that begin with a warm start. */
class WarmStartTest {
    @TempDir
    Path folder;

    private static RunConfig config(String... settings) {
        ConfigSources sources = ConfigSources.none()
                .with(
                        "env.id=evidence-v1",
                        "env.maxThinks=6",
                        "updates=0",
                        "prompts=24",
                        "groupSize=4",
                        "policy.id=tabular",
                        "evaluation.every=3",
                        "checkpointEvery=4",
                        "threads=1",
                        "precision=double",
                        "schedule=linear",
                        "warmStart.kind=clone",
                        "warmStart.steps=400",
                        "warmStart.learningRate=0.1")
                .with(settings);
        return new ConfigLoader(Catalog.installed()).load(sources);
    }

    private JsonNode warm(String... settings) {
        Path run = folder.resolve(
                "run-" + settings.length + "-" + String.join("", settings).hashCode());
        TrainingRun.start(config(settings), run, Progress.SILENT);
        return read(run);
    }

    private static JsonNode read(Path run) {
        try {
            return new JsonMapper().readTree(Files.readString(run.resolve("warm-start.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double regret(JsonNode warm, String when) {
        return warm.at("/" + when + "/standing/regret").asDouble();
    }

    private static JsonNode last(JsonNode warm) {
        return warm.get("curve").get(warm.get("curve").size() - 1);
    }

    /**
     * Fully observed, so that the optimum's actions are certain and the least loss is 0. Bounds set before: a cross-entropy below
     * 0.003 nats, and a regret below 0.001 where the untrained table's is above 0.03.
     */
    @Test
    void aTableClonesTheOptimum() {
        JsonNode warm = warm("warmStart.teacher=optimal");
        assertThat(last(warm).get("floor").asDouble()).isZero();
        assertThat(last(warm).get("loss").asDouble()).isLessThan(0.003);
        assertThat(regret(warm, "before")).isGreaterThan(0.03);
        assertThat(regret(warm, "after")).isBetween(0.0, 0.001);
        assertThat(last(warm).get("step").asInt()).isEqualTo(400);
    }

    /**
     * A teacher that always thinks 4 times, half of whose thoughts are dropped: one coin of ln 2 nats an episode, 3 decisions on
     * average.
     */
    @Test
    void dropoutStartsFromAnEvenCoin() {
        JsonNode warm = warm("warmStart.teacher=think:4", "warmStart.edit=thought-dropout");
        double least = Math.log(2) / 3;
        assertThat(last(warm).get("floor").asDouble()).isCloseTo(least, within(1e-12));
        assertThat(last(warm).get("loss").asDouble()).isCloseTo(least, within(0.003));
        assertThat(warm.at("/after/notThinking").asDouble()).isCloseTo(0.5, within(0.001));
        // Three actions are legal at first: think, answer, abstain; or two.
        assertThat(warm.at("/before/notThinking").asDouble()).isIn(0.5, 2.0 / 3);
    }

    /** The colder, the nearer to the optimum: bound set before, 0.001, as for its clone. */
    @ParameterizedTest
    @CsvSource({"policy", "optimal"})
    void coldDistillationGivesTheOptimum(String visits) {
        String[] common = {"warmStart.kind=distill", "warmStart.visits=" + visits};
        JsonNode cold = warm(common[0], common[1], "valueTemperature=1e-6");
        JsonNode warmer = warm(common[0], common[1], "valueTemperature=0.05");
        assertThat(regret(cold, "after")).isBetween(0.0, 0.001);
        assertThat(regret(warmer, "after")).isGreaterThan(2 * regret(cold, "after"));
        assertThat(last(cold).get("loss").asDouble()).isLessThan(0.005);
        assertThat(last(warmer).get("loss").asDouble())
                .isCloseTo(last(warmer).get("floor").asDouble(), within(0.005));
    }

    /** The reference is the policy after the warm start: before the first step of an update on it, the divergence is 0. */
    @Test
    void theReferenceIsThePolicyAfterTheWarmStart() throws IOException {
        String[] settings = {"kl.beta=0.1", "updates=1", "minibatches=1", "warmStart.steps=20"};
        Path run = folder.resolve("run");
        TrainingRun.start(config(settings), run, Progress.SILENT);
        JsonNode metrics = new JsonMapper().readTree(Files.readString(run.resolve("metrics.jsonl")));
        assertThat(metrics.get("kl").asDouble()).isZero();
        assertThat(read(run).at("/after/standing/regret").asDouble())
                .isLessThan(read(run).at("/before/standing/regret").asDouble());
    }

    @ParameterizedTest
    @CsvSource({"0,3,true,2", "0.05,5,true,1", "0.05,7,false,2"})
    void aResumedRunGivesTheSameBytes(double beta, int cutAt, boolean sharing, int threads) throws IOException {
        String[] settings = {
            "kl.beta=" + beta,
            "updates=9",
            "policy.id=mlp",
            "policy.hidden=[8]",
            "precision=float",
            "warmStart.steps=30",
            "warmStart.edit=trace-dropping",
            "warmStart.teacher=confidence:0.8",
            "warmStart.traces=200",
            "stateSharing=" + sharing
        };
        Path straight = folder.resolve("straight");
        TrainingRun.start(config(settings), straight, Progress.SILENT);
        RunConfig again = new ConfigLoader(Catalog.installed())
                .load(ConfigSources.ofFile(straight.resolve("config.yaml")).with("threads=" + threads));
        Path cut = folder.resolve("cut");
        TrainingRun.start(again, cut, stopAfter(cutAt));
        TrainingRun.resume(cut, Progress.SILENT);
        same(straight, cut);
    }

    /** Killed before its first checkpoint, a run warms up again. */
    @Test
    void aRunWithoutACheckpointWarmsUpAgain() throws IOException {
        String[] settings = {"updates=4", "warmStart.steps=30"};
        Path straight = folder.resolve("straight");
        TrainingRun.start(config(settings), straight, Progress.SILENT);
        Path killed = folder.resolve("killed");
        TrainingRun.start(config(settings), killed, stopAfter(2));
        Files.delete(killed.resolve("warm-start.json"));
        try (Stream<Path> files = Files.list(killed.resolve("checkpoints"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        TrainingRun.resume(killed, Progress.SILENT);
        same(straight, killed);
    }

    private static Progress stopAfter(int update) {
        return (done, all, reward, standing, speed) -> {
            if (done == update) {
                TrainingRun.requestStop();
            }
        };
    }

    private static void same(Path straight, Path other) throws IOException {
        for (String file : List.of("metrics.jsonl", "policy.safetensors", "warm-start.json")) {
            assertThat(Files.readAllBytes(other.resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(straight.resolve(file)));
        }
    }

    private static String[] maze(String... settings) {
        String[] base = {
            "env.id=maze-v1",
            "policy.id=mlp",
            "policy.hidden=[16]",
            "stateSharing=false",
            "evaluation.episodes=64",
            "warmStart.teacher=think:2"
        };
        return Stream.concat(Stream.of(base), Stream.of(settings)).toArray(String[]::new);
    }

    /**
     * In a maze the first decision looks much the same on every item, so that the clone does not think as often as its traces do: in
     * 400 of them half, up to 4 standard errors of a coin, 0.1.
     */
    @Test
    void aSteppedEnvironmentIsClonedFromTracesThatAreDrawn() {
        JsonNode warm = warm(maze("warmStart.traces=400", "warmStart.edit=thought-dropout", "learningRate=0.02"));
        assertThat(warm.at("/after/notThinking").asDouble()).isCloseTo(0.5, within(0.1));
        assertThat(last(warm).get("loss").asDouble())
                .isLessThan(0.6 * warm.get("curve").get(0).get("loss").asDouble());
        assertThat(warm.at("/after/standing/sampledThinks").asDouble()).isCloseTo(1, within(0.6));
    }

    @Test
    void refusesWhatAnEnvironmentOrAPolicyCannotGive() {
        assertRefused("trainer.warmStart.traces must be at least 1 with env maze-v1", maze());
        assertRefused("trainer.warmStart.kind must be none or clone with env maze-v1", maze("warmStart.kind=distill"));
        assertRefused(
                "trainer.warmStart.edit must not be self-braking with env maze-v1",
                maze("warmStart.traces=9", "warmStart.edit=self-braking"));
        assertRefused(
                "trainer.warmStart.teacher: policy optimal needs a process",
                maze("warmStart.traces=9", "warmStart.teacher=optimal"));
        assertRefused("trainer.warmStart.teacher: the fixed policy is 'thnk'", "warmStart.teacher=thnk:2");
        assertRefused("trainer.warmStart.levels must sum to 1", "warmStart.levels=[0.5, 0, 0, 0, 0]");
    }

    private void assertRefused(String message, String... settings) {
        Path run = folder.resolve("refused");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingRun.start(config(settings), run, Progress.SILENT))
                .withMessageContaining(message);
        assertThat(run).doesNotExist();
    }
}
