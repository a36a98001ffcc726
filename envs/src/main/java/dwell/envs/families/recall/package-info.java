/** Facts that are known, not known, or known but answered wrongly under a misleading context: {@code recall-v1}. */
package dwell.envs.families.recall;
