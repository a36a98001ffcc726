package dwell.trainer.record;

import dwell.trainer.metrics.MetricValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code metrics.jsonl}: one line an update. Lines hold no times, so that two runs of one seed have the same bytes. Confined to
 * one thread.
 */
public final class MetricsLog implements AutoCloseable {
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final FileChannel channel;
    private final Path file;

    private MetricsLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the log, keeping its first bytes only.
     *
     * @param keep length to keep, as {@link #length()} gave it when a checkpoint was written; 0 for a new log
     * @throws IOException if the file cannot be opened
     * @throws IllegalArgumentException with one sentence, if it is shorter than {@code keep}
     */
    public static MetricsLog open(Path file, long keep) throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size < keep) {
            throw new IllegalArgumentException(
                    "%s has %d bytes, but the checkpoint was written after %d; a part of it is missing"
                            .formatted(file, size, keep));
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(keep);
        channel.position(keep);
        return new MetricsLog(file, channel);
    }

    /** Appends one line, whole: on failure the log ends where it did before. */
    public void append(MetricValues values) throws IOException {
        long start = channel.position();
        byte[] line = (mapper.writeValueAsString(values.measured()) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            ByteBuffer buffer = ByteBuffer.wrap(line);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            channel.truncate(start);
            throw new IOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Bytes written so far, forced to disk: what a checkpoint refers to must outlive a crash. */
    public long forcedLength() throws IOException {
        channel.force(false);
        return channel.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
