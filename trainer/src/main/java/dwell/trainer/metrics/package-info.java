/** What can be measured of an update: the closed list of metrics, and the values of one update. */
package dwell.trainer.metrics;
