package dwell.envs.wrappers;

import dwell.envs.process.Chance;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Start states that can stand for one another: they agree in all features but those named, and the same follows from each,
 * given any class that starts in one of them. A start state whose cue is of several features, all 0, shows no cue, as the
 * items of another member of a mixture do; it has no partners and needs none.
 */
final class CuePartners<S> {
    private final DecisionProcess<S> process;
    private final List<String> names;
    private final List<Feature> features;
    private final Map<S, double[]> shown = new LinkedHashMap<>();
    private final Map<S, List<S>> others = new LinkedHashMap<>();

    /**
     * @param names starts of names of features; the first is the cue
     * @throws IllegalArgumentException with one sentence, if a name is that of no feature, if start states do not differ in the
     *     cue, if one has no partner for a value of the cue that another shows, or if partners do more than inform
     */
    CuePartners(DecisionProcess<S> process, List<String> names) {
        this.process = process;
        this.names = names;
        this.features = process.features();
        for (int c = 0; c < process.hiddenClasses().size(); c++) {
            for (S start : startsOf(c)) {
                double[] out = new double[features.size()];
                process.observe(start, out);
                shown.put(start, out);
            }
        }
        for (String name : names) {
            if (features.stream().noneMatch(feature -> feature.name().startsWith(name))) {
                throw named(name, "must start the names of features");
            }
        }
        Set<List<Double>> cues = new LinkedHashSet<>();
        List<S> cued = shown.keySet().stream().filter(this::showsCue).toList();
        cued.forEach(start -> cues.add(cue(start)));
        if (cues.size() < 2) {
            throw named(names.get(0), "must first name features by which start states differ");
        }
        Map<List<Double>, List<S>> alike = new LinkedHashMap<>();
        cued.forEach(start ->
                alike.computeIfAbsent(rest(start), key -> new ArrayList<>()).add(start));
        alike.values().forEach(group -> requireAll(group, cues));
        alike.values().forEach(this::partner);
    }

    /** The partners of a start state, without itself: none only where it shows no cue. */
    List<S> of(S start) {
        return others.getOrDefault(start, List.of());
    }

    private IllegalArgumentException named(String name, String must) {
        return new IllegalArgumentException("cue-noise: features %s, was %s; the features are %s"
                .formatted(must, name, features.stream().map(Feature::name).toList()));
    }

    private List<S> startsOf(int hiddenClass) {
        return process.start(hiddenClass).stream()
                .filter(start -> start.probability() > 0)
                .map(Chance::value)
                .toList();
    }

    private boolean blurred(String feature) {
        return names.stream().anyMatch(feature::startsWith);
    }

    private List<Double> cue(S start) {
        return values(start, feature -> feature.startsWith(names.get(0)));
    }

    private boolean showsCue(S start) {
        List<Double> cue = cue(start);
        return cue.size() == 1 || cue.stream().anyMatch(value -> value != 0);
    }

    private List<Double> rest(S start) {
        return values(start, feature -> !blurred(feature));
    }

    private List<Double> values(S start, Predicate<String> of) {
        return IntStream.range(0, features.size())
                .filter(f -> of.test(features.get(f).name()))
                .mapToObj(f -> shown.get(start)[f])
                .toList();
    }

    private void requireAll(List<S> group, Set<List<Double>> cues) {
        Set<Integer> differing = new TreeSet<>();
        for (List<Double> cue : cues) {
            if (group.stream().noneMatch(start -> cue(start).equals(cue))) {
                differing.addAll(alsoDiffering(group.get(0), cue));
            }
        }
        if (!differing.isEmpty()) {
            throw new IllegalArgumentException(
                    "cue-noise: start states that differ in %s also differ in %s; name them in features too"
                            .formatted(
                                    names.get(0),
                                    differing.stream()
                                            .map(f -> features.get(f).name())
                                            .collect(Collectors.joining(", "))));
        }
    }

    /** The features, beside those named, in which a start differs from the one most like it that shows another cue. */
    private List<Integer> alsoDiffering(S start, List<Double> cue) {
        return shown.keySet().stream()
                .filter(other -> cue(other).equals(cue))
                .map(other -> IntStream.range(0, features.size())
                        .filter(f -> shown.get(start)[f] != shown.get(other)[f])
                        .filter(f -> !blurred(features.get(f).name()))
                        .boxed()
                        .toList())
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    private void partner(List<S> group) {
        for (S start : group) {
            others.put(start, group.stream().filter(one -> !one.equals(start)).toList());
        }
        for (int c = 0; c < process.hiddenClasses().size(); c++) {
            if (startsOf(c).stream().anyMatch(group::contains)) {
                SameDynamics.require(process, c, group, names);
            }
        }
    }
}
