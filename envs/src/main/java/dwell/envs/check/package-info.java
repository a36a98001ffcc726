/** Checks of a declared process: what `check-env` runs, and what the tests of every family run. */
package dwell.envs.check;
