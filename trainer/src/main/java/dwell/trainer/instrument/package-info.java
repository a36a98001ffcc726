/**
 * Instruments: what a training setup pays for, where its gradient points, and where learning goes, judged against what is exact.
 * They read a config and a process; training never hears of them.
 */
package dwell.trainer.instrument;
