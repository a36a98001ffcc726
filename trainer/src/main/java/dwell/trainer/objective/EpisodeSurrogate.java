package dwell.trainer.objective;

import dwell.trainer.config.LossConfig;
import dwell.trainer.config.LossConfig.Ratio;
import dwell.trainer.config.LossConfig.Surrogate;

/**
 * All decisions of an episode have one ratio and one advantage: {@code - sum_e A_e F(s_e) sum_(i in e) w_i c_i}.
 *
 * <pre>
 * episode-geometric  s = exp(mean_i ln rho_i)                 GSPO 2507.18071
 * episode-exact      s = exp(sum_i ln rho_i)
 * gmpo               s = exp(mean_i ln clip(rho_i)), F = s    GMPO 2507.20673, each decision clipped as under surrogate clip
 * </pre>
 *
 * <p>Means and sums are over the decisions that the mask keeps. The network ran once for each distinct row; what is done here
 * for each decision is look-ups and sums.
 */
final class EpisodeSurrogate implements SurrogateLoss {
    private final RatioBound bound;
    private final boolean geometric;
    private final boolean clipsDecisions;
    private final double mostDrift;
    private double[] weight = new double[0];
    private double[] counted = new double[0];
    private double[] advantage = new double[0];

    EpisodeSurrogate(LossConfig loss) {
        this.bound = RatioBound.of(loss);
        this.geometric = loss.ratio() == Ratio.EPISODE_GEOMETRIC;
        this.clipsDecisions = loss.surrogate() == Surrogate.GMPO;
        this.mostDrift = loss.driftMask() > 0 ? loss.driftMask() : Double.POSITIVE_INFINITY;
    }

    @Override
    public void apply(Batch batch, double[] slopes, Tally tally, long key) {
        int episodes = batch.weights().rollouts().episodes();
        if (weight.length < episodes) {
            weight = new double[episodes];
            counted = new double[episodes];
            advantage = new double[episodes];
        }
        batch.weights().forEachEpisode((episode, cells, begin, length) -> {
            weight[episode] = 0;
            counted[episode] = 0;
        });
        batch.weights().forEachDecision((episode, cell, w, a, coefficient) -> {
            weight[episode] += w;
            counted[episode] += w * coefficient;
            advantage[episode] = a;
        });
        batch.weights().forEachEpisode((episode, cells, begin, length) -> {
            if (weight[episode] > 0) {
                add(batch, slopes, tally, episode, cells, begin, length);
            }
        });
    }

    private void add(Batch batch, double[] slopes, Tally tally, int episode, int[] cells, int begin, int length) {
        LossWeights weights = batch.weights();
        boolean positive = advantage[episode] > 0;
        double log = 0;
        double bounded = 0;
        int kept = 0;
        for (int d = begin; d < begin + length; d++) {
            if (weights.keeps(episode, cells[d])) {
                double one = batch.logRatio(cells[d]);
                log += one;
                bounded += clipsDecisions ? Math.log(bound.value(Math.exp(one), positive)) : 0;
                kept++;
            }
        }
        double scale = geometric ? 1.0 / kept : 1;
        double ratio = Math.exp(log * scale);
        tally.weight += weight[episode];
        tally.ratio(ratio, weight[episode]);
        if (!positive && -log / kept > mostDrift) {
            tally.side(-1, weight[episode]);
            return;
        }
        double value = clipsDecisions ? Math.exp(bounded * scale) : bound.value(ratio, positive);
        double slope = clipsDecisions ? value : bound.slope(ratio, positive);
        double factor = counted[episode] * advantage[episode];
        tally.loss -= factor == 0 ? 0 : factor * value;
        if (!clipsDecisions) {
            tally.side(bound.side(ratio, positive), weight[episode]);
        }
        for (int d = begin; d < begin + length; d++) {
            if (weights.keeps(episode, cells[d])) {
                int side = clipsDecisions ? bound.side(Math.exp(batch.logRatio(cells[d])), positive) : 0;
                tally.side(side, weight[episode] / kept);
                slopes[batch.at(cells[d])] -= side != 0 || factor == 0 ? 0 : factor * slope * scale;
            }
        }
    }
}
