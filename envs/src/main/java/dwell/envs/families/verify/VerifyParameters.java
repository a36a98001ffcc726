package dwell.envs.families.verify;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link VerifyFamily}. */
public record VerifyParameters(
        @Help("probability that the generated answer is right, one for each level, easiest first; each in [0, 1]")
        List<Double> accuracies,

        @Help("share of the wrong generated answers that no check can expose, one for each level, each in [0, 1]")
        List<Double> undetectable,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help("probability that the cue shows the level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help("checks at most, 0 to 32") int maxChecks,

        @Help("compute units of a check, in [0, 1e9]") double checkCompute,

        @Help("probability that a check raises an alarm over a wrong answer that can be exposed, in [0, 1]")
        double detection,

        @Help("probability that a check raises an alarm over a right answer, in [0, 1]")
        double falseAlarm,

        @Help(
                "probability that the answer written after an alarm is right, in [0, 1]; if it is wrong, checks can expose it")
        double fix,

        @Help("whether the policy may end without an answer")
        boolean abstain) {
    public VerifyParameters {
        accuracies = List.copyOf(accuracies);
        undetectable = List.copyOf(undetectable);
        weights = List.copyOf(weights);
        Require.that(!accuracies.isEmpty(), "accuracies must name at least one level, was empty");
        accuracies.forEach(p -> Require.probability("accuracies", p));
        Require.that(
                undetectable.size() == accuracies.size(),
                "undetectable must have one number for each of the %d levels, had %d",
                accuracies.size(),
                undetectable.size());
        undetectable.forEach(share -> Require.probability("undetectable", share));
        Require.weights("weights", weights, accuracies.size());
        Require.probability("cueReliability", cueReliability);
        Require.within("maxChecks", maxChecks, 0, 32);
        Require.within("checkCompute", checkCompute, 0, 1e9);
        Require.probability("detection", detection);
        Require.probability("falseAlarm", falseAlarm);
        Require.probability("fix", fix);
    }
}
