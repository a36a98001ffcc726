package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;

/**
 * A family that is mixed in with the one that {@code env} names.
 *
 * @param weight share of items relative to those of {@code env}, whose weight is 1; positive
 * @param compute compute units of the mixture for one unit of this family's; at least 0, where 0 stands for the ratio of the two
 *     families' default prices
 * @param env the family and its parameters
 */
public record MixtureMember(
        @Help("share of items relative to those of env, whose weight is 1; greater than 0")
        double weight,

        @Help(
                "compute units of the mixture for one unit of this family's, greater than 0; or 0 for the ratio of the two families'"
                        + " default prices, so that at the first family's default price each member keeps its own")
        double compute,

        Component env) {
    public MixtureMember {
        Require.positive("weight", weight);
        Require.atLeast("compute", compute, 0);
    }
}
