package dwell.trainer.objective;

import dwell.envs.random.RandomKey;
import dwell.trainer.config.LossConfig;
import dwell.trainer.config.LossConfig.Select;
import java.util.Arrays;

/**
 * Acts on the decisions that lower the entropy most, by their covariance {@code (ln pi_i - mean ln pi) (A_i - mean A)} over the
 * minibatch (2505.22617).
 *
 * <p>{@code clip-cov}: of the decisions whose covariance lies in a band and that the ratio's bound leaves
 * alone, as many as {@code selectShare} of all, at least one, are drawn and detached; they count as clipped from above. {@code
 * kl-cov}: the {@code selectShare} of all, at least one, with the highest covariance pay {@code klCovWeight |ln
 * rho|}; equal covariances go to earlier decisions.
 *
 * <p>Buffers are reused; confined to one thread.
 */
final class CovarianceSelection {
    private final boolean detaches;
    private final double share;
    private final double low;
    private final double high;
    private final double penalty;
    private final RatioBound ofPolicy;
    private final RatioBound ofGuided;
    private double[] covariance = new double[0];
    private double[] order = new double[0];
    private int count;

    private CovarianceSelection(LossConfig loss, RatioBound ofPolicy, RatioBound ofGuided) {
        this.detaches = loss.select() == Select.CLIP_COV;
        this.share = loss.selectShare();
        this.low = loss.covLow();
        this.high = loss.covHigh();
        this.penalty = loss.klCovWeight();
        this.ofPolicy = ofPolicy;
        this.ofGuided = ofGuided;
    }

    /** The selection of a config, with the bounds of the policy's and of guided decisions; null where it has none. */
    static CovarianceSelection of(LossConfig loss, RatioBound ofPolicy, RatioBound ofGuided) {
        return loss.select() == Select.CLIP_COV || loss.select() == Select.KL_COV
                ? new CovarianceSelection(loss, ofPolicy, ofGuided)
                : null;
    }

    /** Detaches from the sums of what was gathered, or adds its penalty to loss and slopes. */
    void apply(SurrogateLoss.Batch batch, double[] slopes, SurrogateLoss.Tally tally, long key) {
        LossWeights weights = batch.weights();
        measure(batch);
        if (count == 0) {
            return;
        }
        int wanted = Math.max(1, (int) (share * count));
        if (detaches) {
            double largest = rankByDraw(batch, wanted, key);
            int[] next = {0};
            weights.forEachDecision((episode, cell, weight, advantage, coefficient) -> {
                if (order[next[0]++] <= largest) {
                    weights.detach(cell, weight * coefficient * advantage);
                    tally.side(1, weight);
                }
            });
            return;
        }
        double least = rank(covariance, wanted);
        int[] ties = {
            wanted
                    - (int) Arrays.stream(covariance, 0, count)
                            .filter(c -> c > least)
                            .count()
        };
        int[] next = {0};
        weights.forEachDecision((episode, cell, weight, advantage, coefficient) -> {
            double c = covariance[next[0]++];
            if (c > least || c == least && ties[0]-- > 0) {
                double log = batch.logRatio(cell);
                tally.loss += penalty * weight * Math.abs(log);
                slopes[batch.at(cell)] += penalty * weight * Math.signum(log);
            }
        });
    }

    private void measure(SurrogateLoss.Batch batch) {
        double[] sums = new double[2];
        count = 0;
        batch.weights().forEachDecision((episode, cell, weight, advantage, coefficient) -> {
            sums[0] += batch.log()[batch.at(cell)];
            sums[1] += advantage;
            count++;
        });
        if (covariance.length < count) {
            covariance = new double[2 * count];
            order = new double[2 * count];
        }
        double meanLog = sums[0] / count;
        double meanAdvantage = sums[1] / count;
        int[] next = {0};
        batch.weights()
                .forEachDecision((episode, cell, weight, advantage, coefficient) ->
                        covariance[next[0]++] = (batch.log()[batch.at(cell)] - meanLog) * (advantage - meanAdvantage));
    }

    /** Gives each candidate a draw, everything else infinity; returns the largest draw that is among the wanted. */
    private double rankByDraw(SurrogateLoss.Batch batch, int wanted, long key) {
        int[] next = {0};
        int[] candidates = {0};
        batch.weights().forEachDecision((episode, cell, weight, advantage, coefficient) -> {
            int i = next[0]++;
            RatioBound bound = batch.guided(cell) ? ofGuided : ofPolicy;
            boolean free = bound.side(Math.exp(batch.logRatio(cell)), advantage > 0) == 0;
            boolean candidate = free && covariance[i] > low && covariance[i] < high;
            order[i] = candidate ? RandomKey.uniform(key, i) : Double.POSITIVE_INFINITY;
            candidates[0] += candidate ? 1 : 0;
        });
        if (candidates[0] == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return select(Arrays.copyOf(order, count), Math.min(wanted, candidates[0]) - 1);
    }

    /** The {@code wanted}-th largest of the values. */
    private double rank(double[] values, int wanted) {
        return select(Arrays.copyOf(values, count), count - wanted);
    }

    /** The value at a place of the sorted array, by quickselect: sorting all decisions would be half of an update. */
    private static double select(double[] values, int place) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            double pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (place <= j) {
                high = j;
            } else if (place >= i) {
                low = i;
            } else {
                return values[place];
            }
        }
        return values[place];
    }
}
