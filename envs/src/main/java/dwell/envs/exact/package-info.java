/**
 * What can be said exactly about a compiled process: the optimum, the evaluation of any memoryless policy, regret and its
 * causes, response times, the policy gradient, the accuracy-compute front, and what each step of an episode cost. No sampling
 * anywhere.
 *
 * <p>Read {@link dwell.envs.exact.Optimum}, then {@link dwell.envs.exact.Evaluation}, then
 * {@link dwell.envs.exact.Regret}. All results are immutable; all functions are pure and thread-safe.
 */
package dwell.envs.exact;
