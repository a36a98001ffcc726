package dwell.trainer.instrument;

import java.util.Locale;

/** What an expected update does to a level, against what thinking is worth there. */
public enum Mark {
    /** Pushes the way that pays. */
    RIGHT,
    /** Worth thinking, pushed away: manufactured underthinking. */
    UNDERTHINKING,
    /** Not worth thinking, pushed towards it: manufactured hypervigilance. */
    HYPERVIGILANCE,
    /** Nothing is pushed, or thinking is worth exactly what it costs. */
    STILL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the sign is wrong. */
    public boolean wrong() {
        return this == UNDERTHINKING || this == HYPERVIGILANCE;
    }

    /**
     * The mark of a cell.
     *
     * @param netValue true net value of thinking
     * @param update expected update of the think logit
     */
    static Mark of(double netValue, double update) {
        if (Math.abs(netValue) <= 1e-9 || Math.abs(update) <= MeanFieldFlow.NEGLIGIBLE) {
            return STILL;
        }
        return netValue > 0 == update > 0 ? RIGHT : netValue > 0 ? UNDERTHINKING : HYPERVIGILANCE;
    }
}
