package dwell.policies;

import dwell.envs.Action;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import java.util.List;

/**
 * A policy without weights: a table over the states of a compiled process, and, where it needs no table, a rule for stepped
 * environments. A jar on the class path that names an
 * implementation in {@code META-INF/services/dwell.policies.FixedPolicy} adds one. Implementations are stateless.
 */
public interface FixedPolicy {
    /** For example {@code think}; an argument follows after a colon where there is one, as in {@code think:5}. */
    String id();

    /** What the policy does, in one line, its argument and range included. */
    String summary();

    /**
     * The policy's table.
     *
     * @param optimum of the process to act in; gives access to the process and its stakes
     * @param argument what followed the colon; empty if nothing did
     * @throws IllegalArgumentException with one sentence, if the argument is not usable or the process lacks the actions
     */
    PolicyTable table(Optimum optimum, String argument);

    /**
     * The policy where environments are stepped.
     *
     * @param actions of the environment
     * @param argument as for {@link #table}
     * @throws IllegalArgumentException with one sentence, if the argument is not usable or the policy needs a table of states
     */
    default SteppedRule stepped(List<Action> actions, String argument) {
        throw new IllegalArgumentException(
                "policy %s needs a process with a table of states, and this environment is stepped; use always-answer, think:N or always:ACTION"
                        .formatted(id()));
    }
}
