/**
 * Changes to a process that leave it a process; {@link dwell.envs.wrappers.Wrapper} is the contract. Wrappers can be stacked in any
 * order: each sees whatever it wraps as one process, and deliberate steps are counted by the kind of an action, forced ones
 * included. {@link dwell.envs.wrappers.Mixture} makes one process of several.
 */
package dwell.envs.wrappers;
