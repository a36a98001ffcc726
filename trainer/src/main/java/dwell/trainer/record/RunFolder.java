package dwell.trainer.record;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The files of a run.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
    /**
     * Where a new run goes: {@code out} if it is given, otherwise the first of {@code runs/<name>}, {@code runs/<name>-2} ... that
     * does not exist. Makes nothing.
     *
     * @param base what relative paths start from
     * @param out {@code run.out}; may be empty
     * @param name what the run is called where {@code out} is empty
     */
    public static Path choose(Path base, String out, String name) {
        if (!out.isEmpty()) {
            return base.resolve(out);
        }
        Path folder = base.resolve("runs").resolve(name);
        for (int n = 2; Files.exists(folder); n++) {
            folder = folder.resolveSibling(name + "-" + n);
        }
        return folder;
    }

    /**
     * Makes the folder of a new run.
     *
     * @throws IllegalArgumentException with one sentence, if something is there already or the folder cannot be made
     */
    public static RunFolder create(Path path) {
        requireFree(path);
        try {
            Files.createDirectories(path.resolve("checkpoints"));
            return new RunFolder(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("run folder %s cannot be made: %s".formatted(path, reason(e)), e);
        }
    }

    /**
     * Checks that a new run can go somewhere: nothing is there, or an empty folder.
     *
     * @throws IllegalArgumentException with one sentence, if not
     */
    public static void requireFree(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("run.out names %s, which is a file".formatted(path));
        }
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                throw new IllegalArgumentException(
                        "run.out names %s, which exists and is not empty; name another folder, or go on with --resume %s"
                                .formatted(path, path));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "run.out names %s, which cannot be read: %s".formatted(path, reason(e)), e);
        }
    }

    /**
     * The folder of an earlier run.
     *
     * @throws IllegalArgumentException with one sentence, if it is not one
     */
    public static RunFolder open(Path path) {
        RunFolder folder = new RunFolder(path);
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("run folder %s does not exist".formatted(path));
        }
        if (!Files.isRegularFile(folder.config())) {
            throw new IllegalArgumentException("%s is not a run folder: it has no config.yaml".formatted(path));
        }
        return folder;
    }

    /** Why an operation on files failed, in words; exceptions of the file system often say nothing but a path. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission at " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + " is a file";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return "%s at %s".formatted(failed.getReason(), failed.getFile());
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    public String name() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    public Path config() {
        return path.resolve("config.yaml");
    }

    public Path manifest() {
        return path.resolve("manifest.json");
    }

    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    public Path evaluation() {
        return path.resolve("evaluation.json");
    }

    public Path warmStart() {
        return path.resolve("warm-start.json");
    }

    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    public Path timing() {
        return path.resolve("timing.json");
    }

    public Path failure() {
        return path.resolve("failure.json");
    }
}
