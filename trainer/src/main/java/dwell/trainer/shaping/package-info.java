/**
 * Training-time rewards. A shaping maps the outcomes of one group to one reward an episode, as a sum of named terms; it
 * never sees the item, and evaluation never sees it.
 */
package dwell.trainer.shaping;
