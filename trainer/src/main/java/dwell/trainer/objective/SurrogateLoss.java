package dwell.trainer.objective;

import dwell.trainer.rollout.RowSource;

/** The part of the loss that advantages drive. Confined to one thread. */
interface SurrogateLoss {
    /**
     * Adds the surrogate of what was gathered.
     *
     * @param batch log-probabilities of the present policy
     * @param slopes d loss / d ln pi(a|row), shape [rowCount x actions], added to
     * @param key of the draws of this step
     */
    void apply(Batch batch, double[] slopes, Tally tally, long key);

    /**
     * The network rows of a step.
     *
     * @param weights sums of what was gathered
     * @param rows what the rows stand for
     * @param place index among {@code weights.rows()} of each row, shape [rows.count()]; meaningless for others
     * @param log log-probabilities of the present policy, shape [rowCount x actions], nats
     * @param old log-probabilities that ratios are measured against, shape [rows.count() x actions], nats
     */
    record Batch(LossWeights weights, RowSource rows, int actions, int[] place, double[] log, double[] old) {
        /** Where the log-probability of a cell stands in {@link #log}. */
        int at(int cell) {
            return place[cell / actions] * actions + cell % actions;
        }

        /** Logarithm of the ratio of new to old probability. */
        double logRatio(int cell) {
            return log[at(cell)] - old[cell];
        }
    }

    /** What a surrogate found; sums are weighted as the loss weights decisions. */
    final class Tally {
        double loss;
        double weight;
        double ratio;
        double ratioMost;
        double clippedLow;
        double clippedHigh;

        /** Counts the ratio of some decisions. */
        void ratio(double value, double ofWeight) {
            ratio += ofWeight * value;
            ratioMost = Math.max(ratioMost, value);
        }

        /** Counts decisions that a bound acts on, see {@link RatioBound#side}. */
        void side(int side, double ofWeight) {
            clippedLow += side < 0 ? ofWeight : 0;
            clippedHigh += side > 0 ? ofWeight : 0;
        }
    }
}
