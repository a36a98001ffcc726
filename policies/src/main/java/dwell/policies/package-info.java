/**
 * Policies. A learned policy maps observation rows to logits and d loss / d logits back to a gradient; it never hears of
 * advantages, rewards or probabilities. A fixed policy is a table over the states of a compiled process.
 *
 * <p>Read {@link dwell.policies.LearnedPolicy} first, then {@link dwell.policies.PolicyFamily}.
 */
package dwell.policies;
