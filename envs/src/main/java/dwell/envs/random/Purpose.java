package dwell.envs.random;

/**
 * What a random stream is for. Each purpose has streams of its own, so a draw added in one never shifts another. New
 * purposes go at the end: the ordinal is part of the key.
 */
public enum Purpose {
    /** Hidden class and start state of a training item. */
    ITEM,
    /** Everything drawn within an episode: readings, actions, transitions. */
    EPISODE,
    /** Initial weights of a network. */
    WEIGHTS,
    /** Assignment of prompts to minibatches. */
    SHUFFLE,
    /** Items and episodes of sampled evaluation, which environments without tables need, and of explained episodes. */
    EVALUATION,
    /** Parameters drawn by checks and tests. */
    CHECK,
    /** Decisions that a loss leaves out by chance. */
    SELECT,
    /** Items and episodes of groups that are drawn anew. */
    RESAMPLE,
    /** Episodes that take the likeliest actions, for a baseline. */
    GREEDY,
    /** Which stored groups are replayed. */
    REPLAY,
    /** Initial weights of a critic. */
    CRITIC,
    /** Items, episodes and edits of the traces of a warm start. */
    WARM_START,
    /** Which runs a bootstrap draws again. */
    BOOTSTRAP
}
