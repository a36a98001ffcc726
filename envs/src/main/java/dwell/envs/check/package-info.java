/**
 * What {@code check-env} runs, and the tests of every family: {@link dwell.envs.check.ProcessCheck} for declared processes,
 * {@link dwell.envs.check.VectorCheck} for environments that are stepped.
 */
package dwell.envs.check;
