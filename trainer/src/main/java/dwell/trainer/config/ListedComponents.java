package dwell.trainer.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Components that stand in lists: entries of {@code wrappers} and {@code mixture}, and their short form on the command line. */
final class ListedComponents {
    private final UnaryOperator<String> places;

    /** @param places what messages about a path start with */
    ListedComponents(UnaryOperator<String> places) {
        this.places = places;
    }

    /**
     * Gives every entry of a list all of its component's keys.
     *
     * @param list maps with an {@code id}; anything that is not a list is returned as it is, for the binder to refuse
     * @param defaults the default parameters of an id
     */
    Object complete(String path, Object list, Function<String, Record> defaults) {
        return each(path, list, (at, entry) -> component(at, entry, defaults));
    }

    /** The same for maps of {@code weight}, 1 unless given, {@code compute}, 0 unless given, and {@code env}. */
    Object completeMixture(String path, Object list, Function<String, Record> defaults) {
        return each(path, list, (at, entry) -> {
            Map<String, Object> known = new LinkedHashMap<>();
            known.put("weight", 1);
            known.put("compute", 0);
            known.put("env", new LinkedHashMap<>());
            requireKnown(at, known, entry);
            ConfigTree.merge(known, entry);
            known.put("env", component(at + ".env", section(at + ".env", known.get("env")), defaults));
            return known;
        });
    }

    private interface Completion {
        Map<String, Object> of(String path, Map<String, Object> entry);
    }

    private Object each(String path, Object list, Completion completion) {
        if (!(list instanceof List<?> entries)) {
            return list;
        }
        List<Object> complete = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String at = "%s[%d]".formatted(path, i);
            complete.add(completion.of(at, section(at, entries.get(i))));
        }
        return complete;
    }

    private Map<String, Object> component(String path, Map<String, Object> entry, Function<String, Record> defaults) {
        if (!(entry.get("id") instanceof String id)) {
            throw new IllegalArgumentException("%s%s needs an id".formatted(places.apply(path), path));
        }
        Record known;
        try {
            known = defaults.apply(id);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s%s: %s".formatted(places.apply(path), path, e.getMessage()), e);
        }
        Map<String, Object> tree = ConfigTree.of(new Component(id, known));
        requireKnown(path, tree, entry);
        ConfigTree.merge(tree, entry);
        return tree;
    }

    private void requireKnown(String path, Map<String, Object> known, Map<String, Object> entry) {
        for (String key : entry.keySet()) {
            if (!known.containsKey(key)) {
                String at = ConfigBinder.join(path, key);
                throw new IllegalArgumentException("%sunknown key '%s'; %s"
                        .formatted(
                                places.apply(at),
                                at,
                                Suggestion.nearest(key, known.keySet())
                                        .map("did you mean %s?"::formatted)
                                        .orElse("known keys: " + String.join(", ", known.keySet()))));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> section(String path, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("%s%s must be a section with an id, as in {id: NAME}, was %s"
                    .formatted(places.apply(path), path, value));
        }
        return (Map<String, Object>) map;
    }

    /**
     * Reads {@code ID,key=value,key=[1, 2]}.
     *
     * @param flag for messages, such as {@code --wrap}
     */
    static Map<String, Object> parse(String flag, String text) {
        List<String> parts = split(text);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", parts.get(0).strip());
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException(
                        "%s takes ID,key=value,key=value; '%s' is no key=value".formatted(flag, part.strip()));
            }
            String key = part.substring(0, equals).strip();
            ConfigTree.put(entry, key, ConfigLayer.parseValue(part.substring(equals + 1), flag + " " + key));
        }
        return entry;
    }

    /** A mixture's entry from the same form; {@code weight} and {@code compute} are the entry's own. */
    static Map<String, Object> parseMember(String flag, String text) {
        Map<String, Object> env = parse(flag, text);
        Map<String, Object> entry = new LinkedHashMap<>();
        for (String key : List.of("weight", "compute")) {
            if (env.containsKey(key)) {
                entry.put(key, env.remove(key));
            }
        }
        entry.put("env", env);
        return entry;
    }

    /** Splits at commas that stand outside of brackets. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
