/** What a run leaves behind: metrics, checkpoints, manifest. Files are replaced whole or not at all. */
package dwell.trainer.record;
