package dwell.trainer.config;

/** Range checks of config records; a message is one sentence that starts with the key. Written so that NaN fails. */
final class Require {
    private Require() {}

    static void atLeast(String key, double value, double min) {
        that(
                value >= min && !Double.isInfinite(value),
                "%s must be at least %s, was %s",
                key,
                plain(min),
                plain(value));
    }

    static void positive(String key, double value) {
        that(value > 0 && !Double.isInfinite(value), "%s must be greater than 0, was %s", key, plain(value));
    }

    static void within(String key, double value, double min, double max) {
        that(
                value >= min && value <= max,
                "%s must lie in [%s, %s], was %s",
                key,
                plain(min),
                plain(max),
                plain(value));
    }

    static void that(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
