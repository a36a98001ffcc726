package dwell.trainer.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as readers want them. What is not a number is a dash. */
final class Numbers {
    private static final String NONE = "–";

    private Numbers() {}

    /** A utility or a value, four decimals. */
    static String utility(double value) {
        return Double.isFinite(value) ? plain("%.4f", value) : NONE;
    }

    /** A loss: four decimals, or two digits where that would leave fewer. */
    static String loss(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (size < 1e-9) {
            return "0";
        }
        if (size >= 0.001) {
            return utility(value);
        }
        return size < 1e-6
                ? plain("%.1e", value)
                : minus(new BigDecimal(value)
                        .round(new MathContext(2))
                        .stripTrailingZeros()
                        .toPlainString());
    }

    /** A loss in a column: as many decimals in every row. */
    static String lossInColumn(double value) {
        return Double.isFinite(value) ? plain("%.5f", value) : NONE;
    }

    /** A probability as a percentage, one decimal. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        if (share > 0 && share < 0.0005) {
            return "< 0.1\u00a0%";
        }
        return plain("%.1f", 100 * share) + "\u00a0%";
    }

    /** An amount of compute or thinks: whole from 100 on, thousands grouped. */
    static String amount(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        return plain(size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : "%.2f", value);
    }

    /** An amount in a sentence, with its unit: whole where it is a whole number. */
    static String amount(double value, String unit) {
        boolean whole = Math.abs(value - Math.rint(value)) < 1e-9;
        return (whole ? count(value) : amount(value)) + " " + unit;
    }

    /** A price: the shortest decimal that is exact. */
    static String exact(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
                : NONE;
    }

    /** A number of which four digits are enough. */
    static String rounded(double value) {
        return Double.isFinite(value)
                ? minus(exact(new BigDecimal(value).round(new MathContext(4)).doubleValue()))
                : NONE;
    }

    /** A number with as many decimals as are asked for. */
    static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? plain("%." + decimals + "f", value) : NONE;
    }

    /** A count, thousands grouped. */
    static String count(double value) {
        return Double.isFinite(value) ? plain("%,.0f", value) : NONE;
    }

    private static String plain(String format, double value) {
        String text = String.format(Locale.ROOT, format, value);
        return text.matches("-[0.,]+") ? text.substring(1) : minus(text);
    }

    /** A minus sign where there is a hyphen, but in exponents. */
    private static String minus(String text) {
        return text.replace('-', '−').replace("e−", "e-");
    }
}
