package dwell.trainer.cli;

import dwell.envs.Help;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What there is of something: one line each, with its kind where there are several, or one JSON object with the keys of each as well. */
final class Listing {
    private final String kind;
    private final List<Map<String, Object>> entries = new ArrayList<>();

    /** @param kind the key of the JSON object's list */
    Listing(String kind) {
        this.kind = kind;
    }

    Listing add(String id, String summary) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", id);
        entry.put("summary", summary);
        entries.add(entry);
        return this;
    }

    /** One of a kind. */
    Listing add(String id, Object kind, String summary) {
        add(id, summary);
        entries.get(entries.size() - 1).put("kind", String.valueOf(kind));
        return this;
    }

    /** Something with parameters, given by their defaults. */
    Listing add(String id, String summary, Map<String, ?> more, Record defaults) {
        add(id, summary);
        Map<String, Object> entry = entries.get(entries.size() - 1);
        entry.putAll(more);
        List<Map<String, Object>> keys = new ArrayList<>();
        ObjectNode values = JsonLine.object(defaults);
        for (RecordComponent component : defaults.getClass().getRecordComponents()) {
            Help help = component.getAnnotation(Help.class);
            Map<String, Object> key = new LinkedHashMap<>();
            key.put("key", component.getName());
            key.put("default", values.get(component.getName()));
            key.put("help", help == null ? "" : help.value());
            keys.add(key);
        }
        entry.put("keys", keys);
        return this;
    }

    void print(Streams streams, boolean json) {
        if (json) {
            streams.out().println(JsonLine.of(Map.of(kind, entries)));
            return;
        }
        int id = width("id");
        int kind = width("kind");
        for (Map<String, Object> entry : entries) {
            String what = kind == 0 ? "" : ("%-" + kind + "s  ").formatted(text(entry, "kind"));
            streams.out().println(("%-" + id + "s  %s%s").formatted(text(entry, "id"), what, text(entry, "summary")));
        }
    }

    private int width(String key) {
        return entries.stream()
                .mapToInt(entry -> text(entry, key).length())
                .max()
                .orElse(0);
    }

    /** Empty where an entry has none. */
    private static String text(Map<String, Object> entry, String key) {
        return (String) entry.getOrDefault(key, "");
    }
}
