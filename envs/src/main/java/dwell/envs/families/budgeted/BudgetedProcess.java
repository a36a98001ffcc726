package dwell.envs.families.budgeted;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.families.Introspection;
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
 * Thinking to a stated budget.
 *
 * <p><b>Task.</b> The truth is one of two sides. Each step draws {@code votesPerThink} votes, each right with the level's
 * reliability. Answering names the side with more votes; a tie is a fair coin. The item states a budget B; with n steps taken,
 * the answer is judged by the rule.
 *
 * <ul>
 *   <li>exact: the answer costs {@code deviationCompute |n - B|} compute units, so that utility is {@code correct - alpha |n -
 *       B|} with alpha = price x {@code deviationCompute} (L1-Exact);
 *   <li>at_most: the answer is wrong if n > B;
 *   <li>soft: the answer is correct with its probability times {@code clip(slope (B - n) + 1/2, 0, 1)} (L1-Max).
 * </ul>
 *
 * <p><b>Hidden class.</b> The level. The truth is integrated out: after a lead of m the leader is right with probability {@code 1
 * / (1 + (1/q - 1)^m)}. <b>State.</b> The item's budget and cue, the steps taken and the lead of one side over the other,
 * whichever leads.
 *
 * <p><b>Observation</b> (in this order): the budget / {@code maxThinks}; with a counter the steps taken / {@code maxThinks},
 * (budget - steps) / {@code maxThinks} and whether the budget is used up, of which a noisy counter gives a fresh reading at each
 * decision; if shown, the lead / sqrt of the most votes possible and, with a counter, the lead / sqrt(votes so far), at most 3, by the
 * reading; the cue, one-hot over levels; the constant 1. A noisy reading r of n steps has a probability in proportion to {@code
 * exp(-((r - n) / (counterNoise n))^2 / 2)}, r from 0 to maxThinks - 1.
 *
 * <p><b>Actions.</b> answer and think. <b>Episode end.</b> ANSWERED, or BUDGET_EXHAUSTED with a forced answer after {@code
 * maxThinks} steps, judged by the same rule. <b>Counts</b>, at each answer, forced ones too: deviation, |n - B| / B; over
 * budget, 1 if n > B.
 *
 * <p><b>Source.</b> LCPO, Aggarwal and Welleck 2025 (arXiv 2503.04697, sections 3.1 and 3.2); scalar noise of counting, Gibbon
 * 1977. Differs from the paper: length is in steps, and the
 * softened reward is paid as a lottery.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class BudgetedProcess implements DecisionProcess<BudgetedProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final Action THINK = new Action("think", ActionKind.THINK);
    private static final double MOST_MARGIN = 3;

    private final BudgetedParameters parameters;
    private final int levels;
    private final LevelCue cue;

    BudgetedProcess(BudgetedParameters parameters) {
        this.parameters = parameters;
        this.levels = parameters.reliabilities().size();
        this.cue = new LevelCue(levels, parameters.cueReliability());
    }

    /**
     * @param budget steps that the item states
     * @param cue the level that the cue shows
     * @param steps steps taken
     * @param lead votes for the leading side minus votes for the other
     */
    record State(int budget, int cue, int steps, int lead) {
        int over() {
            return steps - budget;
        }
    }

    @Override
    public List<String> levels() {
        return parameters.reliabilities().stream().map(q -> "q=" + q).toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return HiddenClass.ofLevels(levels(), parameters.weights());
    }

    @Override
    public List<Action> actions() {
        return List.of(ANSWER, THINK);
    }

    @Override
    public String computeUnit() {
        return "steps";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        List<Chance<State>> starts = new ArrayList<>();
        for (int budget : parameters.budgets()) {
            for (Chance<Integer> shown : cue.of(hiddenClass)) {
                starts.add(new Chance<>(
                        shown.probability() / parameters.budgets().size(), new State(budget, shown.value(), 0, 0)));
            }
        }
        return starts;
    }

    @Override
    public List<Choice<State>> choices(State state) {
        double compute =
                parameters.rule() == BudgetRule.EXACT ? parameters.deviationCompute() * Math.abs(state.over()) : 0;
        if (state.steps() == parameters.maxThinks()) {
            return List.of(Choice.answer(ANSWER, Ending.BUDGET_EXHAUSTED, compute, level -> correct(state, level)));
        }
        return List.of(
                Choice.answer(ANSWER, Ending.ANSWERED, compute, level -> correct(state, level)),
                Choice.of(THINK, parameters.thinkCompute(), level -> vote(state, level)));
    }

    /** Probability that the leading side is right. */
    private double leaderRight(State state, int level) {
        return 1 / (1 + Math.pow(1 / parameters.reliabilities().get(level) - 1, state.lead()));
    }

    /** The complement of {@link #leaderRight} with all its digits, which matter after a long lead. */
    private double followerRight(State state, int level) {
        double q = parameters.reliabilities().get(level);
        return 1 / (1 + Math.pow(q / (1 - q), state.lead()));
    }

    private double correct(State state, int level) {
        double kept = switch (parameters.rule()) {
            case EXACT -> 1;
            case AT_MOST -> state.over() > 0 ? 0 : 1;
            case SOFT -> Math.max(0, Math.min(1, 0.5 - parameters.slope() * state.over()));
        };
        return kept * leaderRight(state, level);
    }

    private List<Branch<State>> vote(State state, int level) {
        double q = parameters.reliabilities().get(level);
        double leader = leaderRight(state, level);
        double follower = followerRight(state, level);
        int votes = parameters.votesPerThink();
        List<Branch<State>> branches = new ArrayList<>();
        double ways = 1;
        for (int right = 0; right <= votes; right++) {
            double p = ways * Math.pow(q, right) * Math.pow(1 - q, votes - right);
            ways = ways * (votes - right) / (right + 1);
            int gain = 2 * right - votes;
            branches.add(Branch.to(p * leader, after(state, gain)));
            branches.add(Branch.to(p * follower, after(state, -gain)));
        }
        return branches;
    }

    private static State after(State state, int gain) {
        return new State(state.budget(), state.cue(), state.steps() + 1, Math.abs(state.lead() + gain));
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("budget", 0, 1, "stated budget / maxThinks"));
        if (parameters.counter() != Introspection.NONE) {
            features.add(new Feature("steps", 0, 1, "steps taken / maxThinks"));
            features.add(new Feature("left", -1, 1, "(stated budget - steps taken) / maxThinks"));
            features.add(new Feature("used", 0, 1, "whether the stated budget is used up"));
        }
        if (parameters.showLead()) {
            features.add(new Feature("lead", 0, spread(), "lead / sqrt(most votes possible)"));
            if (parameters.counter() != Introspection.NONE) {
                features.add(new Feature("margin", 0, MOST_MARGIN, "lead / sqrt(votes so far), at most 3"));
            }
        }
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    private double spread() {
        return Math.sqrt(parameters.votesPerThink() * parameters.maxThinks());
    }

    @Override
    public void observe(State state, double[] out) {
        double most = parameters.maxThinks();
        int f = 0;
        out[f++] = state.budget() / most;
        if (parameters.counter() != Introspection.NONE) {
            out[f++] = state.steps() / most;
            out[f++] = -state.over() / most;
            out[f++] = state.over() >= 0 ? 1 : 0;
        }
        if (parameters.showLead()) {
            out[f++] = state.lead() / spread();
            if (parameters.counter() != Introspection.NONE) {
                double votes = Math.max(1, parameters.votesPerThink() * state.steps());
                out[f++] = Math.min(MOST_MARGIN, state.lead() / Math.sqrt(votes));
            }
        }
        out[cue.write(state.cue(), out, f)] = 1;
    }

    @Override
    public List<Chance<State>> readings(State state) {
        double deviation = parameters.counterNoise() * state.steps();
        if (parameters.counter() != Introspection.NOISY || deviation == 0) {
            return List.of(new Chance<>(1, state));
        }
        double[] weight = new double[parameters.maxThinks()];
        double sum = 0;
        for (int read = 0; read < weight.length; read++) {
            double z = (read - state.steps()) / deviation;
            weight[read] = Math.exp(-z * z / 2);
            sum += weight[read];
        }
        List<Chance<State>> readings = new ArrayList<>();
        for (int read = 0; read < weight.length; read++) {
            readings.add(new Chance<>(weight[read] / sum, new State(state.budget(), state.cue(), read, state.lead())));
        }
        return readings;
    }

    @Override
    public List<String> tallies() {
        return List.of("deviation", "over budget");
    }

    @Override
    public void tally(State state, Action action, int hiddenClass, double[] out) {
        if (action.equals(ANSWER)) {
            out[0] = Math.abs(state.over()) / (double) state.budget();
            out[1] = state.over() > 0 ? 1 : 0;
        }
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        return Optional.of(new PlotPoint(
                "budget %d, cue %s".formatted(state.budget(), levels().get(state.cue())), state.steps(), state.lead()));
    }

    @Override
    public List<String> plotAxes() {
        return List.of("steps taken", "lead of the leading side (votes)");
    }
}
