package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;

/** How advantages become a loss ({@code trainer.loss.*}). */
public record LossConfig(
        @Help(
                "loss aggregation: decision-mean (DAPO), episode-mean (GRPO), group-mean (over the decisions of each group), constant"
                        + " (sum by a constant; Dr. GRPO)")
        Aggregation aggregation,

        @Help("decisions that an episode counts as under aggregation: constant, greater than 0")
        double constantLength,

        @Help(
                "ratio of new to old probability: decision (of each), episode-geometric (geometric mean over the episode; GSPO) or"
                        + " episode-exact (product over the episode)")
        Ratio ratio,

        @Help(
                "what bounds a ratio: clip (PPO; DAPO with clipHigh), dual (the same, and at most clipBound where the advantage is"
                        + " negative), cispo (the weight of ln pi is the ratio, at most clipBound), sapo (a sigmoid gate), gmpo (clip of"
                        + " each decision inside the episode's geometric mean), none")
        Surrogate surrogate,

        @Help("PPO clip: a ratio counts down to 1 - clip, in [0, 1]")
        double clip,

        @Help("PPO clip: a ratio counts up to 1 + clipHigh, at least 0; -1 for the same as clip")
        double clipHigh,

        @Help("largest ratio under surrogate dual (negative advantages) and cispo, greater than 1")
        double clipBound,

        @Help("temperature of sapo's gate where the advantage is positive, greater than 0")
        double sapoPositive,

        @Help("temperature of sapo's gate where the advantage is not positive, greater than 0")
        double sapoNegative,

        @Help(
                "weight of the first decision of an episode, whose terms are averaged apart from those of all later decisions"
                        + " (Thinkless); -1 for no difference between them")
        double controlWeight,

        @Help(
                "decisions that the surrogate acts on: all, high-entropy (the selectShare of highest entropy), clip-cov (selectShare of"
                        + " those with a covariance in [covLow, covHigh] are left out), kl-cov (the selectShare of highest covariance pay"
                        + " klCovWeight times |ln ratio|)")
        Select select,

        @Help("share of decisions that select names, in (0, 1]")
        double selectShare,

        @Help("smallest covariance that clip-cov leaves out")
        double covLow,

        @Help("largest covariance that clip-cov leaves out, at least covLow")
        double covHigh,

        @Help("weight of |ln ratio| under select: kl-cov, at least 0")
        double klCovWeight,

        @Help(
                "episodes with a negative advantage are dropped once their mean ln(old / new probability) is above it, greater than 0; 0"
                        + " for none (DeepSeek-V3.2)")
        double driftMask) {

    /** How the terms of decisions make one loss. */
    public enum Aggregation {
        DECISION_MEAN,
        EPISODE_MEAN,
        GROUP_MEAN,
        CONSTANT;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** What a ratio is measured over. */
    public enum Ratio {
        DECISION,
        EPISODE_GEOMETRIC,
        EPISODE_EXACT;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** What bounds a ratio. */
    public enum Surrogate {
        CLIP,
        DUAL,
        CISPO,
        SAPO,
        GMPO,
        NONE;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** Which decisions the surrogate acts on. */
    public enum Select {
        ALL,
        HIGH_ENTROPY,
        CLIP_COV,
        KL_COV;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    public LossConfig {
        Require.positive("constantLength", constantLength);
        Require.within("clip", clip, 0, 1);
        Require.that(
                clipHigh == -1 || clipHigh >= 0,
                "clipHigh must be at least 0, or -1 for the same as clip, was %s",
                clipHigh);
        Require.that(
                clipBound > 1 && !Double.isInfinite(clipBound), "clipBound must be greater than 1, was %s", clipBound);
        Require.that(
                surrogate != Surrogate.DUAL || clipBound > 1 + (clipHigh == -1 ? clip : clipHigh),
                "clipBound must be greater than 1 + clipHigh under surrogate dual, was %s",
                clipBound);
        Require.positive("sapoPositive", sapoPositive);
        Require.positive("sapoNegative", sapoNegative);
        Require.that(
                surrogate != Surrogate.GMPO || ratio == Ratio.EPISODE_GEOMETRIC && clip < 1,
                "surrogate gmpo needs ratio: episode-geometric and a clip below 1, was ratio: %s, clip: %s",
                ratio,
                clip);
        Require.that(
                controlWeight == -1 || controlWeight >= 0,
                "controlWeight must be at least 0, or -1 for no difference, was %s",
                controlWeight);
        Require.that(
                controlWeight == -1 || ratio == Ratio.DECISION,
                "controlWeight must be -1 unless ratio is decision, was %s",
                controlWeight);
        Require.that(
                (select != Select.CLIP_COV && select != Select.KL_COV) || ratio == Ratio.DECISION,
                "select must be all or high-entropy unless ratio is decision, was %s",
                select);
        Require.that(selectShare > 0 && selectShare <= 1, "selectShare must lie in (0, 1], was %s", selectShare);
        Require.that(covLow <= covHigh, "covHigh must be at least covLow (%s), was %s", covLow, covHigh);
        Require.atLeast("klCovWeight", klCovWeight, 0);
        Require.atLeast("driftMask", driftMask, 0);
    }

    /** The upper clip in force. */
    public double clipAbove() {
        return clipHigh == -1 ? clip : clipHigh;
    }

    /** Every decision counts the same, PPO's clip. */
    public static LossConfig defaults() {
        return new LossConfig(
                Aggregation.DECISION_MEAN,
                8,
                Ratio.DECISION,
                Surrogate.CLIP,
                0.2,
                -1,
                5,
                1,
                1.05,
                -1,
                Select.ALL,
                0.2,
                1,
                5,
                1,
                0);
    }
}
