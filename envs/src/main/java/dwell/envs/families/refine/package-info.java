/** {@code refine-v1}: a draft gets better with thought, with diminishing returns, and can be checked again. */
package dwell.envs.families.refine;
