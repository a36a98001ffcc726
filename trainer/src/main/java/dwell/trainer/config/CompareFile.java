package dwell.trainer.config;

import dwell.envs.Require;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What {@code ./dwell compare} is asked to do: arms, each trained on every process with every seed. Base, process and arm each
 * have presets, one name or a list, and keys, nested or dotted. A config is made of all their presets, those of algorithms over those of
 * tasks and later ones over earlier ones, and then of the three sets of keys, so that what is written out holds against every preset.
 * Strict as configs are:
 * every failure is an {@link IllegalArgumentException} with one sentence that names the key, its line, the value and what is allowed.
 * Immutable.
 */
public final class CompareFile {
    /** Fewer give intervals that say little, see docs/compare.md. */
    public static final int FEWEST_SEEDS = 10;

    private static final int FEWEST_ALLOWED_SEEDS = 2;
    private static final int MOST_SEEDS = 10_000;
    private static final int MOST_POINTS = 1000;
    private static final int DEFAULT_POINTS = 41;
    private static final int LONGEST_NAME = 60;
    private static final String ONLY_PROCESS = "task";

    private static final List<String> KEYS = List.of("arms", "processes", "seeds", "allowFewSeeds", "base", "curves");
    private static final List<String> CURVE_KEYS = List.of("every", "points");

    /** Keys that are not the arms' to set, with the reason. */
    private static final Map<String, String> RESERVED = Map.of(
            "run.seed", "it is given by seeds",
            "run.out", "trials have no folder of their own",
            "trainer.threads", "a trial runs on one thread, and --jobs says how many trials run at once");

    private final ConfigLoader loader;
    private final ConfigLayer file;
    private final String source;
    private final Differences base;
    private final Map<String, Differences> processes;
    private final Map<String, Differences> arms;
    private final List<Long> seeds;
    private final Integer every;
    private final int points;

    /** Reads a file and checks the config of every arm on every process. */
    public static CompareFile read(Path path, Catalog catalog) {
        return new CompareFile(ConfigLayer.read(path), path.toString(), catalog);
    }

    /**
     * The same of a text.
     *
     * @param source what messages call it
     */
    public static CompareFile parse(String yaml, String source, Catalog catalog) {
        return new CompareFile(ConfigLayer.parse(yaml, source), source, catalog);
    }

    private CompareFile(ConfigLayer file, String source, Catalog catalog) {
        this.loader = new ConfigLoader(catalog);
        this.file = file;
        this.source = source;
        requireKnown(file.tree(), "", KEYS);
        this.base = differences("base", file.tree().get("base"));
        this.processes = named("processes");
        if (processes.isEmpty()) {
            processes.put(ONLY_PROCESS, Differences.NONE);
        }
        this.arms = named("arms");
        if (arms.isEmpty()) {
            throw new IllegalArgumentException(
                    source
                            + ": arms is missing; it names what is compared, as in arms: {plain: {}, clipped: {trainer.loss.clip: 0.1}}");
        }
        this.seeds = requireEnough(seedList());
        Map<String, Object> curves = section("curves", file.tree().get("curves"));
        requireKnown(curves, "curves", CURVE_KEYS);
        this.every = curves.get("every") == null ? null : whole("curves.every", curves.get("every"), 1, 1_000_000_000);
        this.points = curves.get("points") == null
                ? DEFAULT_POINTS
                : whole("curves.points", curves.get("points"), 2, MOST_POINTS);
        for (String arm : arms.keySet()) {
            for (String process : processes.keySet()) {
                config(arm, process, seeds.get(0));
            }
        }
    }

    /** Names of the arms, in the order of the file; the first is what the others are compared with. */
    public List<String> arms() {
        return List.copyOf(arms.keySet());
    }

    /** Names of the processes, in the order of the file. */
    public List<String> processes() {
        return List.copyOf(processes.keySet());
    }

    /** Seeds of every arm on every process, all different. */
    public List<Long> seeds() {
        return seeds;
    }

    /** Points of the grid of decisions that learning curves are given on, its ends included. */
    public int curvePoints() {
        return points;
    }

    /** The config of a trial, with its seed, for one thread. */
    public RunConfig config(String arm, String process, long seed) {
        List<Differences> three = List.of(base, processes.get(process), arms.get(arm));
        List<ConfigLayer> layers = new ArrayList<>();
        List<String> presets =
                three.stream().flatMap(one -> one.presets().stream()).toList();
        Preset.ordered(presets).forEach(preset -> layers.add(ConfigLoader.layer(preset)));
        three.forEach(one -> layers.add(one.keys()));
        List<String> settings = new ArrayList<>(List.of("run.seed=" + seed, "run.out=", "trainer.threads=1"));
        if (every != null) {
            settings.add("evaluation.every=" + every);
        }
        try {
            return loader.load(layers, settings);
        } catch (IllegalArgumentException e) {
            if (e.getMessage().startsWith(source)) {
                throw e;
            }
            throw new IllegalArgumentException(
                    "%s: arm %s on process %s: %s".formatted(source, arm, process, e.getMessage()), e);
        }
    }

    private Map<String, Differences> named(String key) {
        Map<String, Differences> out = new LinkedHashMap<>();
        section(key, file.tree().get(key)).forEach((name, value) -> {
            String path = key + "." + name;
            if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("%s%s: a name has 1 to %d printable characters, was '%s'"
                        .formatted(place(path), key, LONGEST_NAME, name));
            }
            out.put(name, differences(path, value));
        });
        return out;
    }

    /** What base, a process or an arm say. */
    private record Differences(List<String> presets, ConfigLayer keys) {
        static final Differences NONE = new Differences(List.of(), ConfigLayer.empty());
    }

    private Differences differences(String path, Object value) {
        Map<String, Object> keys = section(path, value);
        List<String> presets = keys.containsKey("preset") ? presets(path, keys.get("preset")) : List.of();
        ConfigLayer own = ConfigLayer.empty();
        keys.forEach((key, inner) -> {
            if (!key.equals("preset")) {
                expand(own, "", key, inner, path);
            }
        });
        RESERVED.forEach((key, reason) -> {
            if (own.places().containsKey(key)) {
                throw new IllegalArgumentException(
                        "%s%s cannot be set here: %s".formatted(own.places().get(key), key, reason));
            }
        });
        return new Differences(presets, own);
    }

    /** Names, each of a preset that there is. */
    private List<String> presets(String path, Object value) {
        String at = place(path + ".preset");
        List<String> names = new ArrayList<>();
        for (Object name : value instanceof List<?> list ? list : List.of(value == null ? "empty" : value)) {
            if (!(name instanceof String text)) {
                throw new IllegalArgumentException(
                        "%spreset must be a name or a list of names, was %s".formatted(at, name));
            }
            try {
                names.add(Preset.of(text).name());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(at + e.getMessage(), e);
            }
        }
        return names;
    }

    /**
     * Lays keys into a layer, dotted ones as the sections that they stand for.
     *
     * @param prefix dotted path of the section, empty or ending in a dot
     * @param written path in the file, for its place
     */
    private void expand(ConfigLayer layer, String prefix, String key, Object value, String written) {
        String path = prefix + key;
        String at = written + "." + key;
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            layer.places().put(path, place(at));
            map.forEach((inner, content) -> expand(layer, path + ".", String.valueOf(inner), content, at));
            return;
        }
        if (ConfigTree.leaves(layer.tree()).contains(path)) {
            throw new IllegalArgumentException("%s%s is given twice".formatted(place(at), path));
        }
        try {
            ConfigTree.put(layer.tree(), path, value instanceof Map ? new LinkedHashMap<>() : value);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException("%s%s is given twice, once as a section".formatted(place(at), path), e);
        }
        file.places().forEach((from, place) -> {
            if (from.equals(at) || from.startsWith(at + "[")) {
                layer.places().put(path + from.substring(at.length()), place);
            }
        });
    }

    private List<Long> seedList() {
        Object value = file.tree().get("seeds");
        if (value == null) {
            return LongStream.range(0, FEWEST_SEEDS).boxed().toList();
        }
        if (value instanceof List<?> list) {
            List<Long> out = new ArrayList<>();
            Set<Long> seen = new TreeSet<>();
            for (Object one : list) {
                if (!(one instanceof Integer || one instanceof Long)) {
                    throw new IllegalArgumentException(
                            "%sseeds must be whole numbers, one was %s".formatted(place("seeds"), one));
                }
                long seed = ((Number) one).longValue();
                if (!seen.add(seed)) {
                    throw new IllegalArgumentException("%sseeds names %d twice".formatted(place("seeds"), seed));
                }
                out.add(seed);
            }
            return List.copyOf(out);
        }
        return LongStream.range(0, whole("seeds", value, 1, MOST_SEEDS)).boxed().toList();
    }

    private List<Long> requireEnough(List<Long> list) {
        Object few = file.tree().get("allowFewSeeds");
        if (few != null && !(few instanceof Boolean)) {
            throw new IllegalArgumentException(
                    "%sallowFewSeeds must be true or false, was %s".formatted(place("allowFewSeeds"), few));
        }
        boolean allowed = Boolean.TRUE.equals(few);
        if (list.size() < FEWEST_SEEDS && !allowed) {
            throw new IllegalArgumentException(
                    "%sseeds must be at least %d, were %d: fewer say little about what another seed would do; allowFewSeeds: true compares all the same"
                            .formatted(place("seeds"), FEWEST_SEEDS, list.size()));
        }
        Require.that(
                list.size() >= FEWEST_ALLOWED_SEEDS,
                "%sseeds must be at least %d, were %d",
                place("seeds"),
                FEWEST_ALLOWED_SEEDS,
                list.size());
        return list;
    }

    private int whole(String key, Object value, int min, int max) {
        if (!(value instanceof Integer number) || number < min || number > max) {
            throw new IllegalArgumentException(
                    "%s%s must be a whole number from %d to %d, was %s".formatted(place(key), key, min, max, value));
        }
        return number;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> section(String path, Object value) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    "%s%s must be a section of keys, was %s".formatted(place(path), path, value));
        }
        return (Map<String, Object>) map;
    }

    private void requireKnown(Map<String, Object> keys, String path, List<String> known) {
        for (String key : keys.keySet()) {
            if (!known.contains(key)) {
                String at = ConfigBinder.join(path, key);
                Optional<String> near = Suggestion.nearest(key, known);
                throw new IllegalArgumentException("%sunknown key '%s'; %s"
                        .formatted(
                                place(at),
                                at,
                                near.map(k -> "did you mean %s?".formatted(ConfigBinder.join(path, k)))
                                        .orElse("known keys: " + String.join(", ", known))));
            }
        }
    }

    private String place(String path) {
        return file.places().getOrDefault(path, source + ": ");
    }
}
