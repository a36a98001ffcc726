package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.FixedPolicy;
import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyShape;
import dwell.policies.network.MlpFamily;
import dwell.policies.network.MlpParameters;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.Estimate;
import dwell.trainer.evaluate.RunFacts;
import dwell.trainer.evaluate.SampledReport;
import dwell.trainer.evaluate.SampledReport.Played;
import dwell.trainer.evaluate.SampledReport.Sample;
import dwell.trainer.evaluate.Task;
import dwell.trainer.rollout.ProcessRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A stepped environment whose process is known: what is sampled can be held against what is exact. */
class SteppedTaskTest {
    private static final Set<String> EXACT_KEYS = Set.of(
            "utility",
            "regret",
            "overthinkingLoss",
            "underthinkingLoss",
            "wrongAnswerLoss",
            "exactAccuracy",
            "exactThinks",
            "exactCompute");

    @TempDir
    Path folder;

    private static RunConfig config(String env, String... settings) {
        ConfigSources sources = ConfigSources.none()
                .with(
                        "env.id=" + env,
                        "env.maxThinks=6",
                        "env.abstain=true",
                        "stakes.wrong=-0.5",
                        "updates=12",
                        "prompts=24",
                        "groupSize=4",
                        "hidden=[12]",
                        "learningRate=0.02",
                        "evaluation.every=3",
                        "evaluation.episodes=64",
                        "checkpointEvery=4",
                        "passes=2",
                        "kl.beta=0.01")
                .with(settings);
        return new ConfigLoader(Catalog.installed()).load(sources);
    }

    private static RunConfig stepped(String... settings) {
        return config("stepped-evidence-v1", settings);
    }

    private static List<JsonNode> metrics(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    @Test
    void refusesACurriculum() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingRun.start(
                        stepped("curriculum=[{update: 0, mix: [1, 1, 1, 0, 0]}]"),
                        folder.resolve("run"),
                        Progress.SILENT))
                .withMessage(
                        "trainer.curriculum must be empty with env stepped-evidence-v1, which is stepped and has no table of levels to draw items from, was a list of 1");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aTeacherThatNeedsTablesCannotGuide() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TrainingRun.start(stepped("sampling.guidedShare=0.25"), folder.resolve("run"), Progress.SILENT))
                .withMessageStartingWith("trainer.sampling.teacher: ");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aTeacherThatCountsThinksGuides() throws IOException {
        Path run = folder.resolve("run");
        TrainingRun.start(
                stepped("updates=2", "sampling.guidedShare=0.25", "sampling.teacher=think:2"), run, Progress.SILENT);
        assertThat(metrics(run)).hasSize(2).allSatisfy(line -> {
            assertThat(line.get("guidedShare").doubleValue()).isEqualTo(0.25);
            assertThat(line.get("guidedRatio").doubleValue()).isBetween(0.01, 0.99);
            assertThat(line.get("guidedReward").doubleValue()).isBetween(-1.0, 1.0);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void trainsToTheBytesOfTheCompiledProcessDecisionByDecision(int threads) throws IOException {
        Path exact = folder.resolve("exact");
        TrainingRun.start(config("evidence-v1", "stateSharing=false", "threads=1"), exact, Progress.SILENT);
        Path sampled = folder.resolve("sampled");
        TrainingRun.start(stepped("threads=" + threads), sampled, Progress.SILENT);
        assertThat(sampled.resolve("policy.safetensors")).hasSameBinaryContentAs(exact.resolve("policy.safetensors"));
        List<JsonNode> a = metrics(sampled);
        List<JsonNode> b = metrics(exact);
        assertThat(a).hasSize(12);
        for (int i = 0; i < 12; i++) {
            ObjectNode one = (ObjectNode) a.get(i);
            List<String> evaluated = one.propertyNames().stream()
                    .filter(key -> key.startsWith("sampled"))
                    .toList();
            assertThat(evaluated).hasSize((i + 1) % 3 == 0 ? 8 : 0);
            one.remove(evaluated);
            assertThat(one).isEqualTo(((ObjectNode) b.get(i)).remove(EXACT_KEYS));
        }
    }

    /** Threads change neither evaluation nor anything else. */
    @Test
    void givesTheSameEvaluationOnAnyNumberOfThreads() throws IOException {
        List<String> evaluations = new ArrayList<>();
        for (int threads : new int[] {1, 2, 4}) {
            Path run = folder.resolve("threads" + threads);
            TrainingRun.start(
                    stepped("threads=" + threads, "updates=3", "evaluation.episodes=1500"), run, Progress.SILENT);
            ObjectNode evaluation =
                    (ObjectNode) JsonMapper.shared().readTree(Files.readString(run.resolve("evaluation.json")));
            evaluations.add(evaluation
                    .remove(List.of("run", "seconds", "decisionsPerSecond"))
                    .toString());
        }
        assertThat(evaluations.get(1)).isEqualTo(evaluations.get(0));
        assertThat(evaluations.get(2)).isEqualTo(evaluations.get(0));
        assertThat(evaluations.get(0)).contains("\"kind\":\"sampled\"");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,1", "4,2"})
    void resumedAtRandomCutPointsGivesTheSameBytes(long seed, int threads) throws IOException {
        Path straight = folder.resolve("straight");
        TrainingRun.start(stepped("threads=1"), straight, Progress.SILENT);
        Path cut = folder.resolve("cut");
        long key = RandomKey.child(RandomKey.of(seed, Purpose.CHECK), 8);
        int first = 1 + RandomKey.below(key, 0, 11);
        Progress stop = (done, all, reward, standing, speed) -> {
            if (done == first) {
                TrainingRun.requestStop();
            }
        };
        assertThat(TrainingRun.start(stepped("threads=" + threads), cut, stop)).isEmpty();
        assertThat(cut.resolve("metrics.jsonl")).content().hasLineCount(first);
        SampledReport resumed =
                (SampledReport) TrainingRun.resume(cut, Progress.SILENT).orElseThrow();
        for (String file : List.of("metrics.jsonl", "policy.safetensors", "checkpoints/update-000012.safetensors")) {
            assertThat(cut.resolve(file))
                    .as("%s, cut after %d", file, first)
                    .hasSameBinaryContentAs(straight.resolve(file));
        }
        SampledReport again = (SampledReport) TrainingRun.evaluate(cut, Progress.SILENT);
        assertThat(again.overall()).isEqualTo(resumed.overall());
        assertThat(again.heldOut()).isEqualTo(resumed.heldOut());
        assertThat(again.untrained()).isEqualTo(resumed.untrained());
    }

    /**
     * The bound is 4 standard errors, so one comparison fails by chance with probability 6e-5, and one of the about 500 of this
     * test with less than 0.03; the evaluation items are fixed.
     */
    @ParameterizedTest
    @ValueSource(strings = {"sampled", "greedy"})
    void sampledEvaluationOfANetworkAgreesWithTheExactOne(String mode) {
        RunConfig config =
                stepped("evaluation.episodes=20000", "evaluation.mode=" + mode, "evaluation.test=[price=0.1]");
        CompiledProcess process = process(config, Side.TRAINING);
        CompiledProcess other = process(config, Side.HELD_OUT);
        Stakes stakes = config.stakes();
        try (LearnedPolicy policy = network(process, 5);
                LearnedPolicy untrained = network(process, 6);
                Workers workers = new Workers(2)) {
            Task task = Task.of(config, Catalog.installed(), workers);
            SampledReport report =
                    (SampledReport) task.report(policy, untrained, new RunFacts("run", "mlp", 0, 0, 0, 0));
            boolean greedy = mode.equals("greedy");
            agrees(new Played(report.overall(), report.levels()), process, stakes, table(process, policy, greedy));
            agrees(report.heldOut(), other, stakes, table(other, policy, greedy));
            agrees(report.test(), process, stakes.withPrice(0.1), table(process, policy, greedy));
            close(report.greedy().utility(), utility(process, stakes, table(process, policy, true)));
            close(report.untrained().utility(), utility(process, stakes, table(process, untrained, greedy)));
            double ahead = utility(process, stakes, table(process, policy, greedy))
                    - utility(process, stakes, fixed(process, stakes, "think", "4"));
            SampledReport.Fixed think = report.fixed().stream()
                    .filter(one -> one.policy().equals("think 4"))
                    .findFirst()
                    .orElseThrow();
            close(think.behind(), ahead);
        }
    }

    @ParameterizedTest
    @CsvSource({"always-answer,''", "think,1", "think,3", "think,9", "always,abstain", "always,think"})
    void sampledEvaluationOfAFixedPolicyAgreesWithTheExactOne(String id, String argument) {
        RunConfig config = stepped("evaluation.episodes=20000");
        SampledReport report = (SampledReport) Task.fixed(config, argument.isEmpty() ? id : id + ":" + argument);
        CompiledProcess process = process(config, Side.TRAINING);
        CompiledProcess other = process(config, Side.HELD_OUT);
        Stakes stakes = config.stakes();
        agrees(new Played(report.overall(), report.levels()), process, stakes, fixed(process, stakes, id, argument));
        agrees(report.heldOut(), other, stakes, fixed(other, stakes, id, argument));
        assertThat(report.fixed())
                .extracting(SampledReport.Fixed::policy)
                .startsWith("always answer", "always abstain", "think 1");
        assertThat(report.fixed())
                .as("think 16 spends no more than think 8 where 6 are the most")
                .extracting(SampledReport.Fixed::policy)
                .endsWith("think 8");
    }

    /** The truth about an item is worth its value by backward induction in its class; no policy gets more. */
    @Test
    void theBoundIsThatOfTheItemsAndTheGapIsAtLeastTheRegret() {
        RunConfig config = stepped("evaluation.episodes=20000");
        CompiledProcess process = process(config, Side.TRAINING);
        double told = 0;
        for (int c = 0; c < process.classCount(); c++) {
            double[] values = SteppedEvidence.toldValues(process, config.stakes(), c);
            for (int i = 0; i < process.startStates(c).length; i++) {
                told += process.prior(c) * process.startProbabilities(c)[i] * values[process.startStates(c)[i]];
            }
        }
        Sample sample = ((SampledReport) Task.fixed(config, "think:3")).overall();
        close(sample.bound(), told);
        assertThat(sample.gap().mean())
                .isCloseTo(sample.bound().mean() - sample.utility().mean(), within(1e-12));
        Optimum optimum = Optimum.of(process, config.stakes());
        double regret =
                optimum.utility() - utility(process, config.stakes(), fixed(process, config.stakes(), "think", "3"));
        assertThat(sample.gap().mean() + 4 * sample.gap().error()).isGreaterThan(regret);
        assertThat(told).isGreaterThan(optimum.utility());
    }

    @Test
    void whatOnlyAProcessHasIsRefusedInASentence() {
        RunConfig tabular = new ConfigLoader(Catalog.installed())
                .load(ConfigSources.none().with("env.id=stepped-evidence-v1", "policy.id=tabular"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingRun.start(tabular, folder.resolve("a"), Progress.SILENT))
                .withMessageContaining("a tabular policy needs an environment with a table of observations");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingRun.start(stepped("stateSharing=true"), folder.resolve("b"), Progress.SILENT))
                .withMessageContaining("trainer.stateSharing must be false with env stepped-evidence-v1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Task.fixed(stepped(), "confidence:0.9"))
                .withMessageContaining("policy confidence needs a process with a table of states");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Task.fixed(stepped(), "always:jump"))
                .withMessageContaining("needs the name of an action");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingRun.start(
                        stepped("evaluation.test=[env.abstain=false]"), folder.resolve("c"), Progress.SILENT))
                .withMessageContaining(
                        "evaluation.test changes the actions of the task: action abstain (abstain) is missing;");
        RunConfig plain = stepped();
        RunConfig wrapped = new RunConfig(
                plain.env(),
                plain.mixture(),
                List.of(plain.env()),
                plain.stakes(),
                plain.policy(),
                plain.trainer(),
                plain.evaluation(),
                plain.run());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Task.fixed(wrapped, "think:1"))
                .withMessage(
                        "wrappers must be empty with env stepped-evidence-v1, which is stepped: only processes can be mixed and wrapped");
        assertThat(folder).isEmptyDirectory();
        assertThat(stepped().trainer().stateSharing()).isFalse();
        assertThat(config("evidence-v1").trainer().stateSharing()).isTrue();
    }

    @Test
    void aRunGoesOnOnlyWithTheTaskThatItWasTrainedOn() throws IOException {
        Path run = folder.resolve("run");
        TrainingRun.start(stepped("updates=1"), run, Progress.SILENT);
        Path config = run.resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("cueReliability: 0.7", "cueReliability: 0.71"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingRun.resume(run, Progress.SILENT))
                .withMessageContaining("was trained on another task");
        try (Workers workers = new Workers(1)) {
            String own = Task.of(stepped(), Catalog.installed(), workers).fingerprint();
            assertThat(Task.of(stepped("price=0.5"), Catalog.installed(), workers)
                            .fingerprint())
                    .isEqualTo(own);
            assertThat(Task.of(stepped("maxThinks=7"), Catalog.installed(), workers)
                            .fingerprint())
                    .isNotEqualTo(own);
        }
    }

    private static void agrees(Played played, CompiledProcess process, Stakes stakes, PolicyTable table) {
        Evaluation exact = Evaluation.of(process, stakes, table);
        agrees(played.overall(), exact.overall());
        assertThat(played.levels()).hasSameSizeAs(exact.levels());
        for (int i = 0; i < played.levels().size(); i++) {
            agrees(played.levels().get(i), exact.levels().get(i));
        }
    }

    private static void agrees(Sample sample, Performance exact) {
        int n = sample.episodes();
        close(sample.utility(), exact.utility(), n);
        close(sample.accuracy(), exact.accuracy(), n);
        close(sample.abstention(), exact.abstention(), n);
        close(sample.thinks(), exact.thinks(), n);
        close(sample.compute(), exact.compute(), n);
        List<Estimate> endings = List.copyOf(sample.endings().values());
        for (int i = 0; i < endings.size(); i++) {
            close(endings.get(i), exact.endings().get(i), n);
        }
        for (int a = 0; a < exact.actions().size(); a++) {
            close(sample.actionShares().get(a), exact.actions().get(a), n);
        }
    }

    private static void close(Estimate estimate, double exact) {
        assertThat(estimate.mean()).isCloseTo(exact, within(4 * estimate.error() + 1e-9));
    }

    /**
     * Where all episodes had one value, another that has probability q was missed with probability (1 - q)^n: as unlikely as 4
     * standard errors from q = 9.7 / n on. Verdicts differ by 1.5 in worth and otherwise by at most 1.
     */
    private static void close(Estimate estimate, double exact, int episodes) {
        if (estimate.error() < 1e-12) {
            assertThat(estimate.mean()).isCloseTo(exact, within(1.5 * 9.7 / episodes));
        } else {
            close(estimate, exact);
        }
    }

    private static CompiledProcess process(RunConfig config, Side side) {
        return SteppedEvidence.process((EvidenceParameters) config.env().parameters(), side);
    }

    private static LearnedPolicy network(CompiledProcess process, long seed) {
        PolicyShape shape = new PolicyShape(process.featureCount(), process.actionCount(), -1);
        long key = RandomKey.of(seed, Purpose.WEIGHTS);
        MlpParameters parameters =
                new MlpParameters(List.of(8), new MlpFamily().defaults().activation());
        return new MlpFamily().create(parameters, shape, dwell.policies.Precision.DOUBLE, key);
    }

    private static PolicyTable table(CompiledProcess process, LearnedPolicy policy, boolean greedy) {
        double[] rows = ProcessRows.probabilities(process, policy, ProcessRows.all(process));
        return PolicyTable.ofRows(process, greedy ? ProcessRows.greedy(rows, process.actionCount()) : rows);
    }

    private static PolicyTable fixed(CompiledProcess process, Stakes stakes, String id, String argument) {
        FixedPolicy policy = Catalog.installed().fixedPolicy(id);
        return policy.table(Optimum.of(process, stakes), argument);
    }

    private static double utility(CompiledProcess process, Stakes stakes, PolicyTable table) {
        return Evaluation.of(process, stakes, table).overall().utility();
    }
}
