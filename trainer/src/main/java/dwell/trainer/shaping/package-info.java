/**
 * Training-time rewards. A shaping maps the outcomes of one group to one reward an episode, as a sum of named terms;
 * evaluation never sees it. A shaping is stateless; the rule that it starts for a run may keep a state, which goes into
 * checkpoints.
 */
package dwell.trainer.shaping;
