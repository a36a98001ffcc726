package dwell.trainer.report;

import java.util.Locale;

/** The colours of the report; one meaning each. Learned and losses stay apart for colour-blind readers. */
final class Ink {
    static final String TEXT = "#1f2328";
    static final String MUTED = "#5f6872";
    static final String GRID = "#e8eaed";
    static final String AXIS = "#9aa1a9";
    static final String PAPER = "#ffffff";

    static final String LEARNED = "#1f6fb4";
    static final String OPTIMAL = "#1f2328";
    static final String FIXED = "#8a919a";
    static final String REACHABLE = "#f1f3f5";
    static final String PRICE = "#2b7a55";

    static final String OVERTHINKING = "#c8453b";
    static final String UNDERTHINKING = "#e3a32f";
    static final String UNDERTHINKING_TEXT = "#946300";
    static final String WRONG_ANSWER = "#9a9cb0";
    static final String WRONG_ANSWER_TEXT = "#62647a";
    static final String NO_ANSWER = "#d5d8dc";

    private static final int[] ANSWERS = {0xE3, 0x9B, 0x35};
    private static final int[] UNDECIDED = {0xD9, 0xD6, 0xD4};
    private static final int[] THINKS = {0x1B, 0x5E, 0x9E};
    private static final int[] CHEAPEST = {0xD3, 0xE4, 0xF3};
    private static final int[] DEAREST = {0x0C, 0x3D, 0x6E};
    private static final int[] WHITE = {0xFF, 0xFF, 0xFF};

    private Ink() {}

    /** Colour of a probability of thinking: amber answers, grey is undecided, blue thinks. */
    static String thinking(double probability, boolean faded) {
        int[] colour = probability < 0.5
                ? mixed(ANSWERS, UNDECIDED, 2 * probability)
                : mixed(UNDECIDED, THINKS, 2 * probability - 1);
        return hex(faded ? mixed(colour, WHITE, 0.78) : colour);
    }

    /** Colour of a mode among several, from cheapest to dearest as they are declared. */
    static String mode(int mode, int modes) {
        return hex(mixed(CHEAPEST, DEAREST, modes == 1 ? 1 : (double) mode / (modes - 1)));
    }

    /** Whether white text is to be used on the colour of a mode. */
    static boolean darkMode(int mode, int modes) {
        return modes == 1 || (double) mode / (modes - 1) > 0.45;
    }

    private static int[] mixed(int[] from, int[] to, double share) {
        int[] out = new int[3];
        for (int i = 0; i < 3; i++) {
            out[i] = (int) Math.round(from[i] + share * (to[i] - from[i]));
        }
        return out;
    }

    private static String hex(int[] rgb) {
        return String.format(Locale.ROOT, "#%02x%02x%02x", rgb[0], rgb[1], rgb[2]);
    }
}
