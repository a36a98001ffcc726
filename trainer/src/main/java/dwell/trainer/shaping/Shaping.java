package dwell.trainer.shaping;

import dwell.envs.Stakes;
import java.util.List;

/**
 * A training-time reward as a sum of named terms. A jar on the class path that names an implementation in {@code
 * META-INF/services/dwell.trainer.shaping.Shaping} adds a shaping to every list of Dwell. Implementations are stateless and
 * thread-safe.
 *
 * @param <P> the parameters: a record, validated in its compact constructor with an {@link IllegalArgumentException} whose
 *     message starts with the component's name; its components become the keys {@code trainer.shaping.*} of a config
 */
public interface Shaping<P extends Record> {
    /** For example {@code utility}. */
    String id();

    /** What is rewarded, in one line. */
    String summary();

    /** The defaults; the one place where they stand. */
    P defaults();

    /** Names of the terms, in the order in which they are written. Every term has a metric of its own. */
    List<String> terms();

    /**
     * Writes the terms of the rewards of a group; a member's reward is their sum.
     *
     * @param stakes of the run
     * @param group the outcomes
     * @param terms shape [terms][at least G], written; owned by the caller
     */
    void reward(P parameters, Stakes stakes, OutcomeGroup group, double[][] terms);
}
