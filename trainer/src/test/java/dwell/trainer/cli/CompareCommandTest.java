package dwell.trainer.cli;

import static dwell.trainer.cli.CommandLineTest.dwell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dwell.trainer.cli.CommandLineTest.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CompareCommandTest {
    private static final String FILE = """
            seeds: 2
            allowFewSeeds: true
            base:
              env: {id: evidence-v1, maxThinks: 3}
              policy.id: linear
              trainer: {updates: %d, prompts: 16, groupSize: 4, learningRate: 0.1}
            arms:
              plain: {}
              scaled: {trainer.advantage.scale: group-std}
            """;

    @TempDir
    Path folder;

    private String file(int updates) throws IOException {
        return Files.writeString(folder.resolve("c.yaml"), FILE.formatted(updates))
                .toString();
    }

    @Test
    void comparesShowsProgressAndGoesOn() throws IOException {
        String file = file(3);
        String out = folder.resolve("out").toString();
        assertThat(dwell("compare", file, "--out", out, "--dry-run").out())
                .isEqualTo("2 arms x 1 processes x 2 seeds: 4 trials, 0 ended in %s, 4 to run%n".formatted(out));
        assertThat(Path.of(out)).doesNotExist();
        Result first = dwell("compare", file, "--out", out, "--jobs", "1");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err().lines()).hasSize(4);
        assertThat(first.err()).contains("trial 1/4: plain on task, seed 0: regret 0.", " left");
        assertThat(first.out())
                .contains("plain", "scaled", "baseline", "P(better)", "regret, IQM")
                .endsWith("report: " + Path.of(out, "report.html") + "\n");
        Result again = dwell("compare", file, "--out", out, "--json");
        assertThat(again.err()).isEqualTo("4 of 4 trials have ended already%n".formatted());
        JsonNode json = again.json();
        assertThat(json.get("baseline").asString()).isEqualTo("plain");
        assertThat(json.get("cells").size()).isEqualTo(2);
        assertThat(Path.of(json.get("report").asString()))
                .content()
                .contains("</html>", "default-src 'none'")
                .doesNotContain("<script", "http://", "https://", "NaN");
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        String file = file(3);
        for (String[] line : List.of(
                new String[] {"compare", file, "--jobs", "0"},
                new String[] {"compare", "/does/not/exist.yaml"},
                new String[] {
                    "compare",
                    Files.writeString(folder.resolve("d.yaml"), "arm: {}").toString()
                })) {
            Result result = dwell(line);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).startsWith("dwell: ").hasLineCount(1);
        }
        assertThat(dwell("compare", folder.resolve("d.yaml").toString()).err()).contains("did you mean arms?");
    }

    /** Ctrl-C, sent to a process of its own. */
    @Test
    void ctrlCEndsCleanlyAndLosesNothing() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs kill to send SIGINT");
        String file = file(1500);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dwell.trainer.cli.Main",
                        "compare",
                        file,
                        "--out",
                        out.toString(),
                        "--jobs",
                        "1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        while (process.isAlive() && ended(out) < 1) {
            Thread.sleep(5);
        }
        new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        long done = ended(out);
        assertThat(done).isBetween(1L, 3L);
        assertThat(folder.resolve("output")).content().contains("stopped after %d of 4 trials".formatted(done));
        Result rest = dwell("compare", file, "--out", out.toString());
        assertThat(rest.code()).isZero();
        assertThat(rest.err()).contains("%d of 4 trials have ended already".formatted(done));
        assertThat(rest.err().lines()).hasSize((int) (1 + 4 - done));
    }

    private static long ended(Path out) throws IOException {
        Path trials = out.resolve("trials");
        if (!Files.isDirectory(trials)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(trials)) {
            return files.filter(one -> one.toString().endsWith(".json")).count();
        }
    }
}
