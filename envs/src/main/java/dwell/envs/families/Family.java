package dwell.envs.families;

import dwell.envs.Stakes;
import dwell.envs.process.DecisionProcess;
import java.util.Optional;

/**
 * A parametrised kind of task. A jar on the class path that names an implementation in {@code
 * META-INF/services/dwell.envs.families.Family} adds a family to every list of Dwell. Implementations have a public
 * no-argument constructor and are stateless.
 *
 * @param <P> the parameters: a record, validated in its compact constructor with an {@link IllegalArgumentException} whose
 *     message starts with the component's name; its components become the keys {@code env.*} of a config. Allowed component
 *     types: {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String}, enums, lists of these, and records
 *     of these
 */
public interface Family<P extends Record> {
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

    /**
     * Declares the process that is trained on.
     *
     * @throws IllegalArgumentException with one sentence, if the parameters cannot be used together or a file they name
     *     cannot be read
     */
    DecisionProcess<?> declare(P parameters);

    /**
     * Declares the process of held-out items, with the same actions and features; empty where a family has no items to hold
     * out.
     */
    default Optional<DecisionProcess<?>> heldOut(P parameters) {
        return Optional.empty();
    }
}
