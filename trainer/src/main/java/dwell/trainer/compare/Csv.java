package dwell.trainer.compare;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180, lines end in a line feed). */
final class Csv {
    private final StringBuilder text = new StringBuilder();

    Csv(List<String> heads) {
        row(heads);
    }

    /** A row; null is an empty cell, numbers are written so that they read back exactly. */
    Csv row(List<?> cells) {
        text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .append('\n');
        return this;
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String written = value.toString();
        return written.matches("(?s).*[\",\\n\\r].*") ? '"' + written.replace("\"", "\"\"") + '"' : written;
    }

    String text() {
        return text.toString();
    }

    /** A key in CSV heads: {@code thinks[level]}. */
    static String of(String quantity, String level) {
        return String.format(Locale.ROOT, "%s[%s]", quantity, level);
    }
}
