package dwell.envs.families.budgeted;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.families.Introspection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** Parameters of {@link BudgetedFamily}. */
public record BudgetedParameters(
        @Help(
                "exact (every step above or below the budget costs deviationCompute), at_most (an answer over budget is wrong) or"
                        + " soft (P(correct) times slope (budget - steps) + 1/2, within [0, 1])")
        BudgetRule rule,

        @Help("budgets that an item can state, all equally likely and different; steps, each from 1 to maxThinks")
        List<Integer> budgets,

        @Help("probability that a vote is right, one for each level, easiest first; each in [0.5, 1]")
        List<Double> reliabilities,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help("probability that the cue shows the level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help("votes that a step draws, 1 to 8; an odd number makes the lead tell whether the steps are even or odd")
        int votesPerThink,

        @Help("steps after which the answer is forced, 1 to 128")
        int maxThinks,

        @Help("compute units of a step, at least 0") double thinkCompute,

        @Help("exact: compute units of each step of deviation, at least 0")
        double deviationCompute,

        @Help("soft: loss of P(correct) for each step, as a share, in [0, 1]")
        double slope,

        @Help("what the observation shows of the steps taken: full, noisy or none")
        Introspection counter,

        @Help("standard deviation of a noisy reading of the steps taken / steps taken, in [0, 2]")
        double counterNoise,

        @Help("whether the observation shows the lead of the votes")
        boolean showLead) {
    public BudgetedParameters {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(counter, "counter");
        budgets = List.copyOf(budgets);
        reliabilities = List.copyOf(reliabilities);
        weights = List.copyOf(weights);
        Require.within("maxThinks", maxThinks, 1, 128);
        Require.that(!budgets.isEmpty(), "budgets must name at least one budget, was empty");
        for (int budget : budgets) {
            Require.within("budgets", budget, 1, maxThinks);
        }
        Require.that(
                new HashSet<>(budgets).size() == budgets.size(),
                "budgets must not name a budget twice, was %s",
                budgets);
        Require.that(!reliabilities.isEmpty(), "reliabilities must name at least one level, was empty");
        reliabilities.forEach(q -> Require.within("reliabilities", q, 0.5, 1));
        Require.weights("weights", weights, reliabilities.size());
        Require.probability("cueReliability", cueReliability);
        Require.within("votesPerThink", votesPerThink, 1, 8);
        Require.within("thinkCompute", thinkCompute, 0, 1e9);
        Require.within("deviationCompute", deviationCompute, 0, 1e9);
        Require.probability("slope", slope);
        Require.within("counterNoise", counterNoise, 0, 2);
    }
}
