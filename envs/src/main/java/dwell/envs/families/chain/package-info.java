/** A chain of dependent steps: {@link dwell.envs.families.chain.ChainFamily}, with its closed forms. */
package dwell.envs.families.chain;
