package dwell.envs.families;

import dwell.envs.Stakes;

/**
 * What every kind of task offers, compiled or stepped. Ids are unique across both. Implement {@link Family} or {@link
 * EnvironmentFamily}.
 *
 * @param <P> the parameters: a record, validated in its compact constructor with an {@link IllegalArgumentException} whose
 *     message starts with the component's name; its components become the keys {@code env.*} of a config. Allowed component
 *     types: {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String}, enums, lists of these, and records
 *     of these
 */
public sealed interface TaskFamily<P extends Record> permits Family, EnvironmentFamily {
    /** Name and version, for example {@code evidence-v1}; whatever changes trajectories gives a new version. */
    String id();

    /** What the task is, in one line. */
    String summary();

    /**
     * What the task is, in a paragraph for its card: what can be done, what thinking buys at which level, where the model and
     * its numbers come from.
     */
    default String description() {
        return summary();
    }

    /** The defaults; the one place where they stand. */
    P defaults();

    /** Stakes that make the default task interesting. */
    default Stakes defaultStakes() {
        return Stakes.ofPrice(0.01);
    }
}
