package dwell.trainer.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A config as nested maps, the shape it has in YAML: a record is a map from its components' names in their order, an enum
 * the word of its {@code toString}, a {@link Component} a map of {@code id} and its parameters side by side.
 */
public final class ConfigTree {
    private ConfigTree() {}

    /** The tree of a config, of a section of one, or of the parameters of something chosen by name. */
    public static Map<String, Object> of(Record record) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (record instanceof Component component) {
            tree.put("id", component.id());
            tree.putAll(of(component.parameters()));
            return tree;
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            tree.put(component.getName(), plain(read(record, component)));
        }
        return tree;
    }

    private static Object plain(Object value) {
        if (value instanceof Record record) {
            return of(record);
        }
        if (value instanceof Enum<?> word) {
            return word.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigTree::plain).toList();
        }
        return value;
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    "cannot read %s of %s".formatted(component.getName(), record.getClass()), e);
        }
    }

    /** The section at a dotted path; null where there is none. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> section(Map<String, Object> tree, String path) {
        Map<String, Object> section = tree;
        for (String key : path.split("\\.")) {
            if (!(section.get(key) instanceof Map<?, ?> next)) {
                return null;
            }
            section = (Map<String, Object>) next;
        }
        return section;
    }

    /** The dotted paths of all keys that are not sections. */
    public static List<String> leaves(Map<String, Object> tree) {
        List<String> leaves = new ArrayList<>();
        collect(tree, "", leaves);
        return leaves;
    }

    @SuppressWarnings("unchecked")
    private static void collect(Map<String, Object> tree, String prefix, List<String> leaves) {
        tree.forEach((key, value) -> {
            if (value instanceof Map<?, ?> section) {
                collect((Map<String, Object>) section, prefix + key + ".", leaves);
            } else {
                leaves.add(prefix + key);
            }
        });
    }

    /** Puts a value at a dotted path, making sections on the way. */
    @SuppressWarnings("unchecked")
    static void put(Map<String, Object> tree, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            tree.put(path, value);
            return;
        }
        Object section = tree.computeIfAbsent(path.substring(0, dot), key -> new LinkedHashMap<String, Object>());
        put((Map<String, Object>) section, path.substring(dot + 1), value);
    }

    /**
     * Lays {@code over} on {@code under}, which is changed: sections are merged, everything else is replaced. A section
     * without keys changes nothing.
     */
    @SuppressWarnings("unchecked")
    static void merge(Map<String, Object> under, Map<String, Object> over) {
        over.forEach((key, value) -> {
            if (value instanceof Map<?, ?> section && under.get(key) instanceof Map<?, ?> below) {
                Map<String, Object> merged = new LinkedHashMap<>((Map<String, Object>) below);
                merge(merged, (Map<String, Object>) section);
                under.put(key, merged);
            } else if (value != null || !(under.get(key) instanceof Map)) {
                under.put(key, value);
            }
        });
    }
}
