/**
 * Collecting rollouts. {@link dwell.trainer.rollout.SharedCollector} walks compiled processes and evaluates the network once
 * for each distinct observation; {@link dwell.trainer.rollout.SteppedCollector} steps any vector environment and evaluates it
 * once for each decision. Both fill {@link dwell.trainer.rollout.Rollouts}.
 */
package dwell.trainer.rollout;
