/** {@code planning-v1}: look into a tree of hidden rewards, then take a path. */
package dwell.envs.families.planning;
