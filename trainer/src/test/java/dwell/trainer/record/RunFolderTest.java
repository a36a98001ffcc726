package dwell.trainer.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path base;

    @Test
    void aRunWithoutAFolderTakesTheFirstFreeNumberAndMakesNothingYet() {
        Path first = RunFolder.choose(base, "", "evidence-v1-mlp-s3");
        assertThat(first).isEqualTo(base.resolve("runs/evidence-v1-mlp-s3")).doesNotExist();
        RunFolder.create(first);
        Path second = RunFolder.choose(base, "", "evidence-v1-mlp-s3");
        assertThat(second).isEqualTo(base.resolve("runs/evidence-v1-mlp-s3-2"));
        RunFolder.create(second);
        assertThat(RunFolder.choose(base, "", "evidence-v1-mlp-s3"))
                .isEqualTo(base.resolve("runs/evidence-v1-mlp-s3-3"));
    }

    @Test
    void aNamedFolderMustBeNewOrEmpty() throws IOException {
        assertThat(RunFolder.create(RunFolder.choose(base, "a/b/c", "x")).path())
                .isEqualTo(base.resolve("a/b/c"))
                .isDirectory();
        Path empty = Files.createDirectories(base.resolve("empty"));
        assertThat(RunFolder.create(empty).path()).isEqualTo(empty);
        assertThatThrownBy(() -> RunFolder.create(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exists and is not empty");
        Path file = Files.writeString(empty.resolve("file"), "x");
        assertThatThrownBy(() -> RunFolder.create(file)).hasMessage("run.out names %s, which is a file", file);
        assertThatThrownBy(() -> RunFolder.create(file.resolve("run")))
                .hasMessageContainingAll(
                        "run folder %s cannot be made: ".formatted(file.resolve("run")), file.toString());
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsRefused() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs a file system in which nobody can make folders");
        assertThatThrownBy(() -> RunFolder.create(Path.of("/proc/self/run")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("run folder /proc/self/run cannot be made: ");
    }

    @Test
    void onlyTheFolderOfARunCanBeOpened() {
        assertThatThrownBy(() -> RunFolder.open(base.resolve("none"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> RunFolder.open(base)).hasMessageContaining("it has no config.yaml");
    }
}
