/** Grid mazes: search on a map for as long as it pays, then walk. */
package dwell.envs.families.maze;
