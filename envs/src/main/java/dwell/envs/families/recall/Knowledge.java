package dwell.envs.families.recall;

/** Whether a fact is known, and whether its context misleads to another answer. */
enum Knowledge {
    /** Known, and answered so. HK+ without the flip in WACK's terms. */
    KNOWN,
    /** Known, but answered wrongly because the context misleads. HK+ that flips. */
    MISLED,
    /** Not known. HK-. */
    UNKNOWN
}
