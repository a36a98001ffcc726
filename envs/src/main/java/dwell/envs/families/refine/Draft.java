package dwell.envs.families.refine;

/**
 * What is known of a draft in a state: the probability of the state's feelings together with the draft being right, and together
 * with it being wrong, given the level. A filter of a chain with two states; immutable.
 *
 * @param right probability of the feelings so far and of a right draft
 * @param wrong probability of the feelings so far and of a wrong draft
 */
record Draft(double right, double wrong) {
    /** Probability of the feelings so far. */
    double mass() {
        return right + wrong;
    }

    /** Probability that the draft is right given the feelings, which must be possible. */
    double belief() {
        return right / mass();
    }

    /** The draft after a step. */
    Draft step(double find, double lose) {
        return new Draft(right * (1 - lose) + wrong * find, right * lose + wrong * (1 - find));
    }

    /** With a feeling that is right with a reliability. */
    Draft felt(boolean sure, double reliability) {
        return sure
                ? new Draft(right * reliability, wrong * (1 - reliability))
                : new Draft(right * (1 - reliability), wrong * reliability);
    }
}
