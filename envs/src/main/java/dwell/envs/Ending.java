package dwell.envs;

/** How an episode ended. Never a boolean: what a trainer may do with an episode depends on the reason. */
public enum Ending {
    /** The policy chose to answer. */
    ANSWERED,
    /** The policy chose to end without an answer. */
    ABSTAINED,
    /** The think budget was used up and the answer was forced; the forced answer is not a decision. */
    BUDGET_EXHAUSTED,
    /** Something outside ended the episode. */
    INTERRUPTED
}
