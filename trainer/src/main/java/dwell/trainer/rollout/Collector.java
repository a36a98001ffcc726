package dwell.trainer.rollout;

/** Collects the rollouts of an update under the present policy. Confined to one thread. */
public interface Collector {
    /**
     * Collects. A pure function of the run's seed, the update, the policy's weights and {@link #state()}.
     *
     * @param update number of the update, from 0
     * @return rollouts owned by the collector, valid until the next call
     * @throws dwell.trainer.NonFiniteException if the policy gives a logit that is not finite
     */
    Rollouts collect(int update);

    /** What has to be kept in a checkpoint so that the next update is the same to the byte. */
    int[] state();

    /** Takes back what {@link #state()} gave. */
    void restore(int[] state);
}
