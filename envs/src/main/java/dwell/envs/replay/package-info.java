/**
 * Recorded results of real models as a task: {@code replay-v1}, see {@link dwell.envs.replay.ReplayFamily}. Read
 * {@link dwell.envs.replay.RecordedResults} (what was recorded), then {@link dwell.envs.replay.RouteProcess} and
 * {@link dwell.envs.replay.CascadeProcess} (the two tasks declared on it).
 */
package dwell.envs.replay;
