/**
 * Task families. {@link dwell.envs.families.Family} is what a family offers to Dwell and is found through
 * {@link java.util.ServiceLoader}; {@link dwell.envs.families.evidence.EvidenceProcess} is the one to read first and to copy.
 */
package dwell.envs.families;
