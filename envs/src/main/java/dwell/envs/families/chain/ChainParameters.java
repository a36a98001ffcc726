package dwell.envs.families.chain;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.families.Introspection;
import java.util.List;

/** Parameters of {@link ChainFamily}. */
public record ChainParameters(
        @Help("number of steps of the chain, one for each level, easiest first; each 1 to 512")
        List<Integer> lengths,

        @Help(
                "probability that a plain step is right while no error stands in the context: one for each level, or one for all;"
                        + " each in [0, 1]")
        List<Double> accuracies,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help(
                "accuracy that a plain step loses where the whole context is wrong, in [0, 1]; in proportion to the share of"
                        + " errors in the context")
        double conditioning,

        @Help("accuracy below which errors in the context cannot bring a plain step, in [0, 1]")
        double floor,

        @Help("probability that a step with thought is right, whatever the context, in [0, 1]")
        double thinkAccuracy,

        @Help("steps that stand in the context at the start and do not count for the answer, 0 to 100000")
        int history,

        @Help("share of the steps of the history that are wrong (injected errors), in [0, 1]")
        double injected,

        @Help("compute units of a plain step, at least 0") double stepCompute,

        @Help("compute units of a step with thought, at least 0")
        double thinkCompute,

        @Help("compute units of a check for each step that it goes over, at least 0")
        double checkCompute,

        @Help("probability that a check finds and repairs an error, for each error, in [0, 1]")
        double finding,

        @Help("checks that are allowed in an episode, 0 to 16")
        int maxChecks,

        @Help("probability that a guess before the end of the chain is right, in [0, 1]")
        double guess,

        @Help("what the observation shows of own errors: full, noisy or none")
        Introspection introspection,

        @Help(
                "probability that a noisy reading shows the number of own errors, in [0, 1]; otherwise it shows any number up to"
                        + " that of the steps done")
        double readingReliability) {
    public ChainParameters {
        lengths = List.copyOf(lengths);
        accuracies = List.copyOf(accuracies);
        weights = List.copyOf(weights);
        Require.that(!lengths.isEmpty(), "lengths must name at least one level, was empty");
        lengths.forEach(length -> Require.within("lengths", length, 1, 512));
        Require.that(
                accuracies.size() == 1 || accuracies.size() == lengths.size(),
                "accuracies must have one number or one for each of the %d levels, had %d",
                lengths.size(),
                accuracies.size());
        accuracies.forEach(p -> Require.probability("accuracies", p));
        Require.weights("weights", weights, lengths.size());
        Require.probability("conditioning", conditioning);
        Require.probability("floor", floor);
        Require.probability("thinkAccuracy", thinkAccuracy);
        Require.within("history", history, 0, 100_000);
        Require.probability("injected", injected);
        Require.within("stepCompute", stepCompute, 0, 1e9);
        Require.within("thinkCompute", thinkCompute, 0, 1e9);
        Require.within("checkCompute", checkCompute, 0, 1e9);
        Require.probability("finding", finding);
        Require.within("maxChecks", maxChecks, 0, 16);
        Require.probability("guess", guess);
        Require.probability("readingReliability", readingReliability);
    }

    /** Accuracy of a plain step of a level without errors in the context. */
    double accuracy(int level) {
        return accuracies.get(accuracies.size() == 1 ? 0 : level);
    }

    /** Accuracy of the plain step that follows {@code steps} steps of which {@code errors} are wrong. */
    double accuracy(int level, int steps, int errors) {
        int context = history + steps;
        double share = context == 0 ? 0 : (injected * history + errors) / context;
        double plain = accuracy(level);
        return Math.max(Math.min(floor, plain), plain - conditioning * share);
    }
}
