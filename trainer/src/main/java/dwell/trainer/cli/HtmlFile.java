package dwell.trainer.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The file of an option {@code --html}. */
final class HtmlFile {
    private HtmlFile() {}

    /**
     * Checks before the work that the result can be written.
     *
     * @throws IllegalArgumentException with one sentence, if it cannot
     */
    static void requireWritable(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("--html names %s, which is a folder".formatted(file));
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--html names %s, but there is no folder %s".formatted(file, folder));
        }
    }
}
