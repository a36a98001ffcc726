package dwell.trainer.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A config that Dwell brings along: a YAML resource that names only what differs from the defaults.
 *
 * @param name for example {@code standard-work}
 * @param kind what it is about
 * @param summary what it is, one line
 * @param yaml its text
 */
public record Preset(String name, Kind kind, String summary, String yaml) {

    /** What a preset is about, in the order in which presets are laid over each other. */
    public enum Kind {
        /** A task, with a policy and a trainer that suit it. */
        TASK("/dwell/trainer/presets/"),
        /** How to train: keys of {@code trainer} alone, so that it goes with every task. */
        ALGORITHM("/dwell/trainer/presets/algorithms/");

        private final String folder;

        Kind(String folder) {
            this.folder = folder;
        }

        private List<String> names() {
            return text(folder + "index").lines().toList();
        }

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** All presets, tasks first, in the order of their index. */
    public static List<Preset> all() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> kind.names().stream().map(name -> read(kind, name)))
                .toList();
    }

    /**
     * The preset of a name.
     *
     * @throws IllegalArgumentException if there is none, with the names that there are
     */
    public static Preset of(String name) {
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(one -> one.names().contains(name))
                .findFirst();
        return read(kind.orElseThrow(() -> unknown(name)), name);
    }

    /** The presets of some names, in the order in which they are laid over each other: tasks, then algorithms. */
    static List<Preset> ordered(List<String> names) {
        return names.stream()
                .map(Preset::of)
                .sorted(Comparator.comparing(Preset::kind))
                .toList();
    }

    private static IllegalArgumentException unknown(String name) {
        List<String> names =
                Stream.of(Kind.values()).flatMap(kind -> kind.names().stream()).toList();
        return new IllegalArgumentException("preset is '%s'; known presets: %s%s"
                .formatted(
                        name,
                        String.join(", ", names),
                        Suggestion.nearest(name, names)
                                .map("; did you mean %s?"::formatted)
                                .orElse("")));
    }

    private static Preset read(Kind kind, String name) {
        String yaml = text(kind.folder + name + ".yaml");
        String first = yaml.lines().findFirst().orElseThrow();
        return new Preset(name, kind, first.substring(1).strip(), yaml);
    }

    private static String text(String file) {
        try (InputStream in = Preset.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("resource %s is missing".formatted(file));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
