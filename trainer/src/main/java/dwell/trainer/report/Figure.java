package dwell.trainer.report;

/**
 * A plot of the report.
 *
 * @param name file name without its ending
 * @param svg the picture
 * @param caption how to read it, plain text
 */
record Figure(String name, Svg svg, String caption) {
    /** Width of every picture: two fit beside each other on a desk screen, one on a phone. */
    static final double WIDTH = 560;
}
