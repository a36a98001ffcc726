/**
 * The command line: one class for each command, results on standard output, everything else on standard error. Exit codes: 0
 * done, 1 anything else, 2 bad usage or input, 130 interrupted.
 */
package dwell.trainer.cli;
