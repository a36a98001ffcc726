/**
 * What a policy learns by imitation before the first update: the traces of a fixed policy, whole or edited, or the exact action
 * values. {@link dwell.trainer.warm.WarmStart} is the story; exact and sampled traces are two ways to the same {@link
 * dwell.trainer.warm.ImitationTargets}.
 */
package dwell.trainer.warm;
