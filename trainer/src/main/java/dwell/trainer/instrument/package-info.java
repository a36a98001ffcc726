/**
 * Instruments: what a training setup pays for, where its gradient points, and where learning goes, judged against what is exact.
 */
package dwell.trainer.instrument;
