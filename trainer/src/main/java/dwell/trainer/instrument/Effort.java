package dwell.trainer.instrument;

/**
 * How many groups an expected update enumerates, over all prompts of a task. Kinds of episodes are merged until there are about as
 * many as wished; where they cannot be merged so far, there may be more.
 *
 * @param wished groups that kinds are merged for
 * @param most groups beyond which it is refused
 */
public record Effort(double wished, double most) {
    /** About a second. */
    public static final Effort THOROUGH = new Effort(300_000, 3_000_000);

    /** A small part of a second, for what goes on unasked. */
    public static final Effort QUICK = new Effort(25_000, 60_000);
}
