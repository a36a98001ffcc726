package dwell.envs;

/** What an action is for. Losses are attributed and thinks are counted by kind, never by an action's name. */
public enum ActionKind {
    /** Spends compute to learn more, or answers after having spent it. Counted in {@code thinks}. */
    THINK,
    /** Answers with what is known now. */
    ANSWER,
    /** Ends without an answer. */
    ABSTAIN,
    /** Looks again at an answer already found. Counted in {@code thinks}. */
    RECHECK,
    /** Asks something outside. Counted in {@code thinks}. */
    TOOL;

    /** Whether choosing this action counts as one think. */
    public boolean deliberates() {
        return this == THINK || this == RECHECK || this == TOOL;
    }
}
