package dwell.trainer.record;

import dwell.policies.LearnedPolicy;
import dwell.policies.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The checkpoints of a run: {@code update-000050.safetensors} and, written after it, {@code update-000050.json} with its
 * checksum. A checkpoint counts once the latter stands. The newest few are kept, and the best.
 */
public final class CheckpointStore {
    private final Path folder;
    private final int keep;

    /** The store in a folder; keeps {@code keep} newest checkpoints. */
    public CheckpointStore(Path folder, int keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /** Content of a checkpoint's JSON file. */
    record Entry(String file, String sha256, Checkpoint.Facts facts) {}

    /**
     * Writes a checkpoint and forgets those that are no longer kept.
     *
     * @param moments of the optimiser; null where it has none
     * @throws IOException if it cannot be written; what was there before still stands
     */
    public void write(
            Checkpoint.Facts facts,
            LearnedPolicy policy,
            INDArray moments,
            int[] collector,
            Map<String, double[]> parts)
            throws IOException {
        String name = "update-%06d".formatted(facts.updates());
        Path data = folder.resolve(name + ".safetensors");
        try {
            Checkpoint.tensors(facts, policy, moments, collector, parts).write(data);
            JsonFile.write(
                    folder.resolve(name + ".json"),
                    new Entry(data.getFileName().toString(), sha256(Files.readAllBytes(data)), facts));
        } catch (IOException e) {
            if (!Files.exists(folder.resolve(name + ".json"))) {
                Files.deleteIfExists(data);
            }
            throw new IOException("checkpoint %s: %s".formatted(data, RunFolder.reason(e)), e);
        }
        prune();
    }

    private void prune() throws IOException {
        List<Entry> entries = entries();
        Entry best = entries.stream()
                .min(Comparator.comparingDouble((Entry entry) -> entry.facts().loss())
                        .thenComparing(entry -> -entry.facts().updates()))
                .orElseThrow();
        for (Entry entry : entries.subList(0, Math.max(0, entries.size() - keep))) {
            if (!entry.equals(best)) {
                // The entry goes first: data without an entry is no checkpoint.
                Files.delete(folder.resolve(entry.file().replace(".safetensors", ".json")));
                Files.deleteIfExists(folder.resolve(entry.file()));
            }
        }
    }

    /** Entries by update. */
    private List<Entry> entries() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("update-\\d+\\.json"))
                    .map(file -> JsonFile.read(file, Entry.class))
                    .sorted(Comparator.comparingInt(entry -> entry.facts().updates()))
                    .toList();
        }
    }

    /**
     * The newest checkpoint, its checksum compared; empty if there is none.
     *
     * @throws IllegalArgumentException with one sentence, if it is damaged; an older one is never taken in its place unasked
     */
    public Optional<Checkpoint> newest() {
        List<Entry> entries;
        try {
            entries = entries();
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(folder, RunFolder.reason(e)), e);
        }
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = entries.get(entries.size() - 1);
        Path data = folder.resolve(entry.file());
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(data);
        } catch (IOException e) {
            throw damaged(entries, data, RunFolder.reason(e));
        }
        if (!sha256(bytes).equals(entry.sha256())) {
            throw damaged(entries, data, "its checksum is not the one it was written with");
        }
        Checkpoint checkpoint = new Checkpoint(data, entry.facts(), Safetensors.read(data));
        if (!checkpoint.agrees()) {
            throw damaged(entries, data, "its counts are not those it was written with");
        }
        return Optional.of(checkpoint);
    }

    private IllegalArgumentException damaged(List<Entry> entries, Path data, String why) {
        String advice = entries.size() == 1
                ? "there is no other; start the run anew"
                : "to go on from update %d, delete %s"
                        .formatted(
                                entries.get(entries.size() - 2).facts().updates(),
                                data.toString().replace(".safetensors", ".json"));
        return new IllegalArgumentException("checkpoint %s is damaged: %s; %s".formatted(data, why, advice));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
