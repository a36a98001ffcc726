package dwell.envs.process;

/**
 * One number of an observation.
 *
 * @param name unique within a process
 * @param min smallest possible value
 * @param max largest possible value
 */
public record Feature(String name, double min, double max) {}
