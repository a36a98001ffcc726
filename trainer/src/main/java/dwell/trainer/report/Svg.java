package dwell.trainer.report;

import java.util.Locale;

/**
 * A picture in SVG, written element by element in drawing order. Lengths are in units of the view box, y grows downwards.
 * Numbers are written with at most two decimals, so the same drawing is the same bytes. Confined to one thread.
 */
final class Svg {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final String FONT =
            "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

    private final String name;
    private final String title;
    private final String description;
    private final double width;
    private final double height;
    private final StringBuilder body = new StringBuilder(1 << 14);

    /**
     * @param name unique in a page; prefix of ids
     * @param title what the picture says, read to those who cannot see it
     * @param description what is drawn, likewise
     */
    Svg(String name, String title, String description, double width, double height) {
        this.name = name;
        this.title = title;
        this.description = description;
        this.width = width;
        this.height = height;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /** Draws an element. Attributes are name, value, name, value; values are numbers or text. */
    Svg draw(String element, Object... attributes) {
        start(element, attributes);
        body.append("/>\n");
        return this;
    }

    /** Draws an element that says something when it is pointed at. */
    Svg mark(String tooltip, String element, Object... attributes) {
        start(element, attributes);
        body.append("><title>").append(Markup.escaped(tooltip)).append("</title></");
        body.append(element).append(">\n");
        return this;
    }

    /** Writes a line of text with its baseline at y. */
    Svg text(double x, double y, double size, String text, Object... attributes) {
        start("text", attributes);
        attribute("x", x);
        attribute("y", y);
        attribute("font-size", size);
        body.append('>').append(Markup.escaped(text)).append("</text>\n");
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String stroke, double strokeWidth, Object... attributes) {
        start("line", attributes);
        attribute("x1", x1);
        attribute("y1", y1);
        attribute("x2", x2);
        attribute("y2", y2);
        attribute("stroke", stroke);
        attribute("stroke-width", strokeWidth);
        body.append("/>\n");
        return this;
    }

    Svg open(String element, Object... attributes) {
        start(element, attributes);
        body.append(">\n");
        return this;
    }

    Svg close(String element) {
        body.append("</").append(element).append(">\n");
        return this;
    }

    /** Declares a rectangle to clip by; the value for attribute {@code clip-path}. */
    String clip(String part, Frame frame) {
        String id = name + "-" + part;
        open("clipPath", "id", id);
        draw(
                "rect",
                "x",
                frame.left(),
                "y",
                frame.top(),
                "width",
                frame.right() - frame.left(),
                "height",
                frame.bottom() - frame.top());
        close("clipPath");
        return "url(#" + id + ")";
    }

    private void start(String element, Object... attributes) {
        body.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(attributes[i].toString(), attributes[i + 1]);
        }
    }

    private void attribute(String attribute, Object value) {
        String text = value instanceof Number number ? number(number.doubleValue()) : Markup.escaped(value.toString());
        body.append(' ').append(attribute).append("=\"").append(text).append('"');
    }

    /** At most two decimals, no trailing zeros. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalStateException("a coordinate is " + value);
        }
        long hundredths = Math.round(value * 100);
        if (hundredths % 100 == 0) {
            return Long.toString(hundredths / 100);
        }
        String text = String.format(Locale.ROOT, "%.2f", hundredths / 100.0);
        return text.endsWith("0") ? text.substring(0, text.length() - 1) : text;
    }

    /** The element for an HTML page, which needs no namespace. */
    String inline() {
        return element("");
    }

    /** A file of its own. */
    String file() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element(" xmlns=\"" + NAMESPACE + "\"");
    }

    private String element(String namespace) {
        String box = number(width) + " " + number(height);
        return ("<svg%s viewBox=\"0 0 %s\" width=\"%s\" height=\"%s\" role=\"img\" aria-labelledby=\"%s-title %s-desc\""
                                + " font-family=\"%s\" fill=\"%s\">\n<title id=\"%s-title\">%s</title>\n"
                                + "<desc id=\"%s-desc\">%s</desc>\n")
                        .formatted(
                                namespace,
                                box,
                                number(width),
                                number(height),
                                name,
                                name,
                                FONT,
                                Ink.TEXT,
                                name,
                                Markup.escaped(title),
                                name,
                                Markup.escaped(description))
                + "<rect width=\"" + number(width) + "\" height=\"" + number(height) + "\" fill=\"" + Ink.PAPER
                + "\"/>\n" + body + "</svg>\n";
    }
}
