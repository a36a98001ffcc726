package dwell.trainer;

/**
 * A part of a trainer that remembers something from update to update, beyond the weights and the optimiser's moments. What it
 * remembers goes into checkpoints, so that a resumed run has the same bytes as a straight one.
 */
public interface Resumable {
    /** What has to be kept; any length, also 0. The caller may keep the array. */
    double[] state();

    /**
     * Takes back what {@link #state()} gave.
     *
     * @throws IllegalArgumentException with one sentence, if it does not fit
     */
    void restore(double[] state);
}
