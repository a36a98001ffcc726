/** Tasks on which thinking hurts, among tasks on which it helps: {@code exceptions-v1}. */
package dwell.envs.families.exceptions;
