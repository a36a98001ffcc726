package dwell.envs.exact;

/** What a response time is measured in. */
public enum Clock {
    /** Deliberate actions chosen, as {@link dwell.envs.Outcome#thinks} counts them. */
    THINKS,
    /** Compute units spent. */
    COMPUTE
}
