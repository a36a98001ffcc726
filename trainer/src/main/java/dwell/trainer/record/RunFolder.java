package dwell.trainer.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The files of a run.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
    /**
     * Makes the folder of a new run.
     *
     * @throws IllegalArgumentException with one sentence, if something is there already or the folder cannot be written
     */
    public static RunFolder create(Path path) {
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new IllegalArgumentException("run.out %s is a file; name a folder".formatted(path));
            }
            if (Files.isDirectory(path)) {
                try (Stream<Path> entries = Files.list(path)) {
                    if (entries.findAny().isPresent()) {
                        throw new IllegalArgumentException(
                                "run.out %s exists already and is not empty; name another folder, or go on with --resume %s"
                                        .formatted(path, path));
                    }
                }
            }
            Files.createDirectories(path.resolve("checkpoints"));
            return new RunFolder(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("run.out %s cannot be written: %s".formatted(path, reason(e)), e);
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
            throw new IllegalArgumentException("%s is not a folder".formatted(path));
        }
        if (!Files.isRegularFile(folder.config())) {
            throw new IllegalArgumentException("%s is not the folder of a run: it has no config.yaml".formatted(path));
        }
        return folder;
    }

    /** Why an operation on files failed, in words; exceptions of the file system often say nothing but a path. */
    public static String reason(IOException e) {
        String kind = e.getClass().getSimpleName();
        return switch (kind) {
            case "AccessDeniedException" -> "permission denied";
            case "NoSuchFileException" -> "there is no such file or folder";
            case "FileAlreadyExistsException" -> "a file is in the way";
            case "NotDirectoryException" -> "it is not a folder";
            default -> e.getMessage() == null ? kind : e.getMessage();
        };
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

    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    public Path failure() {
        return path.resolve("failure.json");
    }
}
