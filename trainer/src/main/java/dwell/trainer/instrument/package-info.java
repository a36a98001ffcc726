/** Instruments: what a training setup pays for, and where its gradient points, judged against what is exact. */
package dwell.trainer.instrument;
