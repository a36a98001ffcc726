/** Changes to a process that leave it a process; {@link dwell.envs.wrappers.Wrapper} is the contract. */
package dwell.envs.wrappers;
