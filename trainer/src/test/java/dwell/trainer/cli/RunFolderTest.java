package dwell.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path base;

    private static RunConfig config(String out) {
        return new ConfigLoader(Catalog.installed())
                .load(ConfigSources.ofPreset("standard-work").with("seed=3", "run.out='" + out + "'"));
    }

    @Test
    void aRunWithoutAFolderTakesTheFirstFreeNumber() throws IOException {
        Path first = RunFolder.choose(base, config(""));
        assertThat(first).isEqualTo(base.resolve("runs/evidence-v1-mlp-s3"));
        assertThat(RunFolder.choose(base, config(""))).isEqualTo(base.resolve("runs/evidence-v1-mlp-s3-2"));
        assertThat(RunFolder.choose(base, config(""))).isEqualTo(base.resolve("runs/evidence-v1-mlp-s3-3"));
    }

    @Test
    void aNamedFolderMustBeNewOrEmpty() throws IOException {
        assertThat(RunFolder.choose(base, config("a/b/c")))
                .isEqualTo(base.resolve("a/b/c"))
                .isDirectory();
        Path empty = Files.createDirectories(base.resolve("empty"));
        assertThat(RunFolder.choose(base, config("empty"))).isEqualTo(empty);
        Path file = Files.writeString(empty.resolve("file"), "x");
        assertThatThrownBy(() -> RunFolder.choose(base, config("empty")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exists and is not empty");
        assertThatThrownBy(() -> RunFolder.choose(base, config("empty/file")))
                .hasMessage("run.out names %s, which is a file", file);
        assertThatThrownBy(() -> RunFolder.choose(base, config("empty/file/run")))
                .hasMessageContainingAll(
                        "run folder %s cannot be made: ".formatted(file.resolve("run")), file.toString());
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsRefused() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs a file system in which nobody can make folders");
        assertThatThrownBy(() -> RunFolder.choose(base, config("/proc/self/run")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("run folder /proc/self/run cannot be made: ");
    }
}
