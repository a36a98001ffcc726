package dwell.envs.families.bandit;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.families.LevelCue;
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
import java.util.stream.IntStream;

/**
 * Pandora's boxes: search with recall.
 *
 * <p><b>Task.</b> Each think opens a box and shows its prize, uniform on the midpoints of the grid below the level's scale.
 * Answering keeps the best prize seen, 0 if none, and is correct with the probability that is its worth; with stakes 1 and 0 the
 * expected payoff is the prize.
 *
 * <p><b>Hidden class.</b> The level. Prizes are drawn as boxes are opened. <b>State.</b> The item's cue, the boxes opened and the
 * best prize, which are sufficient: a level with m prizes gives every sequence of n of them probability m^-n.
 *
 * <p><b>Observation</b> (in this order): boxes opened / {@code boxes}; the best prize; square root of the expected gain E[(X - best)^+] of
 * opening one more box; the posterior probability of each level;
 * the cue, one-hot over levels; the constant 1.
 *
 * <p><b>Actions.</b> answer and open. <b>Episode end.</b> ANSWERED, or BUDGET_EXHAUSTED with a forced answer once all boxes are
 * open.
 *
 * <p><b>Source.</b> Weitzman 1979: with a known level, open until the best prize reaches the reservation value sigma that solves
 * c = E[(X - sigma)^+]; worth E[max min(X_i, sigma)]. Differs from the paper: all boxes of an item are alike, and their level is
 * hidden.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class BoxesProcess implements DecisionProcess<BoxesProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final Action OPEN = new Action("open", ActionKind.THINK);

    private final BanditParameters parameters;
    private final BoxesParameters game;
    private final int levels;
    private final LevelCue cue;

    BoxesProcess(BanditParameters parameters) {
        this.parameters = parameters;
        this.game = parameters.boxes();
        this.levels = game.scales().size();
        this.cue = new LevelCue(levels, parameters.cueReliability());
    }

    /**
     * @param cue the level that the cue shows
     * @param opened boxes opened
     * @param best the step of the grid that the best prize lies in, from 0; -1 before there is one
     */
    record State(int cue, int opened, int best) {}

    private double worth(State state) {
        return state.best() < 0 ? 0 : (state.best() + 0.5) / game.grid();
    }

    private double[] belief(State state) {
        // No level is possible only where a wrapper blurs a cue that is never wrong by itself: the belief is then NaN.
        int fewest = IntStream.range(0, levels)
                .filter(level -> possible(state, level))
                .map(game::prizes)
                .min()
                .orElse(1);
        double[] weights = new double[levels];
        for (int level = 0; level < levels; level++) {
            // Likelihoods relative to the largest, so that many boxes do not underflow.
            weights[level] = possible(state, level)
                    ? parameters.weight(level) * Math.pow(fewest / (double) game.prizes(level), state.opened())
                    : 0;
        }
        return cue.belief(state.cue(), weights);
    }

    private boolean possible(State state, int level) {
        return state.best() < game.prizes(level) && (cue.reliability() < 1 || level == state.cue());
    }

    /** Expected gain of the best prize by one more box. */
    private double gain(State state, double[] belief) {
        double gain = 0;
        for (int level = 0; level < levels; level++) {
            for (int prize = state.best() + 1; prize < game.prizes(level); prize++) {
                gain += belief[level] / game.prizes(level) * ((prize + 0.5) / game.grid() - worth(state));
            }
        }
        return gain;
    }

    @Override
    public List<String> levels() {
        return game.scales().stream().map(scale -> "scale=" + scale).toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return parameters.classes(levels());
    }

    @Override
    public List<Action> actions() {
        return List.of(ANSWER, OPEN);
    }

    @Override
    public String computeUnit() {
        return "boxes";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        return cue.of(hiddenClass).stream()
                .map(chance -> new Chance<>(chance.probability(), new State(chance.value(), 0, -1)))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        if (state.opened() == game.boxes()) {
            return List.of(Choice.answer(ANSWER, Ending.BUDGET_EXHAUSTED, 0, level -> worth(state)));
        }
        return List.of(
                Choice.answer(ANSWER, Ending.ANSWERED, 0, level -> worth(state)),
                Choice.of(OPEN, game.openCompute(), level -> open(state, level)));
    }

    private List<Branch<State>> open(State state, int level) {
        int prizes = game.prizes(level);
        int opened = state.opened() + 1;
        List<Branch<State>> branches = new ArrayList<>();
        if (state.best() >= 0) {
            branches.add(Branch.to((state.best() + 1.0) / prizes, new State(state.cue(), opened, state.best())));
        }
        IntStream.range(state.best() + 1, prizes)
                .mapToObj(prize -> Branch.to(1.0 / prizes, new State(state.cue(), opened, prize)))
                .forEach(branches::add);
        return branches;
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("time", 0, 1, "boxes opened / boxes"));
        features.add(new Feature("best", 0, 1, "best prize, 0 before there is one"));
        features.add(new Feature("gain", 0, 1, "square root of the expected gain of one more box"));
        for (int level = 0; level < levels; level++) {
            features.add(new Feature("belief" + level, 0, 1, "posterior probability of level " + level));
        }
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        int f = 0;
        out[f++] = state.opened() / (double) game.boxes();
        out[f++] = worth(state);
        double[] belief = belief(state);
        out[f++] = Math.sqrt(gain(state, belief));
        for (double probability : belief) {
            out[f++] = probability;
        }
        out[cue.write(state.cue(), out, f)] = 1;
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        return Optional.of(new PlotPoint("cue " + levels().get(state.cue()), state.opened(), worth(state)));
    }

    @Override
    public List<String> plotAxes() {
        return List.of("boxes opened", "best prize");
    }
}
