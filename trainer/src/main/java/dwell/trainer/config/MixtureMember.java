package dwell.trainer.config;

import dwell.envs.Require;

/**
 * A family that is mixed in with the one that {@code env} names.
 *
 * @param weight share of items relative to those of {@code env}, whose weight is 1; positive
 * @param env the family and its parameters
 */
public record MixtureMember(double weight, Component env) {
    public MixtureMember {
        Require.positive("weight", weight);
    }
}
