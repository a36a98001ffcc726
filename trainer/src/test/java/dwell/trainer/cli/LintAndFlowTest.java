package dwell.trainer.cli;

import static dwell.trainer.cli.CommandLineTest.dwell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.cli.CommandLineTest.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LintAndFlowTest {
    private static final String GROUP_STD = "trainer.advantage.scale=group-std";

    @TempDir
    Path folder;

    @Test
    void aCleanConfigEndsWith0() {
        Result result = dwell("lint", "--preset", "math500-r1-7b", "--set", "groupSize=8");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("Every push has the sign of what thinking is worth.");
    }

    @Test
    void wrongSignsEndWith2UnlessAccepted() throws IOException {
        Path page = folder.resolve("lint.html");
        String[] arguments = {
            "lint", "--preset", "math500-r1-7b", "--set", "groupSize=8", "--set", GROUP_STD, "--html", page.toString()
        };
        Result result = dwell(arguments);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out())
                .contains("Manufactured underthinking (worth thinking, and pushed away from it): level 3")
                .contains("No sign is wrong with --set trainer.advantage.scale=none");
        assertThat(Files.readString(page)).contains("<svg").contains("cell underthinking");
        assertThat(dwell("lint", "--preset", "math500-r1-7b", "--set", "groupSize=8", "--set", GROUP_STD, "--accept")
                        .code())
                .isZero();
    }

    @Test
    void theMapInJson() {
        Result result =
                dwell("lint", "--preset", "math500-r1-7b", "--set", "groupSize=8", "--set", GROUP_STD, "--json");
        assertThat(result.code()).isEqualTo(2);
        JsonNode json = result.json();
        assertThat(json.get("clean").booleanValue()).isFalse();
        assertThat(json.get("underthinkingCells").intValue()).isPositive();
        JsonNode level = json.get("map").get("levels").get(2);
        assertThat(level.get("netValue").doubleValue()).isPositive();
        assertThat(level.get("marks").get(0).asString()).isEqualTo("underthinking");
        assertThat(json.get("remedies").get(0).get("mends").booleanValue()).isTrue();
    }

    @Test
    void trainingWarnsInOneLineAndTrainsAllTheSame() {
        Result result = dwell(
                "train",
                "--preset",
                "math500-r1-7b",
                "--set",
                GROUP_STD,
                "--set",
                "updates=2",
                "--set",
                "prompts=8",
                "--set",
                "groupSize=8",
                "--out",
                folder.resolve("run").toString(),
                "--json");
        assertThat(result.code()).isZero();
        assertThat(result.err()).containsOnlyOnce("warning: these settings push thinking away where it pays");
        assertThat(result.json().has("utility")).isTrue();
    }

    @Test
    void flowNamesFixedPointsAndDrawsThem() throws IOException {
        Path page = folder.resolve("flow.html");
        Result result = dwell(
                "flow",
                "--preset",
                "math500-r1-7b",
                "--set",
                GROUP_STD,
                "--set",
                "groupSize=8",
                "--runs",
                "2",
                "--time",
                "5",
                "--html",
                page.toString());
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("level 3").contains("0 (0 to 1)").contains("Learning can end elsewhere");
        assertThat(Files.readString(page))
                .contains("mark attractor")
                .contains("mark repeller")
                .contains("class=\"end\"");
        JsonNode json = dwell("flow", "--preset", "math500-r1-7b", "--set", "groupSize=8", "--runs", "0", "--json")
                .json();
        JsonNode last = json.get("flow").get("levels").get(4).get("fixedPoints").get(1);
        assertThat(last.get("probability").doubleValue()).isEqualTo(1, within(0.0));
        assertThat(last.get("stable").booleanValue()).isTrue();
    }

    @Test
    void badInputIsOneSentence() {
        assertThat(dwell("flow", "--start", "1.5").err())
                .isEqualTo("dwell: --start must lie between 0 and 1, was 1.5\n");
        assertThat(dwell("lint", "--preset", "maze").err())
                .contains("is stepped")
                .containsOnlyOnce("\n");
        assertThat(dwell("lint", "--html", folder.toString()).err()).contains("which is a folder");
    }
}
