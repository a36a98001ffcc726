/** Act, simulate or submit in a drifting world: {@link dwell.envs.families.agent.AgentFamily}, with its overthinking score. */
package dwell.envs.families.agent;
