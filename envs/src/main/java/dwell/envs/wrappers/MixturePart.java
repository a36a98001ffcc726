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

/**
 * A member of a mixture, with its place in it.
 *
 * @param weight relative to other members
 * @param index of the member
 * @param firstLevel place of its levels among all
 * @param firstClass place of its hidden classes among all
 * @param firstFeature place of its features among all
 * @param firstTally place of its tallies among all
 */
record MixturePart<S>(
        String name,
        double weight,
        DecisionProcess<S> process,
        int index,
        int firstLevel,
        int firstClass,
        int firstFeature,
        int firstTally) {
    /** Features but for a closing constant, which the mixture has itself. */
    int featureCount() {
        return Wrapping.beforeConstant(process.features());
    }

    List<Feature> features() {
        return process.features().subList(0, featureCount()).stream()
                .map(feature -> new Feature(
                        name + " " + feature.name(),
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
                        name + ": " + one.name(), firstLevel + one.level(), weight * one.weight() / total))
                .toList();
    }

    List<Chance<MixtureProcess.State>> start(int hiddenClass) {
        return placed(process.start(hiddenClass - firstClass));
    }

    private List<Chance<MixtureProcess.State>> placed(List<Chance<S>> chances) {
        return chances.stream()
                .map(chance -> new Chance<>(chance.probability(), placed(chance.value())))
                .toList();
    }

    private MixtureProcess.State placed(S state) {
        return new MixtureProcess.State(index, name, state);
    }

    @SuppressWarnings("unchecked")
    private S own(MixtureProcess.State state) {
        return (S) state.state();
    }

    private boolean has(int hiddenClass) {
        int own = hiddenClass - firstClass;
        return own >= 0 && own < process.hiddenClasses().size();
    }

    List<Choice<MixtureProcess.State>> choices(MixtureProcess.State state) {
        return process.choices(own(state)).stream().map(this::placed).toList();
    }

    /** Nothing follows for the classes of other members, which cannot be here. */
    private Choice<MixtureProcess.State> placed(Choice<S> choice) {
        return new Choice<>(
                choice.action(),
                c -> has(c) ? choice.compute().applyAsDouble(c - firstClass) : 0,
                c -> has(c) ? branches(choice, c - firstClass) : List.of());
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
        double[] features = new double[process.features().size()];
        process.observe(own(state), features);
        System.arraycopy(features, 0, out, firstFeature, featureCount());
    }

    List<Chance<MixtureProcess.State>> readings(MixtureProcess.State state) {
        return placed(process.readings(own(state)));
    }

    Optional<PlotPoint> plotPoint(MixtureProcess.State state) {
        return process.plotPoint(own(state))
                .map(point -> new PlotPoint(name + ": " + point.panel(), point.x(), point.y()));
    }

    void tally(MixtureProcess.State state, Action action, double[] out) {
        double[] counts = new double[process.tallies().size()];
        process.tally(own(state), action, counts);
        System.arraycopy(counts, 0, out, firstTally, counts.length);
    }
}
