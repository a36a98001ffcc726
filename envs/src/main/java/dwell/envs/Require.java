package dwell.envs;

import java.util.List;

/**
 * Range checks of parameter and config records. Each throws an {@link IllegalArgumentException} with one sentence that starts
 * with the key; written so that NaN fails.
 */
public final class Require {
    private Require() {}

    public static void atLeast(String key, double value, double min) {
        that(
                value >= min && !Double.isInfinite(value),
                "%s must be at least %s, was %s",
                key,
                plain(min),
                plain(value));
    }

    public static void positive(String key, double value) {
        that(value > 0 && !Double.isInfinite(value), "%s must be greater than 0, was %s", key, plain(value));
    }

    public static void within(String key, double value, double min, double max) {
        that(
                value >= min && value <= max,
                "%s must lie in [%s, %s], was %s",
                key,
                plain(min),
                plain(max),
                plain(value));
    }

    public static void that(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }

    /** A number in [0, 1]. */
    public static void probability(String key, double value) {
        within(key, value, 0, 1);
    }

    /** Weights of levels: none for equal weights, or a positive one for each. */
    public static void weights(String key, List<Double> weights, int levels) {
        that(
                weights.isEmpty() || weights.size() == levels,
                "%s must be empty or have one number for each of the %d levels, had %d",
                key,
                levels,
                weights.size());
        weights.forEach(weight -> positive(key, weight));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
