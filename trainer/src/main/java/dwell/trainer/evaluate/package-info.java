/**
 * Exact evaluation of a policy against the optimum of its process, as the object that tables, JSON and report are made of; the
 * card of an environment; single episodes explained.
 */
package dwell.trainer.evaluate;
