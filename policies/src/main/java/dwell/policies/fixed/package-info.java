/**
 * Policies without weights, to compare learned ones with: {@link dwell.policies.fixed.Think} is the one to read first. Each
 * is deterministic, and exact evaluation scores it like any other.
 */
package dwell.policies.fixed;
