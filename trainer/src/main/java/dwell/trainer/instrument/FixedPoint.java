package dwell.trainer.instrument;

/**
 * A think probability at which the expected update stands still.
 *
 * @param probability in [0, 1]; at 0 and 1 the logit goes on without end, and the probability no longer moves
 * @param stable whether learning comes back to it from nearby (an attractor) or leaves it (a repeller)
 * @param from of an attractor, the lower end of its basin, the think probabilities that end there; of a repeller, its own
 *     probability
 * @param to the upper end
 */
public record FixedPoint(double probability, boolean stable, double from, double to) {}
