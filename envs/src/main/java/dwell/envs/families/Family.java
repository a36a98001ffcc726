package dwell.envs.families;

import dwell.envs.process.DecisionProcess;
import java.util.Optional;

/**
 * A parametrised kind of task that is declared as a process. A jar on the class path that names an implementation in {@code
 * META-INF/services/dwell.envs.families.Family} adds a family to every list of Dwell. Implementations have a public
 * no-argument constructor and are stateless.
 *
 * @param <P> the parameters, as for {@link TaskFamily}
 */
public non-sealed interface Family<P extends Record> extends TaskFamily<P> {
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
