package dwell.trainer.warm;

import java.util.List;
import java.util.Map;

/**
 * What a warm start did, {@code warm-start.json}.
 *
 * @param format version of this file's format
 * @param kind clone or distill
 * @param teacher whose traces were cloned; null under distill
 * @param traces that were drawn; 0 where the expectation over all was taken, or under distill
 * @param rows network rows of the last step
 * @param curve loss before steps, evenly spread and at most {@value #POINTS} of them, and after the last
 * @param before how the policy did with its initial weights
 * @param after how it did after the last step
 */
public record WarmStartReport(
        int format,
        String kind,
        String teacher,
        int traces,
        int rows,
        List<Point> curve,
        Snapshot before,
        Snapshot after) {
    /** Most points of the curve but for the last. */
    static final int POINTS = 200;

    /**
     * A point of the loss curve.
     *
     * @param step optimiser steps done
     * @param loss cross-entropy, nats per imitated decision
     * @param floor entropy of the targets: no policy has a smaller loss
     */
    public record Point(int step, double loss, double floor) {}

    /**
     * How a policy does.
     *
     * @param notThinking share of first decisions that do not deliberate, the policy acting with its probabilities
     * @param standing what is measured of it on evaluated updates, by key of {@link dwell.trainer.metrics.Metric}
     */
    public record Snapshot(double notThinking, Map<String, Object> standing) {}
}
