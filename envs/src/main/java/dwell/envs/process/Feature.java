package dwell.envs.process;

/**
 * One number of an observation.
 *
 * @param name unique within a process
 * @param min smallest possible value
 * @param max largest possible value
 * @param meaning what it says about the state, in a few words
 */
public record Feature(String name, double min, double max, String meaning) {
    /** The constant 1, for policies without a bias of their own. */
    public static final Feature ONE = new Feature("one", 1, 1, "constant");
}
