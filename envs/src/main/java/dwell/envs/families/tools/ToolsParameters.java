package dwell.envs.families.tools;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link ToolsFamily}. */
public record ToolsParameters(
        @Help("probability that memory is right on a sub-question, one for each level, easiest first; each in [0, 1]")
        List<Double> memoryReliabilities,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help("probability that the cue shows the level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help("sub-questions of an item, 1 to 6") int steps,

        @Help("probability that the feeling shown with a sub-question is right about whether memory has it, in [0, 1];"
                + " 0.5 says nothing")
        double selfKnowledge,

        @Help("probability that the tool's answer to a sub-question is right, in [0, 1]")
        double toolReliability,

        @Help("probability that the tool is down for the whole item, in [0, 1]")
        double outage,

        @Help("probability that a single call fails although the tool is not down, in [0, 1]")
        double failure,

        @Help("calls that are possible on a sub-question, 0 to 4; all but the last must have failed")
        int calls,

        @Help("compute units of a call, at least 0; a call that fails costs the same")
        double callCompute,

        @Help("whether an item earns its share of right sub-questions rather than all or nothing")
        boolean partialCredit,

        @Help("whether the policy may end without an answer")
        boolean abstain) {
    public ToolsParameters {
        memoryReliabilities = List.copyOf(memoryReliabilities);
        weights = List.copyOf(weights);
        Require.that(!memoryReliabilities.isEmpty(), "memoryReliabilities must name at least one level, was empty");
        memoryReliabilities.forEach(q -> Require.probability("memoryReliabilities", q));
        Require.weights("weights", weights, memoryReliabilities.size());
        Require.probability("cueReliability", cueReliability);
        Require.within("steps", steps, 1, 6);
        Require.probability("selfKnowledge", selfKnowledge);
        Require.probability("toolReliability", toolReliability);
        Require.probability("outage", outage);
        Require.probability("failure", failure);
        Require.within("calls", calls, 0, 4);
        Require.within("callCompute", callCompute, 0, 1e9);
    }
}
