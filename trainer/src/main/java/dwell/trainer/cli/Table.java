package dwell.trainer.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Aligned columns: the first to the left, all others to the right. */
final class Table {
    private final List<String> headers = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> footer;

    Table(List<String> headers) {
        this.headers.addAll(headers);
    }

    void row(List<String> cells) {
        rows.add(cells);
    }

    /** The last row, under a rule. */
    void footer(List<String> cells) {
        footer = cells;
    }

    String text() {
        Column[] columns = new Column[headers.size()];
        for (int i = 0; i < columns.length; i++) {
            HorizontalAlign align = i == 0 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
            columns[i] = new Column()
                    .header(headers.get(i))
                    .headerAlign(align)
                    .dataAlign(align)
                    .footerAlign(align)
                    .footer(footer == null ? null : footer.get(i));
        }
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .lineSeparator("\n")
                .data(columns, rows.stream().map(List::toArray).toArray(Object[][]::new))
                .asString()
                .lines()
                .map(String::stripTrailing)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    /** A probability as a percentage. */
    static String percent(double share) {
        return format("%.1f%%", 100 * share);
    }

    /** A utility. */
    static String utility(double value) {
        // Adding 0 to what rounds to -0 makes it 0.
        return format("%.4f", Math.rint(value * 1e4) / 1e4 + 0.0);
    }

    /** An amount of compute or a number of thinks: whole from 100 on, thousands grouped. */
    static String amount(double value) {
        return format(Math.abs(value) >= 99.995 ? "%,.0f" : "%.2f", value);
    }

    /** An amount in a sentence: whole where it is a whole number. */
    static String roundedAmount(double value) {
        return value == Math.rint(value) ? format("%,.0f", value) : amount(value);
    }

    /** The shortest decimal that is exact. */
    static String plain(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
