package dwell.policies;

/**
 * What a policy has to fit.
 *
 * @param features length of an observation
 * @param actions number of logits
 * @param rows number of distinct observations; -1 where the environment has no table of them
 */
public record PolicyShape(int features, int actions, int rows) {}
