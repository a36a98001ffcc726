package dwell.trainer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * About how wide text comes out in a sans-serif font, on the safe side: nobody knows the reader's fonts. Widths are those
 * of the wider common faces, in shares of the font size.
 */
final class TextWidth {
    private TextWidth() {}

    static double of(String text, double size) {
        return size * text.codePoints().mapToDouble(TextWidth::share).sum();
    }

    private static double share(int c) {
        if ("ijlI.,:;|!'()[] ".indexOf(c) >= 0) {
            return 0.32;
        }
        if ("mwMW%@".indexOf(c) >= 0) {
            return 0.9;
        }
        if (c >= 'A' && c <= 'Z') {
            return 0.68;
        }
        return c < 0x2E80 ? 0.58 : 1;
    }

    /** The text, cut with an ellipsis where it is wider than {@code most}. */
    static String cut(String text, double size, double most) {
        if (of(text, size) <= most) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int keep = points.length;
        while (keep > 1 && of(new String(points, 0, keep) + "…", size) > most) {
            keep--;
        }
        return new String(points, 0, keep).stripTrailing() + "…";
    }

    /** The name, cut in its middle where it is wider than {@code most}: names often differ at their ends. */
    static String cutName(String name, double size, double most) {
        int[] points = name.codePoints().toArray();
        String cut = name;
        for (int keep = points.length - 1; keep > 1 && of(cut, size) > most; keep--) {
            int head = (keep + 1) / 2;
            int tail = keep - head;
            cut = new String(points, 0, head) + "…" + new String(points, points.length - tail, tail);
        }
        return cut;
    }

    /** The text in lines of at most {@code most}; a longer word has a line of its own and is cut. */
    static List<String> wrapped(String text, double size, double most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && of(longer, size) > most) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines.stream().map(part -> cut(part, size, most)).toList();
    }
}
