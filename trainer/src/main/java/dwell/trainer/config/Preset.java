package dwell.trainer.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A config that Dwell brings along: a YAML resource that names only what differs from the defaults.
 *
 * @param name for example {@code standard-work}
 * @param summary what it is, one line
 * @param yaml its text
 */
public record Preset(String name, String summary, String yaml) {
    private static final String FOLDER = "/dwell/trainer/presets/";

    /** All presets, in the order of their index. */
    public static List<Preset> all() {
        return text("index").lines().map(Preset::read).toList();
    }

    /**
     * The preset of a name.
     *
     * @throws IllegalArgumentException if there is none, with the names that there are
     */
    public static Preset of(String name) {
        List<String> names = text("index").lines().toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("preset is '%s'; known presets: %s%s"
                    .formatted(
                            name,
                            String.join(", ", names),
                            Suggestion.nearest(name, names)
                                    .map("; did you mean %s?"::formatted)
                                    .orElse("")));
        }
        return read(name);
    }

    private static Preset read(String name) {
        String yaml = text(name + ".yaml");
        String first = yaml.lines().findFirst().orElseThrow();
        return new Preset(name, first.substring(1).strip(), yaml);
    }

    private static String text(String file) {
        try (InputStream in = Preset.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("resource %s%s is missing".formatted(FOLDER, file));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
