package dwell.trainer.report;

import java.util.List;

/** What stands above the data of a plot: what it says, in a sentence, and what the marks mean. Never covers data. */
final class Heading {
    private static final double TITLE_SIZE = 15;
    private static final double LINE = 20;
    private static final double KEY_SIZE = 13;
    private static final double KEY_LINE = 19;

    private Heading() {}

    /** How a mark of the key looks. */
    enum Shape {
        LINE,
        DASHED,
        DOT,
        RING,
        BOX
    }

    /** A mark and what it means. */
    record Key(Shape shape, String colour, String meaning) {}

    /** The lines of a title; semibold text is wider than plain. */
    private static List<String> lines(String title) {
        return TextWidth.wrapped(title, TITLE_SIZE * 1.12, Figure.WIDTH - 8);
    }

    /** Height that the title takes beyond its first line. */
    static double extra(String title) {
        return LINE * (lines(title).size() - 1);
    }

    /** Height that the key takes beyond its first line. */
    static double extra(List<Key> keys) {
        double x = 4;
        double extra = 0;
        for (Key key : keys) {
            if (breaks(x, key, Figure.WIDTH)) {
                x = 4;
                extra += KEY_LINE;
            }
            x += width(key);
        }
        return extra;
    }

    private static boolean breaks(double x, Key key, double width) {
        return x > 4 && x + width(key) > width;
    }

    private static double width(Key key) {
        return 28 + TextWidth.of(key.meaning(), KEY_SIZE) + 14;
    }

    /**
     * Draws title and key.
     *
     * @return y below everything drawn
     */
    static double draw(Svg svg, String title, List<Key> keys) {
        double y = 21;
        for (String line : lines(title)) {
            svg.text(4, y, TITLE_SIZE, line, "font-weight", "600");
            y += LINE;
        }
        double x = 4;
        y += 3;
        for (Key key : keys) {
            if (breaks(x, key, svg.width())) {
                x = 4;
                y += KEY_LINE;
            }
            swatch(svg, key, x, y - 4);
            svg.text(x + 28, y, KEY_SIZE, TextWidth.cut(key.meaning(), KEY_SIZE, svg.width() - 32), "fill", Ink.MUTED);
            x += width(key);
        }
        return keys.isEmpty() ? y - 16 : y + 6;
    }

    private static void swatch(Svg svg, Key key, double x, double y) {
        switch (key.shape()) {
            case LINE -> svg.line(x, y, x + 22, y, key.colour(), 2.2);
            case DASHED -> svg.line(x, y, x + 22, y, key.colour(), 1.8, "stroke-dasharray", "5 4");
            case DOT -> {
                svg.line(x, y, x + 22, y, key.colour(), 2.2);
                svg.draw("circle", "cx", x + 11, "cy", y, "r", 4.5, "fill", key.colour());
            }
            case RING -> {
                svg.line(x, y, x + 22, y, key.colour(), 1.6);
                svg.draw(
                        "circle",
                        "cx",
                        x + 11,
                        "cy",
                        y,
                        "r",
                        4.2,
                        "fill",
                        Ink.PAPER,
                        "stroke",
                        key.colour(),
                        "stroke-width",
                        1.6);
            }
            case BOX -> svg.draw("rect", "x", x + 6, "y", y - 6, "width", 14, "height", 12, "fill", key.colour());
        }
    }
}
