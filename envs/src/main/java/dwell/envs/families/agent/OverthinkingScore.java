package dwell.envs.families.agent;

import dwell.envs.Require;

/**
 * How much an episode favours the head over the world, from 0 (always interacts) to 10 (detached from feedback), after Cuadron et
 * al. 2025, "The danger of overthinking" (arXiv 2502.08235). Differs from the paper: counted instead of judged by a language
 * model; the three patterns weigh the same, and the first two count up to once for each stage.
 *
 * @param stages stages of the task, at least 1
 */
public record OverthinkingScore(int stages) {
    public OverthinkingScore {
        Require.atLeast("stages", stages, 1);
    }

    /**
     * The score of an episode.
     *
     * @param paralysis runs of simulations without acting that are long enough to count
     * @param rogue acts issued on top of acts whose feedback was not read
     * @param premature 1 if the episode ended on an internal prediction, otherwise 0
     * @return in [0, 10]
     */
    public double of(double paralysis, double rogue, double premature) {
        double sum = Math.min(1, paralysis / stages) + Math.min(1, rogue / stages) + premature;
        return 10 * sum / 3;
    }
}
