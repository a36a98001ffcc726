package dwell.trainer.record;

import dwell.policies.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON files and lines. Thread-safe. */
public final class JsonFile {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .build();

    private JsonFile() {}

    /** One line of JSON. */
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Replaces a file by a value as indented JSON. */
    public static void write(Path file, Object value) throws IOException {
        AtomicFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException with one sentence, if the file is missing or is not what it should be
     */
    public static <T> T read(Path file, Class<T> type) {
        try {
            return MAPPER.readValue(Files.readString(file), type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, RunFolder.reason(e)), e);
        }
    }
}
