/**
 * Estimates and tests for a few runs on a few tasks: point estimates with their uncertainty, and comparisons. Knows nothing of
 * training. Definitions are those of Agarwal et al. 2021 (Deep Reinforcement Learning at the Edge of the Statistical
 * Precipice) and of their library rliable unless the Javadoc says otherwise.
 */
package dwell.trainer.statistics;
