package dwell.envs.families;

/** What a policy's observation shows of its own evidence. */
public enum Introspection {
    /** The evidence as it is. */
    FULL,
    /** A fresh reading at each decision, right with a given reliability. */
    NOISY,
    /** Nothing of it; only what a family shows beside it. */
    NONE;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
