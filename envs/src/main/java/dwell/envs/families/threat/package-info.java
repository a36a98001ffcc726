/** Look again or move on: {@link dwell.envs.families.threat.ThreatFamily}, with the closed forms of detection. */
package dwell.envs.families.threat;
