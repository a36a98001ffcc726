package dwell.envs.wrappers;

import dwell.envs.process.DecisionProcess;

/**
 * A change to any process that leaves it a process, for example a random deadline or a price drawn for each item: optimum,
 * evaluation and gradient of the wrapped process stay exact. A jar on the class path that names an implementation in {@code
 * META-INF/services/dwell.envs.wrappers.Wrapper} adds one. Implementations have a public no-argument constructor and are
 * stateless.
 *
 * @param <P> the parameters: a record as for {@link dwell.envs.families.Family}
 */
public interface Wrapper<P extends Record> {
    /** For example {@code interruption}. */
    String id();

    /** What it changes, in one line. */
    String summary();

    /** The defaults; the one place where they stand. */
    P defaults();

    /**
     * Wraps a process. Everything that the wrapper does not change is passed on: levels, readings, plot points, tallies.
     *
     * @throws IllegalArgumentException with one sentence, if the parameters do not fit the process
     */
    <S> DecisionProcess<?> wrap(DecisionProcess<S> inner, P parameters);
}
