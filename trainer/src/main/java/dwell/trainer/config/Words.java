package dwell.trainer.config;

import java.util.Locale;

/** How the values of enums are written in configs: lower case, hyphens. */
final class Words {
    private Words() {}

    static String kebab(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
