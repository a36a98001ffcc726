/**
 * Training. Start with {@link dwell.trainer.Trainer}, whose {@code update()} tells the whole story, one line a station.
 */
package dwell.trainer;
