package dwell.trainer.shaping;

/**
 * The rewards of one run, made by {@link Shaping#start}. The order of calls is {@code beginUpdate}, {@code reward} for every
 * group of the update in order of prompts, {@code endUpdate}. What a rule learns during an update takes effect at its end, so
 * that the rewards of an update do not depend on the order of its prompts. Confined to one thread.
 */
public interface RewardRule {
    /**
     * Writes the terms of the rewards of a group; a member's reward is their sum.
     *
     * @param group the outcomes; a view, valid during the call
     * @param terms shape [terms][at least G], written; owned by the caller
     */
    void reward(OutcomeGroup group, double[][] terms);

    /**
     * Told before the groups of an update.
     *
     * @param update updates done before it, at least 0
     */
    default void beginUpdate(int update) {}

    /** Told after the groups of an update. */
    default void endUpdate() {}

    /**
     * What has to be kept in a checkpoint so that the rewards of the next update are the same to the byte; between two
     * updates only. Owned by the caller. Empty where nothing is kept; its length never changes during a run.
     */
    default double[] state() {
        return new double[0];
    }

    /**
     * Takes back what {@link #state()} gave, and forgets all that was seen since the last {@code endUpdate}.
     *
     * @throws IllegalArgumentException with one sentence, if it is the state of another rule
     */
    default void restore(double[] state) {
        requireLength(state, 0);
    }

    /** Refuses a state that has not the length of this rule's. */
    static void requireLength(double[] state, int length) {
        if (state.length != length) {
            throw new IllegalArgumentException(
                    "the checkpoint's state of trainer.shaping must have %d numbers, had %d; its config.yaml was changed"
                            .formatted(length, state.length));
        }
    }
}
