package dwell.envs.process;

/**
 * One value of a discrete distribution.
 *
 * @param probability in [0, 1]; the probabilities of one distribution sum to 1
 */
public record Chance<T>(double probability, T value) {}
