package dwell.trainer.cli;

import dwell.trainer.config.RunConfig;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a run is written. */
final class RunFolder {
    private RunFolder() {}

    /**
     * Makes the folder of a new run: {@code run.out}, or the first of {@code runs/<env>-<policy>-s<seed>}, {@code ...-2}, {@code
     * ...-3} that does not exist.
     *
     * @param base what relative paths start from
     * @throws IllegalArgumentException if {@code run.out} holds something already, or the folder cannot be made
     */
    static Path choose(Path base, RunConfig config) {
        String out = config.run().out();
        if (!out.isEmpty()) {
            Path folder = base.resolve(out);
            requireFree(folder);
            return make(folder);
        }
        String name = "%s-%s-s%d"
                .formatted(config.env().id(), config.policy().id(), config.run().seed());
        Path folder = base.resolve("runs").resolve(name);
        for (int n = 2; Files.exists(folder); n++) {
            folder = folder.resolveSibling(name + "-" + n);
        }
        return make(folder);
    }

    /**
     * Checks that a folder is a run.
     *
     * @throws IllegalArgumentException if not
     */
    static Path requireRun(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("run folder %s does not exist".formatted(folder));
        }
        if (!Files.isRegularFile(folder.resolve("config.yaml"))) {
            throw new IllegalArgumentException("%s is not a run folder: it has no config.yaml".formatted(folder));
        }
        return folder;
    }

    private static void requireFree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("run.out names %s, which is a file".formatted(folder));
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new IllegalArgumentException(
                        "run.out names %s, which exists and is not empty; name another folder, or go on with --resume %s"
                                .formatted(folder, folder));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "run.out names %s, which cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static Path make(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalArgumentException("run folder %s cannot be made: %s".formatted(folder, reason(e)), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission to write at " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + " is a file";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason() + " at " + failed.getFile();
        }
        return "%s (%s)".formatted(e.getMessage(), e.getClass().getSimpleName());
    }
}
