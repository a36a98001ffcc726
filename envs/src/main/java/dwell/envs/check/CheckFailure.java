package dwell.envs.check;

import java.util.Locale;

/** What a check finds wrong, in a sentence. */
final class CheckFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    CheckFailure(String detail, Object... values) {
        super(text(detail, values));
    }

    static void unless(boolean condition, String detail, Object... values) {
        if (!condition) {
            throw new CheckFailure(detail, values);
        }
    }

    static String text(String detail, Object... values) {
        return String.format(Locale.ROOT, detail, values);
    }
}
