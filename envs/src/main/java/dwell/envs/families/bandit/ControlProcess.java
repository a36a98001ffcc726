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

/**
 * Observe or bet, with varying controllability.
 *
 * <p><b>Task.</b> A source shows one of two sides in each round, its favoured side with probability {@code bias}; either side is
 * favoured with probability 1/2. In a round the outcome can be observed, or bet on without seeing it. A bet wins if it names the
 * outcome, provided that the bet decides the round, which it does with the level's controllability; otherwise the round is won or
 * lost by a coin flip. Each think observes one round. Answering bets on the side seen more often in all rounds that are left; a tie
 * is broken by a fair coin. The answer is correct with the probability that is the share of all rounds won, so that with stakes 1
 * and 0 the expected payoff is that share.
 *
 * <p><b>Hidden class.</b> The level. The favoured side is integrated out: after a lead of m it is the leader with probability
 * {@code 1 / (1 + (1/bias - 1)^m)}. <b>State.</b> The item's cue, the rounds observed and the lead of one side over the other,
 * whichever leads.
 *
 * <p><b>Observation</b> (in this order): rounds observed / {@code rounds}; lead / sqrt(rounds observed); probability that the
 * leader is the favoured side; expected controllability given the cue; the cue, one-hot over levels; the constant 1.
 *
 * <p><b>Actions.</b> answer (bet) and observe. <b>Episode end.</b> ANSWERED, or BUDGET_EXHAUSTED once all rounds have been
 * observed, which wins nothing.
 *
 * <p><b>Source.</b> Tversky and Edwards 1966; Navarro, Newell and Schulze 2016; controllability as in Sandbrink, Hunt and
 * Summerfield. Differs from the papers: the source does not change, and bets are made for all rounds left at once, which loses
 * nothing, since bets give no feedback and what is observed early serves more bets than what is observed late; and the
 * controllability of an item cannot be learned by trying.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class ControlProcess implements DecisionProcess<ControlProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final Action OBSERVE = new Action("observe", ActionKind.THINK);

    private final BanditParameters parameters;
    private final ControlParameters game;
    private final int levels;
    private final LevelCue cue;

    ControlProcess(BanditParameters parameters) {
        this.parameters = parameters;
        this.game = parameters.control();
        this.levels = game.controllabilities().size();
        this.cue = new LevelCue(levels, parameters.cueReliability());
    }

    /**
     * @param cue the level that the cue shows
     * @param observed rounds observed
     * @param lead by how many rounds the leading side was seen more often
     */
    record State(int cue, int observed, int lead) {}

    /** Probability that the leading side is the favoured one. */
    private double favoured(State state) {
        return 1 / (1 + Math.pow(1 / game.bias() - 1, state.lead()));
    }

    /** Probability that the leading side shows in a round. */
    private double shown(State state) {
        double favoured = favoured(state);
        return favoured * game.bias() + (1 - favoured) * (1 - game.bias());
    }

    private double won(State state, int level) {
        double control = game.controllabilities().get(level);
        double left = (game.rounds() - state.observed()) / (double) game.rounds();
        return left * (control * shown(state) + (1 - control) / 2);
    }

    @Override
    public List<String> levels() {
        return game.controllabilities().stream()
                .map(share -> "control=" + share)
                .toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return parameters.classes(levels());
    }

    @Override
    public List<Action> actions() {
        return List.of(ANSWER, OBSERVE);
    }

    @Override
    public String computeUnit() {
        return "rounds";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        return cue.of(hiddenClass).stream()
                .map(chance -> new Chance<>(chance.probability(), new State(chance.value(), 0, 0)))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        if (state.observed() == game.rounds()) {
            return List.of(Choice.answer(ANSWER, Ending.BUDGET_EXHAUSTED, 0, level -> won(state, level)));
        }
        return List.of(
                Choice.answer(ANSWER, Ending.ANSWERED, 0, level -> won(state, level)),
                Choice.of(OBSERVE, game.observeCompute(), level -> observed(state)));
    }

    private List<Branch<State>> observed(State state) {
        int rounds = state.observed() + 1;
        if (state.lead() == 0) {
            return List.of(Branch.to(1, new State(state.cue(), rounds, 1)));
        }
        double leader = shown(state);
        return List.of(
                Branch.to(leader, new State(state.cue(), rounds, state.lead() + 1)),
                Branch.to(1 - leader, new State(state.cue(), rounds, state.lead() - 1)));
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("time", 0, 1, "rounds observed / rounds"));
        features.add(new Feature("lead", 0, Math.sqrt(game.rounds()), "lead / sqrt(rounds observed)"));
        features.add(new Feature("favoured", 0.5, 1, "probability that the leader is the favoured side"));
        features.add(new Feature("control", 0, 1, "expected controllability given the cue"));
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        double[] weights = new double[levels];
        for (int level = 0; level < levels; level++) {
            weights[level] = parameters.weight(level);
        }
        double[] belief = cue.belief(state.cue(), weights);
        double control = 0;
        for (int level = 0; level < levels; level++) {
            control += belief[level] * game.controllabilities().get(level);
        }
        int f = 0;
        out[f++] = state.observed() / (double) game.rounds();
        out[f++] = state.lead() / Math.sqrt(Math.max(state.observed(), 1));
        out[f++] = favoured(state);
        out[f++] = control;
        out[cue.write(state.cue(), out, f)] = 1;
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        return Optional.of(new PlotPoint("cue " + levels().get(state.cue()), state.observed(), state.lead()));
    }

    @Override
    public List<String> plotAxes() {
        return List.of("rounds observed", "lead of the leading side (rounds)");
    }
}
