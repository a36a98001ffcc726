package dwell.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, sent to a process of its own: it ends cleanly, and the run goes on to the bytes of a run that was never stopped. */
class InterruptTest {
    @TempDir
    Path folder;

    private Process train(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "dwell.trainer.cli.Main",
                "train")));
        builder.command().addAll(List.of(arguments));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private Process train(Path out, int updates) throws IOException {
        return train(
                "--preset",
                "standard-work",
                "--set",
                "prompts=64",
                "--set",
                "updates=" + updates,
                "--out",
                out.toString());
    }

    @Test
    void endsCleanlyAndTheRunCanBeResumed() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs kill to send SIGINT");
        int updates = 1000;
        Path run = folder.resolve("run");
        Process process = train(run, updates);
        Path metrics = run.resolve("metrics.jsonl");
        while (process.isAlive()
                && (!Files.exists(metrics) || Files.readAllLines(metrics).size() < 5)) {
            Thread.sleep(10);
        }
        new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        int done = Files.readAllLines(metrics).size();
        assertThat(done)
                .as("stopped before its end, so the rest says something")
                .isBetween(5, updates - 1);
        assertThat(folder.resolve("output")).content().contains("stopped after update " + done, "--resume " + run);
        assertThat(run.resolve("checkpoints/update-%06d.json".formatted(done))).exists();

        assertThat(train("--resume", run.toString()).waitFor()).isZero();
        Path straight = folder.resolve("straight");
        assertThat(train(straight, updates).waitFor()).isZero();
        for (String file : List.of("metrics.jsonl", "policy.safetensors")) {
            assertThat(Files.readAllBytes(run.resolve(file))).isEqualTo(Files.readAllBytes(straight.resolve(file)));
        }
    }
}
