package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link PricedWrapper}. */
public record PricedParameters(
        @Help("by how much compute is multiplied, one of these drawn for each item; each at least 0")
        List<Double> multipliers,

        @Help("weight of each multiplier, positive; empty for equal weights")
        List<Double> weights,

        @Help("whether the policy sees the multiplier of its item")
        boolean shown) {
    public PricedParameters {
        multipliers = List.copyOf(multipliers);
        weights = List.copyOf(weights);
        Require.that(!multipliers.isEmpty(), "multipliers must name at least one number, was empty");
        multipliers.forEach(multiplier -> Require.within("multipliers", multiplier, 0, 1e9));
        Require.that(
                weights.isEmpty() || weights.size() == multipliers.size(),
                "weights must be empty or have one number for each of the %d multipliers, had %d",
                multipliers.size(),
                weights.size());
        weights.forEach(weight -> Require.positive("weights", weight));
    }

    /** Probability of a multiplier. */
    double probability(int multiplier) {
        return weights.isEmpty()
                ? 1.0 / multipliers.size()
                : weights.get(multiplier)
                        / weights.stream().mapToDouble(weight -> weight).sum();
    }
}
