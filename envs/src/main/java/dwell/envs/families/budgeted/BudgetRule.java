package dwell.envs.families.budgeted;

import java.util.Locale;

/** How the length of an episode counts against the budget that its item states. */
public enum BudgetRule {
    /** Every step above or below the budget costs compute. */
    EXACT,
    /** An answer after more steps than the budget is wrong. */
    AT_MOST,
    /** The probability of a correct answer falls linearly with length around the budget. */
    SOFT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
