package dwell.trainer.instrument;

/**
 * Something that one may want of an objective, and whether it is so.
 *
 * @param sentence why
 */
public record GradientClaim(String name, Judgement outcome, String sentence) {
    /** Whether a claim holds. */
    public enum Judgement {
        PASS,
        FAIL,
        /** There is nothing to look at. */
        SKIPPED
    }

    static GradientClaim of(String name, boolean holds, String sentence) {
        return new GradientClaim(name, holds ? Judgement.PASS : Judgement.FAIL, sentence);
    }

    static GradientClaim skipped(String name, String sentence) {
        return new GradientClaim(name, Judgement.SKIPPED, sentence);
    }
}
