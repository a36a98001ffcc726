package dwell.trainer.evaluate;

import java.util.List;
import java.util.Locale;

/** How a budget goes with the level, easiest first. Differences below 1 % of the largest budget count as none. */
public enum BudgetShape {
    /** The same on every level. */
    FLAT,
    /** Never falls. */
    RISING,
    /** Never rises. */
    FALLING,
    /** Rises to a level in between, then falls. */
    INVERTED_U,
    /** Falls to a level in between, then rises. */
    U,
    /** None of these. */
    MIXED;

    private static final double TOLERANCE = 0.01;

    static BudgetShape of(List<Double> budgets) {
        double most = budgets.stream().mapToDouble(Math::abs).max().orElse(0);
        StringBuilder turns = new StringBuilder();
        double from = budgets.isEmpty() ? 0 : budgets.get(0);
        for (double budget : budgets) {
            if (Math.abs(budget - from) > TOLERANCE * most) {
                char turn = budget > from ? '+' : '-';
                if (turns.isEmpty() || turns.charAt(turns.length() - 1) != turn) {
                    turns.append(turn);
                }
                from = budget;
            }
        }
        return switch (turns.toString()) {
            case "" -> FLAT;
            case "+" -> RISING;
            case "-" -> FALLING;
            case "+-" -> INVERTED_U;
            case "-+" -> U;
            default -> MIXED;
        };
    }

    @Override
    public String toString() {
        return this == INVERTED_U ? "inverted-U" : this == U ? "U" : name().toLowerCase(Locale.ROOT);
    }
}
