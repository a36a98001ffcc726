package dwell.policies.fixed;

/** Checks what followed the colon of a fixed policy. */
final class Argument {
    private Argument() {}

    static void requireNone(String id, String argument) {
        if (!argument.isEmpty()) {
            throw new IllegalArgumentException("policy %s takes no argument, got '%s'".formatted(id, argument));
        }
    }

    static int wholeNumber(String id, String argument, int most) {
        int value;
        try {
            value = Integer.parseInt(argument);
        } catch (NumberFormatException e) {
            value = -1;
        }
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("policy %s needs a whole number in [0, %d], as in %s:5, got '%s'"
                    .formatted(id, most, id, argument));
        }
        return value;
    }

    static double probability(String id, String argument) {
        double value;
        try {
            value = Double.parseDouble(argument);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "policy %s needs a probability in [0, 1], as in %s:0.9, got '%s'".formatted(id, id, argument));
        }
        return value;
    }
}
