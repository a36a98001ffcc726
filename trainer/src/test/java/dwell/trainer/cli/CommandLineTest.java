package dwell.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTest {
    @TempDir
    Path folder;

    record Result(int code, String out, String err) {
        JsonNode json() {
            assertThat(out).as("one line").endsWith("\n").containsOnlyOnce("\n");
            return JsonMapper.shared().readTree(out);
        }
    }

    static Result dwell(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new CommandRunner(new Streams(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false))
                .run(arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String[] smallTraining(String out, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "train",
                "--preset",
                "otis-gpt-5.2",
                "--out",
                folder.resolve(out).toString(),
                "--seed",
                "7"));
        for (String setting : List.of("updates=3", "prompts=8", "groupSize=2", "threads=1", "policy.id=linear")) {
            arguments.add("--set");
            arguments.add(setting);
        }
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void solvePrintsTheKnownOptimumOfTheStandardWork() {
        Result result = dwell("solve", "--preset", "standard-work", "--json");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        JsonNode json = result.json();
        assertThat(json.propertyNames())
                .contains("env", "states", "millis", "utility", "accuracy", "thinks", "compute", "utilityLevelKnown")
                .contains("levels");
        assertThat(json.get("env").asString()).isEqualTo("evidence-v1");
        assertThat(json.get("utility").doubleValue()).isCloseTo(0.753044, within(5e-7));
        assertThat(json.get("accuracy").doubleValue()).isCloseTo(0.796014, within(5e-7));
        assertThat(json.get("thinks").doubleValue()).isCloseTo(4.2969, within(5e-5));
        double[] thinks = {1.41, 3.61, 8.40, 6.22, 1.85};
        for (int level = 0; level < 5; level++) {
            JsonNode one = json.get("levels").get(level);
            assertThat(one.propertyNames()).contains("level", "weight", "accuracy", "thinks", "compute", "utility");
            assertThat(one.get("thinks").doubleValue()).isCloseTo(thinks[level], within(5e-3));
            assertThat(one.get("weight").doubleValue()).isCloseTo(0.2, within(1e-12));
        }
        assertThat(json.get("bestObserverUtility").isNull())
                .as("the observation shows the state")
                .isTrue();
    }

    @Test
    void solveReportsTheBestObserverWhereTheObservationHidesTheEvidence() {
        JsonNode json = dwell(
                        "solve",
                        "--env",
                        "evidence-v1",
                        "--set",
                        "introspection=none",
                        "--set",
                        "maxThinks=6",
                        "--json")
                .json();
        assertThat(json.get("bestObserverUtility").doubleValue())
                .isLessThan(json.get("utility").doubleValue());
    }

    @Test
    void settingThePriceChangesTheOptimum() {
        double cheap = dwell("solve", "--env", "evidence-v1", "--set", "price=0", "--json")
                .json()
                .get("thinks")
                .doubleValue();
        double dear = dwell("solve", "--env", "evidence-v1", "--set", "price=1", "--json")
                .json()
                .get("thinks")
                .doubleValue();
        assertThat(cheap).isGreaterThan(10);
        assertThat(dear).isZero();
    }

    @Test
    void withoutOptionsTheRecordedResultsOfAModelAreSolved() {
        assertThat(dwell("solve").out())
                .contains(
                        "low", "medium", "high", "xhigh", "level 5", "overall", "tokens", "replay-v1: optimal utility");
    }

    @ParameterizedTest
    @ValueSource(strings = {"envs", "policies", "shapings", "presets"})
    void listsArePrintedInOneLineEachOrAsJson(String command) {
        JsonNode list = dwell(command, "--json").json().get(command);
        assertThat(list.size()).isPositive();
        Result text = dwell(command);
        assertThat(text.code()).isZero();
        assertThat(text.out().lines()).hasSize(list.size());
        for (int i = 0; i < list.size(); i++) {
            assertThat(text.out())
                    .contains(list.get(i).get("id").asString())
                    .contains(list.get(i).get("summary").asString());
        }
    }

    @Test
    void presetsTellTasksAndAlgorithmsApart() {
        JsonNode list = dwell("presets", "--json").json().get("presets");
        assertThat(list.get(0).get("kind").asString()).isEqualTo("task");
        assertThat(list.get(list.size() - 1).get("kind").asString()).isEqualTo("algorithm");
        assertThat(dwell("presets").out())
                .containsPattern("(?m)^standard-work +task +")
                .containsPattern("(?m)^dapo +algorithm +");
    }

    @Test
    void anAlgorithmAloneIsLaidOverTheDefaultTask() {
        assertThat(utility("--preset", "dapo")).isEqualTo(utility());
        assertThat(utility("--preset", "dapo", "--preset", "standard-work"))
                .isEqualTo(utility("--preset", "standard-work"))
                .isNotEqualTo(utility());
    }

    private static double utility(String... options) {
        return dwell(Stream.concat(Stream.of("solve", "--json"), Stream.of(options))
                        .toArray(String[]::new))
                .json()
                .get("utility")
                .doubleValue();
    }

    @Test
    void trainPrintsOneJsonObjectAndLeavesARunThatEvaluatesToTheSame() {
        Result result = dwell(smallTraining("run", "--json"));
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = result.json();
        assertHasEvaluationKeys(json);
        assertThat(json.get("run").asString()).isEqualTo("run");
        assertThat(json.get("seed").longValue()).isEqualTo(7);
        assertThat(json.get("updates").intValue()).isEqualTo(3);
        assertThat(Path.of(json.get("report").asString())).exists();
        double parts = json.get("overthinkingLoss").doubleValue()
                + json.get("underthinkingLoss").doubleValue()
                + json.get("wrongAnswerLoss").doubleValue();
        assertThat(json.get("regret").doubleValue()).isCloseTo(parts, within(1e-9));

        String run = folder.resolve("run").toString();
        Result again = dwell("evaluate", run, "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertHasEvaluationKeys(again.json());
        assertThat(again.json().get("utility").doubleValue())
                .isCloseTo(json.get("utility").doubleValue(), within(1e-9));
        assertThat(dwell("report", run).out()).startsWith("report: ").contains("report.html");

        Result taken = dwell(smallTraining("run"));
        assertThat(taken.code()).isEqualTo(2);
        assertThat(taken.out()).isEmpty();
        assertThat(taken.err().lines()).hasSize(1);
        assertThat(taken.err()).contains("run.out names " + run + ", which exists and is not empty");
    }

    private static void assertHasEvaluationKeys(JsonNode json) {
        assertThat(json.propertyNames())
                .contains("run", "env", "policy", "seed", "updates", "decisions", "seconds", "decisionsPerSecond")
                .contains("utility", "optimalUtility", "regret", "overthinkingLoss", "underthinkingLoss")
                .contains("wrongAnswerLoss", "accuracy", "thinks", "compute", "levels")
                .doesNotContain("pareto", "map");
        assertThat(json.get("levels").get(0).propertyNames())
                .contains("level", "weight", "accuracy", "thinks", "optimalThinks", "compute", "optimalCompute")
                .contains("utility", "regret");
    }

    @Test
    void trainEndsWithATableOfModeSharesForPeople() {
        Result result = dwell(smallTraining("table"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("linear on replay-v1, learned / optimal:")
                .contains("low", "medium", "xhigh", "level 1", "overall", "always low", "always xhigh")
                .containsPattern("% / 9[0-9]%")
                .contains("regret")
                .endsWith("report.html\n");
        assertThat(result.err()).contains("update 3/3: reward ");
    }

    @Test
    void anEvidenceTrainingShowsThinksLearnedAgainstOptimal() {
        Result result = dwell(
                "train",
                "--env",
                "evidence-v1",
                "--policy",
                "linear",
                "--out",
                folder.resolve("e").toString(),
                "--set",
                "updates=2",
                "--set",
                "prompts=8",
                "--set",
                "groupSize=2");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("thinks", "votes").containsPattern(" / 8\\.40 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    trian                                    | did you mean train?
                    ''                                       | a command is missing
                    solve --st price=1                       | Unknown option
                    train --seed x                           | Invalid value for option '--seed': 'x' is not a long
                    solve --preset standrd-work              | did you mean standard-work?
                    solve --env evidnce-v1                   | ; did you mean evidence-v1?
                    solve --set prise=1                      | unknown key 'prise'; did you mean stakes.price?
                    solve --set price=-1                     | stakes.price must be a finite number of at least 0, was -1.0
                    solve --config /does/not/exist.yaml      | config file /does/not/exist.yaml does not exist
                    train --policy mpl                       | policy.id is 'mpl'; known policies:
                    train --backend tpu                      | run.backend must be one of cpu, cuda, auto, was 'tpu'
                    train --resume /does/not/exist           | run folder /does/not/exist does not exist
                    train --resume /tmp --seed 3             | --resume goes on with a run as it was configured
                    evaluate                                 | evaluate takes the folder of a run, or --policy
                    evaluate --policy linear                 | policy linear is a learned one
                    evaluate --policy zzz                    | the fixed policy is 'zzz'; known fixed policies:
                    evaluate /does/not/exist                 | run folder /does/not/exist does not exist
                    evaluate /does/not/exist --policy think  | a run is evaluated as it was configured
                    report                                   | Missing required parameter: 'RUNFOLDER'
                    report /does/not/exist                   | run folder /does/not/exist does not exist
                    solve --env replay-v1 --set table=x      | env.table must be one of
                    """)
    void badUsageIsOneSentenceAndExitCodeTwo(String line, String sentence) {
        Result result = dwell(line.isEmpty() ? new String[0] : line.split(" +"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("dwell: ").contains(sentence).doesNotContain("\tat ");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void aFolderThatIsNotARunIsRefused() {
        assertThat(dwell("evaluate", folder.toString()).err()).contains("is not a run folder: it has no config.yaml");
    }

    @Test
    void debugAddsTheStackTrace() {
        assertThat(dwell("solve", "--preset", "x", "--debug").err()).contains("\tat dwell.");
    }

    @Test
    void aConfigFileIsReadAndItsMistakesAreLocated() throws IOException {
        Path file = Files.writeString(folder.resolve("my.yaml"), "env: {id: evidence-v1}\nstakes:\n  pric: 1\n");
        assertThat(dwell("solve", "--config", file.toString()).err())
                .isEqualTo("dwell: %s:3:3: unknown key 'stakes.pric'; did you mean stakes.price?%n".formatted(file));
    }

    @Test
    void checkEnvPassesOnTheBuiltInFamilies() {
        for (String env : List.of("evidence-v1", "replay-v1")) {
            Result result = dwell("check-env", "--env", env, "--json");
            assertThat(result.code()).as(result.out()).isZero();
            assertThat(result.json().get("ok").booleanValue()).isTrue();
        }
        assertThat(dwell("check-env", "--env", "evidence-v1", "--set", "introspection=noisy", "--set", "maxThinks=5")
                        .out()
                        .lines())
                .allMatch(line -> line.startsWith("ok "))
                .hasSizeGreaterThan(6);
    }

    @Test
    void numbersThatAreNotFiniteAreNull() {
        assertThat(JsonLine.of(Map.of("a", List.of(1.5, Double.NaN, Double.NEGATIVE_INFINITY))))
                .isEqualTo("{\"a\":[1.5,null,null]}");
    }
}
