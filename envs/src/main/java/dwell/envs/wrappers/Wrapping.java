package dwell.envs.wrappers;

import dwell.envs.Action;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import dwell.envs.process.PlotPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * A process that passes on everything of another that it does not change. Features that it adds stand behind the inner ones,
 * before a closing {@link Feature#ONE}.
 *
 * @param <S> the state of the inner process
 * @param <W> the state of this one
 */
abstract class Wrapping<S, W> implements DecisionProcess<W> {
    final DecisionProcess<S> inner;
    private final List<Feature> features;
    /** Number of inner features but for a closing constant; the added ones follow. */
    final int addedAt;

    private final int innerFeatures;

    /** @param added features behind those of {@code inner}; a name that is taken gets a number */
    Wrapping(DecisionProcess<S> inner, List<Feature> added) {
        this.inner = inner;
        List<Feature> all = new ArrayList<>(inner.features());
        this.innerFeatures = all.size();
        this.addedAt = beforeConstant(all);
        Set<String> taken = new HashSet<>();
        all.forEach(feature -> taken.add(feature.name()));
        for (int i = 0; i < added.size(); i++) {
            Feature feature = added.get(i);
            String name = feature.name();
            for (int n = 2; !taken.add(name); n++) {
                name = feature.name() + n;
            }
            all.add(addedAt + i, new Feature(name, feature.min(), feature.max(), feature.meaning()));
        }
        this.features = List.copyOf(all);
    }

    /** Number of features before a closing constant. */
    static int beforeConstant(List<Feature> features) {
        int all = features.size();
        return all > 0 && features.get(all - 1).equals(Feature.ONE) ? all - 1 : all;
    }

    /** The inner state that a state stands at. */
    abstract S at(W state);

    /** The inner state whose features are shown. */
    S seen(W state) {
        return at(state);
    }

    /** A state that is observed like {@code state} but for showing another inner state. */
    abstract W showing(W state, S reading);

    /**
     * Writes the added features.
     *
     * @param out written at {@code offset .. offset + added - 1}
     */
    void observeAdded(W state, double[] out, int offset) {}

    /** What is added to the name of the panel that a state is drawn in. */
    String panel(W state) {
        return "";
    }

    /** A choice of the inner process by which next states come as they are, but for what {@code next} makes of them. */
    Choice<W> passed(Choice<S> choice, Function<S, W> next) {
        return branched(choice, c -> c, s -> List.of(new Chance<>(1, next.apply(s))));
    }

    /**
     * A choice of the inner process.
     *
     * @param innerClass the inner hidden class of a hidden class
     * @param next what follows where the inner process goes on to a state
     */
    Choice<W> branched(Choice<S> choice, IntUnaryOperator innerClass, Function<S, List<Chance<W>>> next) {
        Map<Integer, List<Branch<W>>> known = new HashMap<>();
        return new Choice<>(
                choice.action(),
                c -> choice.compute().applyAsDouble(innerClass.applyAsInt(c)),
                // Several classes can have an inner one in common.
                c -> known.computeIfAbsent(
                        innerClass.applyAsInt(c),
                        inside -> branches(choice.branches().apply(inside), next)));
    }

    private List<Branch<W>> branches(List<Branch<S>> inside, Function<S, List<Chance<W>>> next) {
        List<Branch<W>> branches = new ArrayList<>();
        for (Branch<S> branch : inside) {
            if (branch.next() == null) {
                branches.add(Branch.end(branch.probability(), branch.ending(), branch.verdict()));
            } else if (branch.probability() > 0) {
                for (Chance<W> chance : next.apply(branch.next())) {
                    branches.add(Branch.to(branch.probability() * chance.probability(), chance.value()));
                }
            }
        }
        return branches;
    }

    /** Whether a choice is a deliberate step, chosen or forced: it thinks, looks again or asks. */
    static boolean deliberates(Choice<?> choice) {
        return choice.action() != null && choice.action().kind().deliberates();
    }

    @Override
    public List<String> levels() {
        return inner.levels();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return inner.hiddenClasses();
    }

    @Override
    public List<Action> actions() {
        return inner.actions();
    }

    @Override
    public String computeUnit() {
        return inner.computeUnit();
    }

    @Override
    public boolean answersFollowClass() {
        return inner.answersFollowClass();
    }

    @Override
    public final List<Feature> features() {
        return features;
    }

    @Override
    public final void observe(W state, double[] out) {
        double[] shown = observed(seen(state));
        System.arraycopy(shown, 0, out, 0, addedAt);
        observeAdded(state, out, addedAt);
        if (addedAt < innerFeatures) {
            out[out.length - 1] = shown[addedAt];
        }
    }

    /** The inner features of an inner state. */
    final double[] observed(S state) {
        double[] out = new double[innerFeatures];
        inner.observe(state, out);
        return out;
    }

    @Override
    public List<Chance<W>> readings(W state) {
        return inner.readings(seen(state)).stream()
                .map(reading -> new Chance<>(reading.probability(), showing(state, reading.value())))
                .toList();
    }

    @Override
    public Optional<PlotPoint> plotPoint(W state) {
        return inner.plotPoint(at(state))
                .map(point -> new PlotPoint(point.panel() + panel(state), point.x(), point.y()));
    }

    @Override
    public List<String> plotAxes() {
        return inner.plotAxes();
    }

    @Override
    public List<String> tallies() {
        return inner.tallies();
    }

    @Override
    public void tally(W state, Action action, int hiddenClass, double[] out) {
        inner.tally(at(state), action, hiddenClass, out);
    }
}
