/** {@code verify-v1}: an answer is generated, then checked as often as it repays. */
package dwell.envs.families.verify;
