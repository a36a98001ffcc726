/**
 * The formulas of training, as pure functions over arrays: advantages, loss weights, the clipped surrogate with its
 * gradient. The loss owns probability, the network owns logits.
 */
package dwell.trainer.objective;
