/** {@code budgeted-v1}: think for as long as the item says. */
package dwell.envs.families.budgeted;
