package dwell.envs.wrappers;

import dwell.envs.Action;
import dwell.envs.Require;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import dwell.envs.process.PlotPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@link Mixture#of} makes. The hidden class is a member and a class of its own; the state shows the member. */
final class MixtureProcess implements DecisionProcess<MixtureProcess.State> {
    private final List<MixturePart<?>> parts = new ArrayList<>();
    private final List<Action> actions;

    MixtureProcess(List<Mixture.Member> members) {
        MixturePart.Place end = new MixturePart.Place(0, 0, 0, 0);
        for (Mixture.Member member : members) {
            MixturePart<?> part = new MixturePart<>(member, member.process(), parts.size(), end);
            parts.add(part);
            end = part.end();
        }
        Map<String, Action> byName = new LinkedHashMap<>();
        for (Mixture.Member member : members) {
            for (Action action : member.process().actions()) {
                Action known = byName.putIfAbsent(action.name(), action);
                Require.that(
                        known == null || known.kind() == action.kind(),
                        "the action %s of %s is of kind %s, but in another member of the mixture it is of kind %s",
                        action.name(),
                        member.name(),
                        action.kind(),
                        known == null ? null : known.kind());
            }
        }
        this.actions = List.copyOf(byName.values());
    }

    /**
     * @param member index of the member
     * @param name of the member
     * @param state of the member
     */
    record State(int member, String name, Object state) {
        @Override
        public String toString() {
            return name + ": " + state;
        }
    }

    private MixturePart<?> partOf(int hiddenClass) {
        int member = 0;
        while (parts.get(member).end().classes() <= hiddenClass) {
            member++;
        }
        return parts.get(member);
    }

    @Override
    public List<String> levels() {
        return parts.stream()
                .flatMap(part -> part.process().levels().stream().map(level -> part.name() + ": " + level))
                .toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return parts.stream().flatMap(part -> part.hiddenClasses().stream()).toList();
    }

    @Override
    public List<Action> actions() {
        return actions;
    }

    @Override
    public String computeUnit() {
        String units = distinct(parts.stream()
                .filter(MixturePart::countsAsItIs)
                .map(part -> part.process().computeUnit())
                .toList());
        return units.isEmpty() ? "units" : units;
    }

    private static String distinct(List<String> names) {
        return names.stream().distinct().collect(Collectors.joining(" / "));
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        return partOf(hiddenClass).start(hiddenClass);
    }

    /** Whether this is so for all members. */
    @Override
    public boolean answersFollowClass() {
        return parts.stream().allMatch(part -> part.process().answersFollowClass());
    }

    @Override
    public List<Choice<State>> choices(State state) {
        return parts.get(state.member()).choices(state);
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        parts.forEach(part -> features.addAll(part.features()));
        parts.forEach(part ->
                features.add(new Feature("is " + part.name(), 0, 1, "whether the item is one of " + part.name())));
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        Arrays.fill(out, 0);
        parts.get(state.member()).observe(state, out);
        out[out.length - 1 - parts.size() + state.member()] = 1;
        out[out.length - 1] = 1;
    }

    @Override
    public List<Chance<State>> readings(State state) {
        return parts.get(state.member()).readings(state);
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        return parts.get(state.member()).plotPoint(state);
    }

    @Override
    public List<String> plotAxes() {
        return List.of(axis(0), axis(1));
    }

    private String axis(int axis) {
        return distinct(
                parts.stream().map(part -> part.process().plotAxes().get(axis)).toList());
    }

    @Override
    public List<String> tallies() {
        return parts.stream()
                .flatMap(part -> part.process().tallies().stream().map(tally -> part.name() + ": " + tally))
                .toList();
    }

    @Override
    public void tally(State state, Action action, int hiddenClass, double[] out) {
        parts.get(state.member()).tally(state, action, hiddenClass, out);
    }
}
