/**
 * Comparisons: trials, where they are kept, and what is made of them. A {@link dwell.trainer.compare.Trial} is a pure function of its
 * config, so it can be run anywhere; {@link dwell.trainer.compare.Comparison} runs them on the cores of this machine.
 */
package dwell.trainer.compare;
