package dwell.trainer.objective;

/**
 * Detaches what the policy has already left behind: the decisions of an episode with a negative advantage once their mean
 * {@code ln(pi_old / pi)} is above a threshold (off-policy sequence masking, DeepSeek-V3.2 2512.02556). Detached
 * decisions stay in every denominator, as there, and count as clipped from below.
 */
final class DriftMask {
    private final double threshold;

    DriftMask(double threshold) {
        this.threshold = threshold;
    }

    /** Detaches from the sums of what was gathered. */
    void detach(SurrogateLoss.Batch batch, SurrogateLoss.Tally tally) {
        LossWeights weights = batch.weights();
        boolean[] drifted = new boolean[weights.rollouts().episodes()];
        weights.forEachEpisode((episode, cells, begin, length) -> {
            double drift = 0;
            int kept = 0;
            for (int d = begin; d < begin + length; d++) {
                if (weights.keeps(episode, cells[d])) {
                    drift -= batch.logRatio(cells[d]);
                    kept++;
                }
            }
            drifted[episode] = drift > threshold * kept;
        });
        weights.forEachDecision((episode, cell, weight, advantage, coefficient) -> {
            if (drifted[episode] && advantage < 0) {
                weights.detach(cell, weight * coefficient * advantage);
                tally.side(-1, weight);
            }
        });
    }
}
