package dwell.trainer.config;

import dwell.envs.families.Family;
import dwell.envs.families.TaskFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Makes a {@link RunConfig} of defaults, presets, file, flags and {@code --set}, strictly, and writes one as YAML.
 *
 * <p>A source that names another family, policy or shaping than the sources below it drops the parameters that those gave
 * to theirs; another family also drops their stakes, and the defaults of the stakes are the family's own.
 *
 * <p>Every failure is an {@link IllegalArgumentException} with one sentence that names the key, its line in a file, the value
 * and what is allowed.
 */
public final class ConfigLoader {
    private static final List<String> COMPONENTS = List.of("env", "policy", "trainer.shaping");
    private static final Map<String, String> DEFAULT_IDS =
            Map.of("env", "evidence-v1", "policy", "mlp", "trainer.shaping", "utility");

    /** The sections that say what a policy has to do. */
    private static final Set<String> TASK = Set.of("env", "mixture", "wrappers", "stakes");

    private final Catalog catalog;

    public ConfigLoader(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Loads a config. Reads the file that the sources name; touches nothing else. */
    public RunConfig load(ConfigSources sources) {
        List<ConfigLayer> layers = new ArrayList<>();
        Preset.ordered(sources.presets()).forEach(preset -> layers.add(layer(preset)));
        sources.file().ifPresent(file -> layers.add(ConfigLayer.read(file)));
        layers.add(flags(sources));
        return load(layers, sources.settings(), merged -> {
            addListed(merged, "wrappers", sources.wrappers(), text -> ListedComponents.parse("--wrap", text));
            addListed(merged, "mixture", sources.mixture(), text -> ListedComponents.parseMember("--mix", text));
            addListed(merged, "evaluation.test", sources.test(), text -> text);
        });
    }

    /**
     * Loads a config from the text of a whole file.
     *
     * @param source what messages call the text
     */
    public RunConfig parse(String yaml, String source) {
        return load(List.of(ConfigLayer.parse(yaml, source)), List.of());
    }

    /**
     * Loads a config of layers, later ones over earlier ones.
     *
     * @param settings assignments over all layers, as of {@code --set}
     */
    RunConfig load(List<ConfigLayer> layers, List<String> settings) {
        return load(layers, settings, merged -> {});
    }

    private RunConfig load(List<ConfigLayer> layers, List<String> settings, Consumer<ConfigLayer> additions) {
        List<Assignment> assignments = settings.stream()
                .map(setting -> Assignment.parse("--set", setting))
                .toList();
        ConfigLayer merged = ConfigLayer.empty();
        layers.forEach(layer -> lay(merged, layer));
        lay(merged, idsOf(assignments));
        additions.accept(merged);
        Map<String, Object> tree = ConfigTree.of(defaults(merged));
        KnownKeys known = new KnownKeys(tree);
        known.check(merged);
        for (Assignment assignment : assignments) {
            String path = known.resolve(assignment.key());
            ConfigTree.put(merged.tree(), path, assignment.value());
            merged.forget(path);
        }
        ConfigTree.merge(tree, merged.tree());
        RunConfig config = bind(tree, path -> merged.places().getOrDefault(path, ""));
        testTask(config);
        return config;
    }

    private RunConfig bind(Map<String, Object> tree, UnaryOperator<String> places) {
        ListedComponents listed = new ListedComponents(places);
        tree.put(
                "wrappers",
                listed.complete(
                        "wrappers",
                        tree.get("wrappers"),
                        id -> catalog.wrapper(id).defaults()));
        tree.put(
                "mixture",
                listed.completeMixture(
                        "mixture", tree.get("mixture"), id -> catalog.family(id).defaults()));
        return new ConfigBinder(this::parameters, places).record(RunConfig.class, "", tree);
    }

    /**
     * The config with the changes of {@code evaluation.test}: what the policy is evaluated on as well. Empty if there are none.
     *
     * @throws IllegalArgumentException with one sentence, if a change is not one of the task or is not allowed
     */
    public Optional<RunConfig> testTask(RunConfig config) {
        if (config.evaluation().test().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> tree = ConfigTree.of(config);
        Map<String, Object> task = new LinkedHashMap<>(tree);
        task.keySet().retainAll(TASK);
        KnownKeys known = new KnownKeys(task);
        try {
            for (String change : config.evaluation().test()) {
                Assignment assignment = Assignment.parse("evaluation.test", change);
                String path = known.resolve(assignment.key());
                if (path.equals("env.id")) {
                    throw new IllegalArgumentException("the test task must be of the family that is trained on");
                }
                ConfigTree.put(tree, path, assignment.value());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("evaluation.test: " + e.getMessage(), e);
        }
        return Optional.of(bind(tree, path -> "evaluation.test: "));
    }

    private static void addListed(
            ConfigLayer merged, String path, List<String> entries, Function<String, Object> parse) {
        if (entries.isEmpty()) {
            return;
        }
        List<Object> all = new ArrayList<>();
        int dot = path.lastIndexOf('.');
        Map<String, Object> section =
                dot < 0 ? merged.tree() : ConfigTree.section(merged.tree(), path.substring(0, dot));
        if (section != null && section.get(path.substring(dot + 1)) instanceof List<?> below) {
            all.addAll(below);
        }
        entries.forEach(entry -> all.add(parse.apply(entry)));
        ConfigTree.put(merged.tree(), path, all);
    }

    /** The defaults for one family, policy and shaping. */
    public RunConfig defaults(String env, String policy, String shaping) {
        TaskFamily<?> family = catalog.task(env);
        return new RunConfig(
                new Component(env, family.defaults()),
                List.of(),
                List.of(),
                family.defaultStakes(),
                new Component(policy, catalog.policy(policy).defaults()),
                TrainerConfig.defaults(
                        new Component(shaping, catalog.shaping(shaping).defaults()), family instanceof Family),
                EvaluationConfig.defaults(),
                RunSettings.defaults());
    }

    /**
     * A config with some keys set to other values, as {@code --set} would.
     *
     * @param settings such as {@code trainer.groupSize=32}; an id drops the parameters that belonged to the one before
     * @throws IllegalArgumentException with one sentence, if a key is not known or a value is not allowed
     */
    public RunConfig changed(RunConfig config, List<String> settings) {
        List<Assignment> assignments = settings.stream()
                .map(setting -> Assignment.parse("--set", setting))
                .toList();
        ConfigLayer merged = ConfigLayer.empty();
        ConfigTree.merge(merged.tree(), ConfigTree.of(config));
        lay(merged, idsOf(assignments));
        Map<String, Object> tree = ConfigTree.of(defaults(merged));
        KnownKeys known = new KnownKeys(tree);
        assignments.forEach(
                assignment -> ConfigTree.put(merged.tree(), known.resolve(assignment.key()), assignment.value()));
        ConfigTree.merge(tree, merged.tree());
        return bind(tree, path -> "");
    }

    /** The config as nested maps in the schema of the YAML: numbers, booleans, text, lists and maps. */
    public static Map<String, Object> toTree(RunConfig config) {
        return ConfigTree.of(config);
    }

    /** The config with every key, as YAML that loads back to an equal one. */
    public static String toYaml(RunConfig config) {
        DumpSettings settings = DumpSettings.builder()
                .setSchema(new CoreSchema())
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .build();
        return new Dump(settings, new ListsInOneLine(settings)).dumpToString(toTree(config));
    }

    private static final class ListsInOneLine extends StandardRepresenter {
        ListsInOneLine(DumpSettings settings) {
            super(settings);
        }

        @Override
        protected Node representSequence(Tag tag, Iterable<?> sequence, FlowStyle style) {
            return super.representSequence(tag, sequence, FlowStyle.FLOW);
        }
    }

    static ConfigLayer layer(Preset preset) {
        return ConfigLayer.parse(preset.yaml(), "preset " + preset.name());
    }

    private static ConfigLayer flags(ConfigSources sources) {
        ConfigLayer layer = ConfigLayer.empty();
        sources.env().ifPresent(id -> ConfigTree.put(layer.tree(), "env.id", id));
        sources.policy().ifPresent(id -> ConfigTree.put(layer.tree(), "policy.id", id));
        sources.seed().ifPresent(seed -> ConfigTree.put(layer.tree(), "run.seed", seed));
        sources.out().ifPresent(out -> ConfigTree.put(layer.tree(), "run.out", out));
        sources.backend().ifPresent(backend -> ConfigTree.put(layer.tree(), "run.backend", backend));
        return layer;
    }

    /** Ids come first: which other keys there are depends on them. */
    private static ConfigLayer idsOf(List<Assignment> assignments) {
        ConfigLayer layer = ConfigLayer.empty();
        for (String component : COMPONENTS) {
            assignments.stream()
                    .filter(a -> !a.key().equals("id") && ("." + component + ".id").endsWith("." + a.key()))
                    .forEach(a -> ConfigTree.put(layer.tree(), component + ".id", a.value()));
        }
        return layer;
    }

    private static void lay(ConfigLayer merged, ConfigLayer layer) {
        for (String component : COMPONENTS) {
            Optional<String> id = id(layer, component);
            String below = id(merged, component).orElse(DEFAULT_IDS.get(component));
            if (id.isPresent() && !id.get().equals(below)) {
                merged.remove(component);
                if (component.equals("env")) {
                    merged.remove("stakes");
                }
            }
        }
        ConfigTree.merge(merged.tree(), layer.tree());
        ConfigTree.leaves(layer.tree()).forEach(merged::forget);
        merged.places().putAll(layer.places());
    }

    private static Optional<String> id(ConfigLayer layer, String component) {
        Map<String, Object> section = ConfigTree.section(layer.tree(), component);
        if (section == null || !section.containsKey("id")) {
            return Optional.empty();
        }
        if (section.get("id") instanceof String id) {
            return Optional.of(id);
        }
        throw new IllegalArgumentException("%s%s.id must be a name, was %s"
                .formatted(
                        layer.places().getOrDefault(component + ".id", ""),
                        component,
                        section.get("id") == null ? "empty" : section.get("id")));
    }

    private RunConfig defaults(ConfigLayer merged) {
        List<String> ids = COMPONENTS.stream()
                .map(component -> id(merged, component).orElse(DEFAULT_IDS.get(component)))
                .toList();
        try {
            return defaults(ids.get(0), ids.get(1), ids.get(2));
        } catch (IllegalArgumentException e) {
            String key = e.getMessage().split(" ", 2)[0];
            throw new IllegalArgumentException(merged.places().getOrDefault(key, "") + e.getMessage(), e);
        }
    }

    private Class<? extends Record> parameters(String path, String id) {
        String place = path.replaceAll("\\[[0-9]+]", "");
        Record defaults = switch (place) {
            case "env" -> catalog.task(id).defaults();
            case "mixture.env" -> catalog.family(id).defaults();
            case "wrappers" -> catalog.wrapper(id).defaults();
            case "policy" -> catalog.policy(id).defaults();
            case "trainer.shaping" -> catalog.shaping(id).defaults();
            default -> throw new IllegalStateException("no components at " + path);
        };
        return defaults.getClass();
    }

    /** One {@code --set}. */
    private record Assignment(String key, Object value) {
        static Assignment parse(String source, String text) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("%s takes key=value, was '%s'".formatted(source, text));
            }
            String key = text.substring(0, equals).strip();
            return new Assignment(key, ConfigLayer.parseValue(text.substring(equals + 1), source + " " + key));
        }
    }
}
