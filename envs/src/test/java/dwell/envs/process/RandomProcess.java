package dwell.envs.process;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.Verdict;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A small process drawn at random: up to three classes on two levels, up to three actions in a state, branch probabilities
 * and compute that depend on the class and are sometimes 0, moves of nature, forced endings. A state is the whole history, so
 * it is sufficient by construction.
 */
public final class RandomProcess implements DecisionProcess<String> {
    /** What the observation shows of the history: all of it, all of it or nothing at random, or only its length. */
    public enum Sight {
        FULL,
        NOISY,
        NONE
    }

    private static final List<Action> ACTIONS = List.of(
            new Action("answer", ActionKind.ANSWER),
            new Action("think", ActionKind.THINK),
            new Action("guess", ActionKind.ANSWER),
            new Action("leave", ActionKind.ABSTAIN),
            new Action("ask", ActionKind.TOOL));
    private static final int[][] OFFERS = {{0, 1}, {1, 2}, {0, 1, 3}, {0, 1, 2}, {0, 2, 3}, {0, 1, 4}};

    private final long key;
    private final int depth;
    private final Sight sight;

    public RandomProcess(long key, int depth, Sight sight) {
        this.key = key;
        this.depth = depth;
        this.sight = sight;
    }

    private double uniform(String state, int... coordinates) {
        long at = RandomKey.child(key, state.hashCode());
        for (int coordinate : coordinates) {
            at = RandomKey.child(at, coordinate);
        }
        return RandomKey.uniform(at, 0);
    }

    /** A probability that is 0 or 1 now and then. */
    private double probability(String state, int... coordinates) {
        return Math.max(0, Math.min(1, 1.3 * uniform(state, coordinates) - 0.15));
    }

    @Override
    public List<String> levels() {
        return List.of("low", "high");
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return List.of(
                new HiddenClass("a", 0, 0.2 + uniform("weight", 0)),
                new HiddenClass("b", 1, 0.2 + uniform("weight", 1)),
                new HiddenClass("c", 1, 0.2 + uniform("weight", 2)));
    }

    @Override
    public List<Action> actions() {
        return ACTIONS;
    }

    @Override
    public String computeUnit() {
        return "units";
    }

    @Override
    public List<Chance<String>> start(int hiddenClass) {
        double p = probability("start", hiddenClass);
        return List.of(new Chance<>(p, "x"), new Chance<>(1 - p, "y"));
    }

    @Override
    public List<Choice<String>> choices(String state) {
        if (state.length() > depth) {
            return List.of(end(state, 0, Ending.BUDGET_EXHAUSTED));
        }
        if (uniform(state, -1) < 0.1) {
            return List.of(Choice.nature(c -> onward(state, 9, c)));
        }
        List<Choice<String>> choices = new ArrayList<>();
        for (int action : offer(state)) {
            Action declared = ACTIONS.get(action);
            choices.add(
                    switch (declared.kind()) {
                        case ANSWER -> end(state, action, Ending.ANSWERED);
                        case ABSTAIN -> Choice.abstain(declared);
                        default ->
                            new Choice<>(declared, c -> compute(state, action, c), c -> onward(state, action, c));
                    });
        }
        return choices;
    }

    private int[] offer(String state) {
        return OFFERS[(int) (uniform(state, -2) * OFFERS.length)];
    }

    private Choice<String> end(String state, int action, Ending ending) {
        return Choice.answer(
                ACTIONS.get(action),
                ending,
                c -> action == 0 ? 0 : compute(state, action, c),
                c -> probability(state, action, c));
    }

    /** A multiple of a quarter unit, sometimes 0. */
    private double compute(String state, int action, int c) {
        return Math.floor(9 * uniform(state, action, c, 1)) / 4;
    }

    private List<Branch<String>> onward(String state, int action, int c) {
        double broken = action == 4 ? 0.1 : 0;
        double p = probability(state, action, c) * (1 - broken);
        return List.of(
                Branch.to(p, state + (char) ('a' + 2 * action)),
                Branch.to(1 - broken - p, state + (char) ('b' + 2 * action)),
                Branch.end(broken, Ending.INTERRUPTED, Verdict.NONE));
    }

    @Override
    public List<Feature> features() {
        return List.of(new Feature("mark", 0, 1, ""), new Feature("length", 0, 100, ""));
    }

    @Override
    public void observe(String state, double[] out) {
        out[0] = RandomKey.uniform(RandomKey.child(key, state.hashCode()), 1);
        out[1] = state.length();
    }

    @Override
    public List<Chance<String>> readings(String state) {
        String blank = state.length() + Arrays.toString(offer(state));
        return switch (sight) {
            case FULL -> List.of(new Chance<>(1, state));
            case NOISY -> List.of(new Chance<>(0.7, state), new Chance<>(0.3, blank));
            case NONE -> List.of(new Chance<>(1, blank));
        };
    }
}
