package dwell.trainer.cli;

import dwell.trainer.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a run is written. */
final class RunFolder {
    private RunFolder() {}

    /**
     * The folder of a new run: {@code run.out}, or the first of {@code runs/<env>-<policy>-s<seed>}, {@code ...-2}, {@code
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
            requireWritable(folder);
            return folder;
        }
        String name = "%s-%s-s%d"
                .formatted(config.env().id(), config.policy().id(), config.run().seed());
        Path folder = base.resolve("runs").resolve(name);
        for (int n = 2; Files.exists(folder); n++) {
            folder = folder.resolveSibling(name + "-" + n);
        }
        requireWritable(folder);
        return folder;
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

    private static void requireWritable(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new IllegalArgumentException(
                    "run folder %s cannot be made: %s is a file".formatted(folder, existing));
        }
        if (!Files.isWritable(existing)) {
            throw new IllegalArgumentException(
                    "run folder %s cannot be made: %s is not writable".formatted(folder, existing));
        }
    }
}
