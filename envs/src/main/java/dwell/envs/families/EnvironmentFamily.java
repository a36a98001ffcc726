package dwell.envs.families;

import dwell.envs.VectorEnvironment;
import dwell.envs.process.Feature;
import java.util.List;

/**
 * A parametrised kind of task that cannot be finite and is stepped instead of compiled. Measured by sampling, against
 * {@link VectorEnvironment#utilityBound} where there is one. A jar on the class path that names an implementation in {@code
 * META-INF/services/dwell.envs.families.EnvironmentFamily} adds one. Implementations have a public no-argument constructor and
 * are stateless.
 *
 * @param <P> the parameters, as for {@link TaskFamily}
 */
public non-sealed interface EnvironmentFamily<P extends Record> extends TaskFamily<P> {
    /** What one unit of compute is, for axes and tables. */
    String computeUnit();

    /**
     * Makes an environment that draws items of one side of the split. Called several times for one task, as its slots are shared
     * among environments that different threads step; so it should be quick.
     *
     * @param slots episodes side by side, at least 1
     * @param side which items; both sides have the same levels, actions and features, and no item in common
     * @throws IllegalArgumentException with one sentence, if the parameters cannot be used together
     */
    VectorEnvironment create(P parameters, int slots, Side side);

    /**
     * What the numbers of an observation are, in order; empty, as by default, where they are not described. Their ranges are
     * checked by {@code check-env}.
     */
    default List<Feature> features(P parameters) {
        return List.of();
    }

    /** Which items an environment draws. */
    enum Side {
        /** Items to train on. */
        TRAINING,
        /** Items that are evaluated but not trained on. */
        HELD_OUT
    }
}
