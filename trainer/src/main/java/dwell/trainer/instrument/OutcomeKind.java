package dwell.trainer.instrument;

import dwell.envs.Ending;
import dwell.envs.Require;
import dwell.envs.Stakes;
import dwell.envs.Verdict;

/**
 * One kind of episode that a mode of a {@link TwoModePrompt} can have.
 *
 * @param probability given the mode, in (0, 1]
 * @param verdict of the answer
 * @param ending of the episode
 * @param compute units spent; the mean where kinds were merged
 * @param thinks deliberate actions chosen; the rounded mean where kinds were merged
 * @param decisions of the episode, at least 1; the rounded mean where kinds were merged
 * @param confidence of the last decision, see {@code OutcomeGroup}; NaN where it is not known
 */
public record OutcomeKind(
        double probability,
        Verdict verdict,
        Ending ending,
        double compute,
        int thinks,
        int decisions,
        double confidence) {
    public OutcomeKind {
        Require.that(probability > 0 && probability <= 1 + 1e-9, "probability must lie in (0, 1], was %s", probability);
        Require.atLeast("compute", compute, 0);
        Require.atLeast("decisions", decisions, 1);
    }

    OutcomeKind withProbability(double other) {
        return new OutcomeKind(other, verdict, ending, compute, thinks, decisions, confidence);
    }

    /** An answer after one decision. */
    static OutcomeKind answered(double probability, Verdict verdict, double compute, int thinks) {
        return new OutcomeKind(probability, verdict, Ending.ANSWERED, compute, thinks, 1, Double.NaN);
    }

    /** Value of the verdict minus price times compute. */
    double utility(Stakes stakes) {
        return stakes.value(verdict) - stakes.price() * compute;
    }
}
