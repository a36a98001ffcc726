package dwell.trainer;

import dwell.trainer.metrics.MetricValues;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What improves a policy update by update: {@link Trainer} from rollouts, {@link ExactAscent} along the exact gradient. Confined to
 * one thread; the policy belongs to the caller.
 */
public interface Learner extends AutoCloseable {
    /**
     * Does one update.
     *
     * @return its metrics
     * @throws NonFiniteException if a number is not finite, naming the station
     */
    MetricValues update();

    /** Updates done. */
    int updates();

    /** What goes into a checkpoint beside the weights. */
    State state();

    /**
     * Takes the place of an earlier run's learner; weights and moments are written by the caller.
     *
     * @param state of the checkpoint; its moments are not read
     * @throws IllegalArgumentException with one sentence, if it does not fit
     */
    void restore(State state);

    @Override
    void close();

    /**
     * State of a learner between two updates.
     *
     * @param moments of the optimiser, live; null where it has none
     * @param collector see {@link dwell.trainer.rollout.Collector#state}
     * @param parts what each part that remembers something has to keep, by name
     */
    record State(int updates, int optimiserSteps, INDArray moments, int[] collector, Map<String, double[]> parts) {}
}
