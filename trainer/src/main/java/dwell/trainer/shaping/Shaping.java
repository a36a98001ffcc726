package dwell.trainer.shaping;

import java.util.List;

/**
 * A training-time reward as a sum of named terms. A jar on the class path that names an implementation in {@code
 * META-INF/services/dwell.trainer.shaping.Shaping} adds a shaping to every list of Dwell. Implementations are stateless and
 * thread-safe; what changes during a run is in the {@link RewardRule} that {@link #start} makes.
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
     * Whether a member's reward depends on the outcomes of others: of its group, or, through the rule's state, of earlier
     * groups. Where false, the reward is a function of the episode's own outcome, its item and the number of the update.
     */
    boolean groupRelative(P parameters);

    /**
     * The rule for one run.
     *
     * @throws IllegalArgumentException with one sentence, if the parameters do not fit the task, or the shaping needs a process
     *     and there is none
     */
    RewardRule start(P parameters, ShapingContext context);
}
