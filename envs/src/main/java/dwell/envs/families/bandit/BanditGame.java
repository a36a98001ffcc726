package dwell.envs.families.bandit;

import java.util.Locale;

/** What there is to learn and to choose. */
public enum BanditGame {
    /** Sample arms of unknown success rate, then choose one of them or an alternative of known worth. */
    ARMS,
    /** Open boxes that hide prizes, then keep the best. */
    BOXES,
    /** Observe a source, then bet on it in all rounds that are left; the bet decides only some of them. */
    CONTROL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
