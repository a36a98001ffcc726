package dwell.trainer.compare;

import dwell.trainer.RunFailedException;
import dwell.trainer.record.JsonFile;
import dwell.trainer.record.RunFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Ended trials in a folder, a file each, {@code trials/<key>.json}, written whole or not at all. While it is open no other process can
 * open it. Thread-safe for different trials.
 */
public final class TrialStore implements AutoCloseable {
    private static final String TRIALS = "trials";

    private final Path trials;
    private final FileChannel lock;

    private TrialStore(Path trials, FileChannel lock) {
        this.trials = trials;
        this.lock = lock;
    }

    /**
     * Opens the trials of a folder, which is made where it is not there.
     *
     * @throws IllegalArgumentException with one sentence, if the folder cannot be made or another process has it open
     */
    public static TrialStore open(Path folder) {
        Path trials = folder.resolve(TRIALS);
        try {
            Files.createDirectories(trials);
            FileChannel lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw new IllegalArgumentException(
                        "another comparison is at work in %s; wait for it, or name another folder with --out"
                                .formatted(folder));
            }
            return new TrialStore(trials, lock);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "folder %s cannot be used: %s".formatted(folder, RunFolder.reason(e)), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * How a trial ended; empty if it has not.
     *
     * @throws IllegalArgumentException with one sentence, if its file is damaged
     */
    public Optional<TrialOutcome> find(String key) {
        return find(trials, key);
    }

    /** The same without opening the folder, which need not be there. */
    static Optional<TrialOutcome> peek(Path folder, String key) {
        return find(folder.resolve(TRIALS), key);
    }

    private static Optional<TrialOutcome> find(Path trials, String key) {
        Path file = file(trials, key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonFile.read(file, TrialOutcome.class));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; delete it to run that trial again", e);
        }
    }

    /**
     * Keeps how a trial ended.
     *
     * @throws RunFailedException with one sentence, if the file cannot be written
     */
    public void put(TrialOutcome outcome) {
        Path file = file(trials, outcome.key());
        try {
            JsonFile.write(file, outcome);
        } catch (IOException e) {
            throw new RunFailedException("%s cannot be written: %s".formatted(file, RunFolder.reason(e)), e);
        }
    }

    private static Path file(Path trials, String key) {
        return trials.resolve(key + ".json");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
