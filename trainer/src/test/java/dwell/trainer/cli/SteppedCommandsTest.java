package dwell.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command on an environment that is stepped, {@code stepped-evidence-v1} of the tests. */
class SteppedCommandsTest {
    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {
        JsonNode json() {
            assertThat(out).as("one line").endsWith("\n").containsOnlyOnce("\n");
            return JsonMapper.shared().readTree(out);
        }
    }

    private static Result dwell(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new CommandRunner(new Streams(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false))
                .run(arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Result dwell(String line) {
        return dwell(line.split(" +"));
    }

    private String[] train(String... more) {
        List<String> arguments = new ArrayList<>(List.of("train", "--env", "stepped-evidence-v1"));
        arguments.addAll(List.of("--out", folder.resolve("run").toString()));
        for (String setting : List.of(
                "maxThinks=6",
                "updates=4",
                "prompts=8",
                "groupSize=4",
                "evaluation.every=2",
                "evaluation.episodes=300")) {
            arguments.add("--set");
            arguments.add(setting);
        }
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void envsListsBothKindsAndSaysWhich() {
        assertThat(dwell("envs").out())
                .containsPattern("(?m)^evidence-v1 +process  gather")
                .containsPattern("(?m)^stepped-evidence-v1 +stepped  evidence-v1 without");
        JsonNode envs = dwell("envs", "--json").json().get("envs");
        List<String> kinds = new ArrayList<>();
        for (JsonNode env : envs) {
            if (env.get("id").asString().endsWith("evidence-v1")) {
                kinds.add(env.get("id").asString() + " " + env.get("kind").asString());
                assertThat(env.get("summary").asString()).doesNotContain("stepped  ");
                assertThat(env.get("keys").size()).isEqualTo(11);
            }
        }
        assertThat(kinds).containsExactly("evidence-v1 process", "stepped-evidence-v1 stepped");
    }

    @Test
    void trainEvaluateAndReportSampleAndSaySo() throws IOException {
        Result trained = dwell(train("--json"));
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err())
                .containsPattern("update 4/4: reward .* utility -?[0-9.]+ \\+- [0-9.]+, at most [0-9.]+ below");
        JsonNode json = trained.json();
        assertThat(json.get("kind").asString()).isEqualTo("sampled");
        assertThat(json.get("episodes").intValue()).isEqualTo(300);
        assertThat(json.get("overall").get("utility").propertyNames()).containsExactly("mean", "error");
        assertThat(json.get("overall").get("episodes").intValue()).isEqualTo(300);
        int episodes = 0;
        for (JsonNode level : json.get("levels")) {
            episodes += level.get("episodes").intValue();
        }
        assertThat(episodes).isEqualTo(300);

        Path run = folder.resolve("run");
        JsonNode again = dwell("evaluate", run.toString(), "--json").json();
        assertThat(again.get("overall")).isEqualTo(json.get("overall"));
        assertThat(again.get("fixed")).isEqualTo(json.get("fixed"));
        String text = dwell("evaluate", run.toString()).out();
        assertThat(text)
                .startsWith("mlp on stepped-evidence-v1, 300 episodes, mean +- standard error:")
                .contains("bound", "gap", "overall", "at most", "held-out items: utility", "think 4", "always answer");

        Files.delete(run.resolve("report.html"));
        assertThat(dwell("report", run.toString()).out()).contains("report.html");
        assertThat(run.resolve("report.html"))
                .content()
                .contains("<h2>Held-out items</h2>", "below the best possible", "300 episodes", "no exact optimum");
        try (Stream<Path> plots = Files.list(run.resolve("plots"))) {
            assertThat(plots.map(plot -> plot.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "utility.svg", "budget.svg", "accuracy.svg", "training.svg", "front.svg");
        }
        JsonNode entry = JsonMapper.shared()
                .readTree(Files.readString(run.resolve("checkpoints/update-000004.json")))
                .get("facts");
        assertThat(entry.get("loss").doubleValue())
                .as("the standing of the last update, of as many episodes as an update has")
                .isEqualTo(-JsonMapper.shared()
                        .readTree(
                                Files.readAllLines(run.resolve("metrics.jsonl")).get(3))
                        .get("sampledUtility")
                        .doubleValue());
    }

    @Test
    void checkEnvRunsTheChecksOfASteppedEnvironment() {
        Result result = dwell("check-env", "--env", "stepped-evidence-v1", "--json");
        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.json().get("checks").findValuesAsString("check"))
                .contains("determinism", "slots", "no reset", "legality", "held-out items", "bound", "speed");
    }

    @Test
    void evaluatesAFixedPolicyAgainstTheBound() {
        JsonNode json = dwell(
                        "evaluate --env stepped-evidence-v1 --policy think:2 --set evaluation.episodes=500 --json")
                .json();
        assertThat(json.get("overall").get("thinks").get("mean").doubleValue()).isEqualTo(2);
        assertThat(json.get("untrained").isNull()).isTrue();
        for (JsonNode fixed : json.get("fixed")) {
            if (fixed.get("policy").asString().equals("think 2")) {
                assertThat(fixed.get("behind").get("mean").doubleValue()).isZero();
            }
        }
    }

    @Test
    void theCardOfASteppedEnvironmentHasNothingExact() {
        Path page = folder.resolve("card.html");
        Result result = dwell("env", "stepped-evidence-v1", "--html", page.toString(), "--json");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.json().get("exact").isNull()).isTrue();
        assertThat(result.json().get("featureCount").intValue()).isEqualTo(9);
        assertThat(page).content().contains("it is measured by sampling", "An observation has 9 features.");
        assertThat(dwell("env stepped-evidence-v1").out()).contains("stepped-evidence-v1", "cueReliability");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    solve --env stepped-evidence-v1                               | env stepped-evidence-v1 is stepped and has no exact optimum; ./dwell evaluate --env
                    train --env stepped-evidence-v1 --policy tabular              | a tabular policy needs an environment with a table of observations
                    train --env stepped-evidence-v1 --set stateSharing=true       | trainer.stateSharing must be false with env stepped-evidence-v1
                    train --env stepped-evidence-v1 --set evaluation.episodes=1   | evaluation.episodes must lie in [2, 10000000], was 1
                    train --env stepped-evidence-v1 --set cueReliability=2        | env.cueReliability must lie in [0, 1], was 2
                    train --env stepped-evidence-v1 --mix evidence-v1             | mixture must be empty with env stepped-evidence-v1
                    train --env evidence-v1 --mix stepped-evidence-v1             | an environment that is stepped; this needs one that declares a process
                    evaluate --env stepped-evidence-v1 --policy optimal           | policy optimal needs a process with a table of states
                    evaluate --env stepped-evidence-v1 --policy think:x           | policy think needs a whole number
                    evaluate --env stepped-evidence-v1 --policy always:run        | policy always needs the name of an action
                    evaluate --env steped-evidence-v1 --policy think:1            | did you mean stepped-evidence-v1?
                    explain --env stepped-evidence-v1 --policy think:2            | env stepped-evidence-v1 is stepped and has no optimum to explain an episode by; that takes a process
                    solve --env stepped-evidence-v1 --wrap horizon                | wrappers must be empty with env stepped-evidence-v1
                    check-env stepped-evidence-v1 --env evidence-v1               | the environment is given twice
                    check-env stepped-evidence-v1 --mix evidence-v1               | mixture must be empty with env stepped-evidence-v1
                    check-env --env stepped-evidence-v1 --mix evidence-v1         | mixture must be empty with env stepped-evidence-v1
                    """)
    void badUsageIsOneSentenceAndExitCodeTwo(String line, String sentence) {
        Result result = dwell(line);
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("dwell: ").contains(sentence).doesNotContain("\tat ");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void aSampledEvaluationThatIsNotWholeIsRefusedInASentence() throws IOException {
        dwell(train());
        Path evaluation = folder.resolve("run/evaluation.json");
        String good = Files.readString(evaluation);
        for (String[] change : new String[][] {
            {"\"kind\" : \"sampled\"", "\"kind\" : \"guessed\"", "kind must be exact or sampled, was guessed"},
            {"\"format\" : 1", "\"format\" : 9", "format must be 1, was 9"},
            {"\"kind\" : \"sampled\"", "\"kind\" : \"exact\"", "is malformed"},
            {"\"heldOut\" : {", "\"held\" : {", "is malformed"}
        }) {
            assertThat(good).contains(change[0]);
            Files.writeString(evaluation, good.replace(change[0], change[1]));
            Result result = dwell("report", folder.resolve("run").toString());
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains(change[2]);
            assertThat(result.err().lines()).hasSize(1);
        }
    }
}
