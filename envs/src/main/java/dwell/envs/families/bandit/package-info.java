/** {@code bandit-v1}: pay to learn what choices are worth, then choose. */
package dwell.envs.families.bandit;
