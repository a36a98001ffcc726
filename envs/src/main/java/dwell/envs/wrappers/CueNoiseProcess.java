package dwell.envs.wrappers;

import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process whose cue is unreliable.
 *
 * <p><b>Change.</b> With probability {@code reliability} an item starts where it would; otherwise it starts in a uniformly drawn
 * other start state that looks the same but for the features of the prefix. What is shown belongs to the item and lasts as
 * long as those features do.
 *
 * <p>The blurred cue takes the place of the true one in the state, so that the optimum is that of a policy that sees no
 * more than the blurred cue. That is exact where the features only inform; a start state whose class makes other things
 * follow in one than in another is refused.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class CueNoiseProcess<S> extends SameStates<S> {
    private final double reliability;
    private final Map<S, List<S>> others = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if no features have the prefix, or if they do more than inform */
    CueNoiseProcess(DecisionProcess<S> inner, CueNoiseParameters parameters) {
        super(inner);
        this.reliability = parameters.reliability();
        Set<S> starts = new LinkedHashSet<>();
        for (int c = 0; c < inner.hiddenClasses().size(); c++) {
            starts.addAll(startsOf(c));
        }
        Map<List<Double>, List<S>> alike = new LinkedHashMap<>();
        for (S start : starts) {
            alike.computeIfAbsent(rest(start, parameters.prefix()), key -> new ArrayList<>())
                    .add(start);
        }
        for (List<S> group : alike.values()) {
            for (S start : group) {
                others.put(
                        start, group.stream().filter(one -> !one.equals(start)).toList());
            }
            for (int c = 0; c < inner.hiddenClasses().size(); c++) {
                if (startsOf(c).stream().anyMatch(group::contains)) {
                    SameDynamics.require(inner, c, group, parameters.prefix());
                }
            }
        }
        if (others.values().stream().allMatch(List::isEmpty)) {
            throw new IllegalArgumentException(
                    "prefix must start the names of features by which start states differ, was %s; the features are %s"
                            .formatted(
                                    parameters.prefix(),
                                    inner.features().stream().map(Feature::name).toList()));
        }
    }

    private List<S> startsOf(int hiddenClass) {
        return inner.start(hiddenClass).stream()
                .filter(start -> start.probability() > 0)
                .map(Chance::value)
                .toList();
    }

    /** What a start state shows beside the features of the prefix. */
    private List<Double> rest(S start, String prefix) {
        double[] all = new double[inner.features().size()];
        inner.observe(start, all);
        List<Double> rest = new ArrayList<>();
        for (int f = 0; f < all.length; f++) {
            if (!inner.features().get(f).name().startsWith(prefix)) {
                rest.add(all[f]);
            }
        }
        return rest;
    }

    @Override
    public List<Chance<S>> start(int hiddenClass) {
        Map<S, Double> chances = new LinkedHashMap<>();
        for (Chance<S> start : inner.start(hiddenClass)) {
            List<S> replaced = others.get(start.value());
            double kept = replaced.isEmpty() ? 1 : reliability;
            chances.merge(start.value(), start.probability() * kept, Double::sum);
            for (S other : replaced) {
                chances.merge(other, start.probability() * (1 - kept) / replaced.size(), Double::sum);
            }
        }
        List<Chance<S>> starts = new ArrayList<>();
        chances.forEach((state, probability) -> starts.add(new Chance<>(probability, state)));
        return starts;
    }

    @Override
    public List<Choice<S>> choices(S state) {
        return inner.choices(state);
    }
}
