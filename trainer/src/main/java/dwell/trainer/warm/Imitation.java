package dwell.trainer.warm;

import java.util.function.IntFunction;

/**
 * What a warm start imitates.
 *
 * @param targets of a step, from 0; the same object again where nothing has changed
 * @param starts where the share of not thinking is measured
 */
record Imitation(IntFunction<ImitationTargets> targets, FirstDecisions starts) {}
