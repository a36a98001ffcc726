package dwell.trainer.cli;

import java.io.PrintStream;

/**
 * Where commands write.
 *
 * @param out results: a table, or one JSON line
 * @param err progress, notices and errors
 * @param terminal whether a person looks on, so that a bar may be drawn
 */
record Streams(PrintStream out, PrintStream err, boolean terminal) {}
