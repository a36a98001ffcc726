/**
 * The report of a run: one HTML file that works offline, and each of its plots as an SVG file. Drawn from the files of the
 * run's folder alone, so it can be written again at any time. The same input gives the same bytes. And the card of an
 * environment in the same look, see {@link dwell.trainer.report.CardPage}.
 */
package dwell.trainer.report;
