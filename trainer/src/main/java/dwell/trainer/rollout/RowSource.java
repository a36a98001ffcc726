package dwell.trainer.rollout;

import dwell.policies.ObservationBatch;

/** The network rows of an update: what was observed, what was legal, and how likely the behaviour policy took each action. */
public interface RowSource {
    /** Number of rows that a decision can refer to. */
    int count();

    /** Index of a row's observation among those of the process; -1 where there is no process. */
    int observation(int row);

    /** Which actions are legal, shape [count x actions]; owned by the source. */
    boolean[] legal();

    /**
     * Log-probabilities under the policy that collected, shape [count x actions], nats; only rows that were visited are
     * meaningful. Owned by the source.
     */
    double[] behaviourLogProbability();

    /**
     * Log-probabilities of the policy itself at the start of the update, shape [count x actions], nats; only rows that were
     * visited are meaningful. The same array as {@link #behaviourLogProbability} where rollouts are drawn from the policy as it
     * is. Owned by the source.
     */
    double[] policyLogProbability();

    /**
     * Fills a batch with the observations of some rows.
     *
     * @param rows the rows wanted
     * @param size how many of {@code rows} count
     */
    void fill(int[] rows, int size, ObservationBatch batch);
}
