/** Exact evaluation of a policy against the optimum of its process, as the object that tables, JSON and report are made of. */
package dwell.trainer.evaluate;
