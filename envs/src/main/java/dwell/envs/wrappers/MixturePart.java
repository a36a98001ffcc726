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
import java.util.List;
import java.util.Optional;

/** A member of a mixture, with its place in it. */
final class MixturePart<S> {
    private final Mixture.Member member;
    private final DecisionProcess<S> process;
    private final int index;
    private final Place first;
    private final Place size;
    private final int declared;

    /**
     * Where a member's parts stand among all, or how many there are.
     *
     * @param features but for a closing constant, which the mixture has itself
     */
    record Place(int levels, int classes, int features, int tallies) {
        Place plus(Place other) {
            return new Place(
                    levels + other.levels, classes + other.classes, features + other.features, tallies + other.tallies);
        }
    }

    /**
     * @param process of the member
     * @param index of the member
     * @param first where its parts begin
     */
    MixturePart(Mixture.Member member, DecisionProcess<S> process, int index, Place first) {
        this.member = member;
        this.process = process;
        this.index = index;
        this.first = first;
        List<Feature> features = process.features();
        this.declared = features.size();
        this.size = new Place(
                process.levels().size(),
                process.hiddenClasses().size(),
                Wrapping.beforeConstant(features),
                process.tallies().size());
    }

    String name() {
        return member.name();
    }

    /** Whether compute counts as it is. */
    boolean countsAsItIs() {
        return member.compute() == 1;
    }

    DecisionProcess<S> process() {
        return process;
    }

    /** Where the next member's parts begin. */
    Place end() {
        return first.plus(size);
    }

    List<Feature> features() {
        return process.features().subList(0, size.features()).stream()
                .map(feature -> new Feature(
                        name() + " " + feature.name(),
                        Math.min(0, feature.min()),
                        Math.max(0, feature.max()),
                        feature.meaning()))
                .toList();
    }

    List<HiddenClass> hiddenClasses() {
        double total = process.hiddenClasses().stream()
                .mapToDouble(HiddenClass::weight)
                .sum();
        return process.hiddenClasses().stream()
                .map(one -> new HiddenClass(
                        name() + ": " + one.name(),
                        first.levels() + one.level(),
                        member.weight() * one.weight() / total))
                .toList();
    }

    List<Chance<MixtureProcess.State>> start(int hiddenClass) {
        return placed(process.start(hiddenClass - first.classes()));
    }

    private List<Chance<MixtureProcess.State>> placed(List<Chance<S>> chances) {
        return chances.stream()
                .map(chance -> new Chance<>(chance.probability(), placed(chance.value())))
                .toList();
    }

    private MixtureProcess.State placed(S state) {
        return new MixtureProcess.State(index, name(), state);
    }

    @SuppressWarnings("unchecked")
    private S own(MixtureProcess.State state) {
        return (S) state.state();
    }

    private boolean has(int hiddenClass) {
        return hiddenClass >= first.classes() && hiddenClass < end().classes();
    }

    List<Choice<MixtureProcess.State>> choices(MixtureProcess.State state) {
        return process.choices(own(state)).stream().map(this::placed).toList();
    }

    /** Nothing follows for the classes of other members, which cannot be here. */
    private Choice<MixtureProcess.State> placed(Choice<S> choice) {
        return new Choice<>(
                choice.action(),
                c -> has(c) ? member.compute() * choice.compute().applyAsDouble(c - first.classes()) : 0,
                c -> has(c) ? branches(choice, c - first.classes()) : List.of());
    }

    private List<Branch<MixtureProcess.State>> branches(Choice<S> choice, int hiddenClass) {
        List<Branch<MixtureProcess.State>> branches = new ArrayList<>();
        for (Branch<S> branch : choice.branches().apply(hiddenClass)) {
            branches.add(
                    branch.next() == null
                            ? Branch.end(branch.probability(), branch.ending(), branch.verdict())
                            : Branch.to(branch.probability(), placed(branch.next())));
        }
        return branches;
    }

    void observe(MixtureProcess.State state, double[] out) {
        double[] features = new double[declared];
        process.observe(own(state), features);
        System.arraycopy(features, 0, out, first.features(), size.features());
    }

    List<Chance<MixtureProcess.State>> readings(MixtureProcess.State state) {
        return placed(process.readings(own(state)));
    }

    Optional<PlotPoint> plotPoint(MixtureProcess.State state) {
        return process.plotPoint(own(state))
                .map(point -> new PlotPoint(name() + ": " + point.panel(), point.x(), point.y()));
    }

    void tally(MixtureProcess.State state, Action action, int hiddenClass, double[] out) {
        double[] counts = new double[size.tallies()];
        process.tally(own(state), action, hiddenClass - first.classes(), counts);
        System.arraycopy(counts, 0, out, first.tallies(), counts.length);
    }
}
