package dwell.trainer.cli;

import static dwell.trainer.cli.CommandLineTest.dwell;
import static org.assertj.core.api.Assertions.assertThat;

import dwell.trainer.cli.CommandLineTest.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class GradCheckCommandTest {
    private static final List<String> SMALL = List.of(
            "--env",
            "evidence-v1",
            "--set",
            "env.reliabilities=[0.9, 0.6]",
            "--set",
            "env.maxThinks=2",
            "--set",
            "trainer.prompts=4",
            "--set",
            "trainer.groupSize=3",
            "--set",
            "trainer.threads=1");

    @TempDir
    private Path folder;

    private static Result run(String command, String... further) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(SMALL);
        arguments.addAll(List.of(further));
        return dwell(arguments.toArray(String[]::new));
    }

    @Test
    void numbersLevelsAndClaimsArePrinted() {
        Result text = run("gradcheck", "--policy", "tabular", "--set", "aggregation=constant");
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("groups enumerated, no error", "signal-to-noise ratio", "q=0.9", "q=0.6")
                .contains("FAIL    unbiased ", "PASS    unbiased up to a factor", "0.6667 times the exact gradient")
                .doesNotContain("NaN");
        assertThat(text.out().lines()).allMatch(line -> line.equals(line.stripTrailing()));

        JsonNode json = run("gradcheck", "--policy", "tabular", "--updates", "8", "--groups", "0", "--json")
                .json();
        assertThat(json.get("enumerated").booleanValue()).isFalse();
        assertThat(json.get("claims").size()).isEqualTo(8);
        assertThat(json.get("bias").size()).isEqualTo(json.get("weights").intValue());
        assertThat(json.get("numbers").get("factor").get("error").doubleValue()).isPositive();
    }

    @Test
    void theWeightsOfARunCanBeLookedAt() {
        Path out = folder.resolve("run");
        Result trained = run("train", "--set", "trainer.updates=2", "--out", out.toString());
        assertThat(trained.code()).as(trained.err()).isZero();
        JsonNode json = dwell("gradcheck", "--at", out.toString(), "--updates", "8", "--groups", "0", "--json")
                .json();
        assertThat(json.get("at").asString()).isEqualTo("run, update 2");
        assertThat(json.get("groupSize").intValue()).isEqualTo(3);
        assertThat(json.get("policy").asString()).isEqualTo("mlp");

        Result other = run("gradcheck", "--policy", "tabular", "--at", out.toString());
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("the policy at 'run, update 2' has").hasLineCount(1);
    }

    @Test
    void badRequestsAreOneSentence() {
        assertThat(run("gradcheck", "--updates", "3").err())
                .isEqualTo("dwell: updates must lie in [8, 1048576], was 3\n");
        assertThat(run("gradcheck", "--at", folder.resolve("no").toString()).code())
                .isEqualTo(2);
        assertThat(dwell("gradcheck", "--env", "maze-v1").err())
                .contains("is stepped")
                .hasLineCount(1);
    }
}
