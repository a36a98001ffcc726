package dwell.policies;

import dwell.envs.VectorEnvironment;

/**
 * A fixed policy where an environment is stepped: it chooses by what is legal and by how often it has deliberated. Immutable and
 * thread-safe.
 */
public interface SteppedRule {
    /**
     * The action to take.
     *
     * @param slot running; only looked at
     * @param thinks deliberate actions taken in this episode so far
     * @return a legal action
     */
    int choose(VectorEnvironment environment, int slot, int thinks);
}
