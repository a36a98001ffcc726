package dwell.trainer.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Keys from one source, to be laid over those of others.
 *
 * @param tree nested maps, keys as written
 * @param places what a message about a dotted path starts with, such as {@code my.yaml:3:5: }; paths without one get nothing
 */
record ConfigLayer(Map<String, Object> tree, Map<String, String> places) {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_ALIASES = 20;

    static ConfigLayer empty() {
        return new ConfigLayer(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Reads a file of UTF-8 YAML. */
    static ConfigLayer read(Path file) {
        try {
            if (Files.size(file) > 4L * MOST_CHARACTERS) {
                throw new IllegalArgumentException("config file %s is larger than 4 MiB".formatted(file));
            }
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("config file %s does not exist".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("config file %s is not UTF-8 text".formatted(file), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("config file %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Reads YAML.
     *
     * @param source name for messages
     */
    static ConfigLayer parse(String yaml, String source) {
        ConfigLayer layer = empty();
        Object content = content(yaml, source, layer.places);
        if (content instanceof Map<?, ?> map) {
            layer.tree.putAll(withTextKeys(map));
        } else if (content != null) {
            throw new IllegalArgumentException(
                    "%s: a config must be a mapping of sections to keys, was %s".formatted(source, shown(content)));
        }
        return layer;
    }

    /**
     * Reads one value: a scalar or a list.
     *
     * @param source name for messages
     */
    static Object parseValue(String yaml, String source) {
        if (yaml.isBlank()) {
            return "";
        }
        Object value = content(yaml, source, new LinkedHashMap<>());
        if (value instanceof Map) {
            throw new IllegalArgumentException(
                    "%s: a value must be a word, a number or a list, was %s".formatted(source, shown(value)));
        }
        return withTextKeys(value);
    }

    private static Object content(String yaml, String source, Map<String, String> places) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setCodePointLimit(MOST_CHARACTERS)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(yaml);
            if (root.isPresent()) {
                locate(root.get(), "", source, places);
            }
            return new StandardConstructor(settings).constructSingleDocument(root);
        } catch (MarkedYamlEngineException e) {
            String problem = e.getProblem() == null ? e.getContext() : e.getProblem();
            throw malformed(source + at(e.getProblemMark().or(e::getContextMark)), problem, e);
        } catch (YamlEngineException e) {
            throw malformed(source, e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw malformed(source, "nested too deeply", e);
        }
    }

    private static IllegalArgumentException malformed(String where, String problem, Throwable cause) {
        return new IllegalArgumentException(
                "%s: not valid YAML: %s"
                        .formatted(where, String.valueOf(problem).replaceAll("\\s+", " ")),
                cause);
    }

    private static void locate(Node node, String path, String source, Map<String, String> places) {
        if (node.isRecursive()) {
            throw new IllegalArgumentException(
                    "%s%s: an alias must not contain itself".formatted(source, at(node.getStartMark())));
        }
        if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                locate(sequence.getValue().get(i), "%s[%d]".formatted(path, i), source, places);
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    String at = ConfigBinder.join(path, key.getValue());
                    places.put(at, source + at(key.getStartMark()) + ": ");
                    locate(tuple.getValueNode(), at, source, places);
                }
            }
        }
    }

    private static String at(Optional<Mark> mark) {
        return mark.map(m -> ":%d:%d".formatted(m.getLine() + 1, m.getColumn() + 1))
                .orElse("");
    }

    private static Map<String, Object> withTextKeys(Map<?, ?> map) {
        Map<String, Object> text = new LinkedHashMap<>();
        map.forEach((key, value) -> text.put(String.valueOf(key), withTextKeys(value)));
        return text;
    }

    private static Object withTextKeys(Object value) {
        if (value instanceof Map<?, ?> map) {
            return withTextKeys(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigLayer::withTextKeys).toList();
        }
        return value;
    }

    private static String shown(Object content) {
        return content instanceof List ? "a list" : content instanceof Map ? "a mapping" : "'%s'".formatted(content);
    }

    /** Forgets where the value at a dotted path stood, the entries of a list included. */
    void forget(String path) {
        places.keySet().removeIf(place -> place.equals(path) || place.startsWith(path + "["));
    }

    /** The layer without some section, dotted. */
    void remove(String path) {
        int dot = path.lastIndexOf('.');
        Map<String, Object> parent = dot < 0 ? tree : ConfigTree.section(tree, path.substring(0, dot));
        if (parent != null) {
            parent.remove(path.substring(dot + 1));
        }
    }
}
