/**
 * What every task environment shares: actions, endings, verdicts, stakes, outcomes, and the vector environment.
 *
 * <p>Read {@link dwell.envs.process.DecisionProcess} first: a family is declared there once, and the simulator, the
 * exact optimum and the exact evaluation are all derived from that declaration. Everything here is immutable unless its
 * Javadoc says otherwise.
 */
package dwell.envs;
