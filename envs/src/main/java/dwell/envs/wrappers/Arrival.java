package dwell.envs.wrappers;

/**
 * When something comes from outside.
 *
 * @param hazard probability that it comes after a deliberate step, in [0, 1]
 * @param afterStep the deliberate step after which it comes for certain, counted from 1; 0 for none
 */
record Arrival(double hazard, int afterStep) {
    /** Probability that it comes after a step, given that it has not come before. */
    double after(int step) {
        return step == afterStep ? 1 : hazard;
    }

    /** The number of steps so far as far as it matters, after one more. */
    int counted(int steps) {
        return afterStep == 0 ? 0 : steps + 1;
    }
}
