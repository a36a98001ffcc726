package dwell.envs;

/** What an ended episode is worth before compute is paid for. */
public enum Verdict {
    /** A correct answer. */
    CORRECT,
    /** A wrong answer. */
    WRONG,
    /** No answer. */
    NONE
}
