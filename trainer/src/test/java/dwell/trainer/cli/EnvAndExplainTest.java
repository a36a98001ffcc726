package dwell.trainer.cli;

import static dwell.trainer.cli.CommandLineTest.dwell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.cli.CommandLineTest.Result;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.evaluate.CardBuilder;
import dwell.trainer.evaluate.EnvironmentCard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EnvAndExplainTest {
    @TempDir
    Path folder;

    @Test
    void theCardIsPrintedAsTextAsJsonAndAsAPage() throws IOException {
        Path html = folder.resolve("card.html");
        Result text = dwell("env", "evidence-v1", "--html", html.toString());
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.err()).isEmpty();
        assertThat(text.out())
                .startsWith("evidence-v1: gather noisy votes")
                .contains("actions: answer, think\n", "observation: 9 features", "maxThinks = 32\n")
                .contains("8.40 / 9.99", "optimal budget against level: inverted-U; with the level told: inverted-U")
                .contains("optimal utility 0.753044; knowing the level is worth 0.010582 more")
                .contains("think 4 ", "front of value against votes", "wrong answers, 20.4% of items")
                .contains("50 distinct items (hidden class and start state), which look in 5 ways")
                .endsWith("\ncard: " + html + "\n");
        assertThat(text.out().lines()).allMatch(line -> line.equals(line.stripTrailing()));
        assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");

        JsonNode json = dwell("env", "--preset", "standard-work", "--json").json();
        assertThat(json.propertyNames())
                .contains("env", "summary", "description", "parameters", "actions", "features", "levels", "exact");
        JsonNode exact = json.get("exact");
        assertThat(exact.get("overall").get("utility").doubleValue()).isCloseTo(0.753044, within(5e-7));
        assertThat(exact.get("budgetShape").asString()).isEqualTo("inverted-U");
        double right = 0;
        for (JsonNode point : exact.get("responses").get("times")) {
            right += point.get("correct").doubleValue();
        }
        assertThat(right).isCloseTo(0.796014, within(5e-7));
        assertThat(exact.get("size").get("states").intValue()).isEqualTo(2975);
    }

    @Test
    void aSettingIsMarkedAgainstItsDefault() {
        assertThat(dwell("env", "evidence-v1", "--set", "maxThinks=3", "--set", "price=0.5")
                        .out())
                .contains("maxThinks = 3 (default 32)", "price 0.5 per unit of votes", "against level: flat");
        Result nothing = dwell("env");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err())
                .isEqualTo(
                        "dwell: env takes the id of a task family, such as env evidence-v1; ./dwell envs lists them\n");
        assertThat(dwell("env", "--set", "env.id=evidence-v1").out()).startsWith("evidence-v1: ");
    }

    @Test
    void whatIsMixedInAndWrappedStandsOnTheCard() throws IOException {
        Path html = folder.resolve("mixed.html");
        Result result = dwell(
                "env",
                "evidence-v1",
                "--set",
                "maxThinks=4",
                "--mix",
                "verify-v1,weight=0.5,maxChecks=2",
                "--wrap",
                "interruption,hazard=0.25",
                "--html",
                html.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("mixed with verify-v1, weight 0.5: ", "maxChecks = 2 (default 10)")
                .contains("wrapped in interruption: ", "hazard = 0.25 (default 0.1)", "interrupted ");
        String counts = " unit of its compute (tokens) counts as 0.006 of the mixture's (votes)";
        for (String command : List.of("solve", "env")) {
            assertThat(dwell(command, "--env", "evidence-v1", "--mix", "refine-v1")
                            .out())
                    .contains("a" + counts);
            assertThat(dwell(command, "--env", "evidence-v1", "--mix", "refine-v1,compute=0.125")
                            .out())
                    .contains("counts as 0.125 of the");
        }
        assertThat(Files.readString(html))
                .contains(
                        "Mixed with verify-v1, weight 0.5",
                        "A unit of its compute (checks) counts as",
                        "Wrapped in interruption",
                        "2 (default 10)");
    }

    @Test
    void aSteppedEnvironmentHasAShortCard() {
        Catalog catalog = Catalog.installed();
        EnvironmentCard card = new CardBuilder(catalog)
                .of(new ConfigLoader(catalog).load(ConfigSources.none().with("env.id=evidence-v1", "maxThinks=1")));
        EnvironmentCard stepped = new EnvironmentCard(
                card.env(),
                card.summary(),
                card.description(),
                card.parameters(),
                List.of(),
                List.of(),
                card.stakes(),
                card.computeUnit(),
                card.actions(),
                List.of(),
                7,
                card.levels(),
                null);
        assertThat(CardText.of(stepped))
                .contains("observation: 7 features", "levels, easiest first: q=0.95, ")
                .endsWith("stepped, not compiled: measured by sampling, no exact optimum\n");
        assertThat(CardText.json(stepped, null)).contains("\"exact\":null");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = EnvAndExplainTest.class.getResourceAsStream("explain-" + name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    think      | --policy think:3 --env evidence-v1 --item 1
                    confidence | --policy confidence:0.8 --env evidence-v1 --item 4 --level q=0.8
                    route      | --policy always:high --preset otis-gpt-5.2 --item 5 --level 4
                    cascade    | --policy think:1 --preset otis-gpt-5.2 --set reading=cascade --item 11
                    noisy      | --policy think:2 --env evidence-v1 --set introspection=noisy --set env.abstain=true --set wrong=-1 --item 2 --episode 1
                    """)
    void anEpisodeIsExplainedInTheseWords(String name, String line) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("explain"));
        arguments.addAll(List.of(line.split(" ")));
        Result result = dwell(arguments.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(golden(name));
    }

    @Test
    void anEpisodeOfARunIsExplainedWithItsWeights() {
        Path run = folder.resolve("run");
        Result trained = dwell(
                "train",
                "--env",
                "evidence-v1",
                "--policy",
                "linear",
                "--out",
                run.toString(),
                "--set",
                "updates=2",
                "--set",
                "prompts=8",
                "--set",
                "groupSize=2",
                "--set",
                "maxThinks=8");
        assertThat(trained.code()).as(trained.err()).isZero();
        Result text = dwell("explain", run.toString(), "--item", "3");
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).startsWith("linear on evidence-v1, item 3, episode 0\n");
        JsonNode json =
                dwell("explain", run.toString(), "--item", "3", "--json").json();
        JsonNode fixed = dwell(
                        "explain",
                        "--policy",
                        "optimal",
                        "--env",
                        "evidence-v1",
                        "--set",
                        "maxThinks=8",
                        "--item",
                        "3",
                        "--json")
                .json();
        assertThat(json.get("hidden")).isEqualTo(fixed.get("hidden"));
        assertThat(json.get("startValue")).isEqualTo(fixed.get("startValue"));
        assertThat(fixed.get("cost").doubleValue()).isZero();
        JsonNode decision = json.get("steps").get(1);
        double think = decision.get("probabilities").get("think").doubleValue();
        assertThat(think).as("two updates leave a policy undecided").isBetween(0.02, 0.98);
        assertThat(json.get("utility").doubleValue())
                .isCloseTo(
                        json.get("startValue").doubleValue()
                                - json.get("cost").doubleValue()
                                + json.get("luck").doubleValue(),
                        within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    env evidnce-v1                               | env.id is 'evidnce-v1'; known families:
                    env evidence-v1 --env replay-v1              | the environment is given twice, as evidence-v1 and as --env replay-v1
                    env evidence-v1 --set maxThinks=-1           | env.maxThinks must lie in [0, 512], was -1
                    env evidence-v1 --html /does/not/exist/a     | --html names /does/not/exist/a, but there is no folder /does/not/exist
                    env evidence-v1 --html /                     | --html names /, which is a folder
                    explain                                      | explain takes the folder of a run, or --policy
                    explain --policy mlp                         | policy mlp is a learned one; train it and explain
                    explain --policy zzz                         | the fixed policy is 'zzz'; known fixed policies:
                    explain --policy think:1 --item -1           | item must be at least 0, was -1
                    explain --policy always:low --level hard     | level must be one of level 1, level 2, level 3, level 4, level 5, or its number from 1 to 5, was 'hard'
                    explain /does/not/exist                      | run folder /does/not/exist does not exist
                    explain /does/not/exist --policy think       | a run is explained as it was configured
                    explain --policy think:1 --item x            | Invalid value for option '--item': 'x' is not an int
                    """)
    void badUsageIsOneSentenceAndExitCodeTwo(String line, String sentence) {
        Result result = dwell(line.split(" +"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("dwell: ").contains(sentence).doesNotContain("\tat ");
        assertThat(result.err().lines()).hasSize(1);
    }
}
