package dwell.trainer.evaluate;

import dwell.trainer.metrics.MetricValues;

/** How a policy does, as it is looked at again and again during training. */
public interface Standing {
    /** Sets the metrics of evaluated updates. */
    void describe(MetricValues metrics);

    /** What checkpoints are compared by; the smaller the better. */
    double loss();

    /** In a few words, such as {@code regret 0.0042}. */
    String text();
}
