package dwell.envs.wrappers;

import dwell.envs.Require;
import dwell.envs.process.Branch;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether start states differ only in what they show: whether the same follows from each, given the hidden class. */
final class SameDynamics<S> {
    private static final double TOLERANCE = 1e-12;

    private final DecisionProcess<S> process;
    private final int hiddenClass;
    private final List<String> features;
    private final Set<Pair<S>> known = new HashSet<>();
    private final Set<S> observed = new HashSet<>();
    private final Deque<Pair<S>> open = new ArrayDeque<>();

    private record Pair<S>(S one, S other) {}

    private SameDynamics(DecisionProcess<S> process, int hiddenClass) {
        this.process = process;
        this.hiddenClass = hiddenClass;
        this.features = process.features().stream().map(Feature::name).toList();
    }

    /**
     * Walks all states that follow from each start side by side with those that follow from the first.
     *
     * @throws IllegalArgumentException naming two start states from which other things follow, or a state that is only reached
     *     with a wrong cue and shows what is not a number
     */
    static <S> void require(DecisionProcess<S> process, int hiddenClass, List<S> starts, List<String> features) {
        for (S start : starts.subList(1, starts.size())) {
            if (!new SameDynamics<>(process, hiddenClass).same(starts.get(0), start)) {
                throw new IllegalArgumentException(
                        "cue-noise: features must only inform, was %s; of %s not the same follows from %s as from %s"
                                .formatted(
                                        features,
                                        process.hiddenClasses().get(hiddenClass).name(),
                                        starts.get(0),
                                        start));
            }
        }
    }

    private boolean same(S one, S other) {
        add(one, other);
        boolean same = true;
        while (same && !open.isEmpty()) {
            Pair<S> pair = open.pop();
            List<Choice<S>> left = process.choices(pair.one());
            List<Choice<S>> right = process.choices(pair.other());
            same = left.size() == right.size();
            for (int i = 0; same && i < left.size(); i++) {
                same = same(left.get(i), right.get(i));
            }
        }
        return same;
    }

    private void add(S one, S other) {
        Pair<S> pair = new Pair<>(one, other);
        if (known.add(pair)) {
            open.push(pair);
            requireNumbers(one);
            requireNumbers(other);
        }
    }

    /** A belief can divide by 0 where a cue that is never wrong, as far as the process knows, contradicts what was found. */
    private void requireNumbers(S state) {
        if (!observed.add(state)) {
            return;
        }
        double[] out = new double[features.size()];
        process.observe(state, out);
        for (int f = 0; f < out.length; f++) {
            Require.that(
                    Double.isFinite(out[f]),
                    "cue-noise: a wrong cue leads to %s, where %s is %s; the process must itself allow for wrong cues",
                    state,
                    features.get(f),
                    out[f]);
        }
    }

    private boolean same(Choice<S> one, Choice<S> other) {
        List<Branch<S>> left = one.branches().apply(hiddenClass);
        List<Branch<S>> right = other.branches().apply(hiddenClass);
        boolean same = Objects.equals(one.action(), other.action())
                && close(
                        one.compute().applyAsDouble(hiddenClass),
                        other.compute().applyAsDouble(hiddenClass))
                && left.size() == right.size();
        for (int b = 0; same && b < left.size(); b++) {
            Branch<S> here = left.get(b);
            Branch<S> there = right.get(b);
            same = close(here.probability(), there.probability())
                    && here.ending() == there.ending()
                    && here.verdict() == there.verdict();
            if (same && here.next() != null && here.probability() > 0) {
                add(here.next(), there.next());
            }
        }
        return same;
    }

    /** NaN is close to nothing. */
    private static boolean close(double one, double other) {
        return Math.abs(one - other) <= TOLERANCE;
    }
}
