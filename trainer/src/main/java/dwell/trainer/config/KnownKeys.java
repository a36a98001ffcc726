package dwell.trainer.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that a config can have, given which family, policy and shaping it names. */
final class KnownKeys {
    private final Map<String, Object> tree;
    private final List<String> leaves;

    /** @param tree every known key, with any value */
    KnownKeys(Map<String, Object> tree) {
        this.tree = tree;
        this.leaves = ConfigTree.leaves(tree);
    }

    /**
     * Refuses a layer with an unknown key.
     *
     * @throws IllegalArgumentException naming the key, where it stands, and the nearest known key or else all of its section
     */
    void check(ConfigLayer layer) {
        check(layer, layer.tree(), tree, "");
    }

    @SuppressWarnings("unchecked")
    private void check(ConfigLayer layer, Map<String, Object> keys, Map<String, Object> known, String path) {
        keys.forEach((key, value) -> {
            String at = ConfigBinder.join(path, key);
            String place = layer.places().getOrDefault(at, "");
            if (!known.containsKey(key)) {
                throw new IllegalArgumentException(
                        "%sunknown key '%s'; %s".formatted(place, at, hint(key, path, known)));
            }
            if (value != null && known.get(key) instanceof Map<?, ?> section) {
                if (!(value instanceof Map<?, ?> inner)) {
                    throw new IllegalArgumentException("%s%s is a section; its keys are %s"
                            .formatted(place, at, String.join(", ", ((Map<String, Object>) section).keySet())));
                }
                check(layer, (Map<String, Object>) inner, (Map<String, Object>) section, at);
            }
        });
    }

    private String hint(String key, String path, Map<String, Object> known) {
        Optional<String> near = Suggestion.nearest(key, known.keySet()).map(k -> ConfigBinder.join(path, k));
        Optional<String> elsewhere =
                leaves.stream().filter(leaf -> leaf.endsWith("." + key)).findFirst();
        return near.or(() -> elsewhere)
                .map("did you mean %s?"::formatted)
                .orElseGet(() -> "known keys%s: %s"
                        .formatted(path.isEmpty() ? "" : " of " + path, String.join(", ", known.keySet())));
    }

    /**
     * The full path of a key that may be written without its first sections; where several end so, the one in the fewest
     * sections.
     *
     * @throws IllegalArgumentException if no known key ends so, or several in equally many sections
     */
    String resolve(String key) {
        if (leaves.contains(key)) {
            return key;
        }
        List<String> ending =
                leaves.stream().filter(leaf -> leaf.endsWith("." + key)).toList();
        int fewest = ending.stream().mapToInt(KnownKeys::depth).min().orElse(0);
        List<String> nearest =
                ending.stream().filter(leaf -> depth(leaf) == fewest).toList();
        if (nearest.size() == 1) {
            return nearest.get(0);
        }
        if (ending.size() > 1) {
            throw new IllegalArgumentException(
                    "key '%s' is ambiguous; it could be %s".formatted(key, String.join(", ", ending)));
        }
        Map<String, Object> section = ConfigTree.section(tree, key);
        if (section != null) {
            throw new IllegalArgumentException(
                    "%s is a section; its keys are %s".formatted(key, String.join(", ", section.keySet())));
        }
        throw new IllegalArgumentException("unknown key '%s'; %s".formatted(key, hintAnywhere(key)));
    }

    private static int depth(String path) {
        return path.split("\\.").length;
    }

    /** A full path is compared within its section, a bare name with the names of all keys. */
    private String hintAnywhere(String key) {
        int dot = key.lastIndexOf('.');
        Map<String, Object> section = dot < 0 ? null : ConfigTree.section(tree, key.substring(0, dot));
        if (section != null) {
            return hint(key.substring(dot + 1), key.substring(0, dot), section);
        }
        Map<String, String> byName = new LinkedHashMap<>();
        leaves.forEach(leaf -> byName.putIfAbsent(leaf.substring(leaf.lastIndexOf('.') + 1), leaf));
        return Suggestion.nearest(key.substring(dot + 1), byName.keySet())
                .map(name -> "did you mean %s?".formatted(byName.get(name)))
                .orElseGet(() -> "known sections: " + String.join(", ", tree.keySet()));
    }
}
