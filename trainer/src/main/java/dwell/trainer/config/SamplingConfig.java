package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;

/**
 * How rollouts are drawn: from the policy as it is, or from something else, and how the difference is corrected for
 * ({@code trainer.sampling.*}).
 */
public record SamplingConfig(
        @Help("logits are divided by it while rollouts are drawn, greater than 0; 1 for the policy itself")
        double temperature,

        @Help("share of the uniform policy in what rollouts are drawn from, in [0, 1)")
        double epsilon,

        @Help(
                "first decision of an episode: policy, or forced (a fixed share of each group does not think, the rest thinks; AdaptThink)")
        FirstDecision firstDecision,

        @Help("share of a group that is forced not to think at the first decision, in (0, 1)")
        double forcedShare,

        @Help("updates between the weights that draw rollouts and the present ones, at least 0; 0 draws on-policy")
        int lag,

        @Help(
                "what corrects for rollouts that the present policy did not draw: behaviour (ratios are measured against what drew"
                        + " them), none (against the policy at the start of the update, uncorrected), truncate or mask (the same,"
                        + " weighted by the ratio of that policy to what drew them)")
        Importance importance,

        @Help("where truncate and mask measure the ratio: decision, or episode (the product over the episode)")
        ImportanceLevel importanceLevel,

        @Help("largest importance ratio: truncate caps at it, mask drops what is above it or below 1 / it; at least 1")
        double importanceCap,

        @Help(
                "rounds in which PROPS draws an update's rollouts, at least 0; 0 and 1 draw them at once, from the policy")
        int propsRounds,

        @Help("PROPS: how far the probability of an over-sampled action is pushed down, relative, in (0, 1)")
        double propsClip,

        @Help(
                "groups whose rewards are all equal: keep, skip, resample (DAPO) or replay (stored groups in their place)")
        Degenerate degenerate,

        @Help("times that an equal group is drawn anew under degenerate: resample, at least 1")
        int resampleTries,

        @Help("groups that are stored under degenerate: replay, at least 1")
        int replayCapacity) {

    /** Who takes the first decision of an episode. */
    public enum FirstDecision {
        POLICY,
        FORCED;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** How rollouts of another policy are corrected for. */
    public enum Importance {
        BEHAVIOUR,
        NONE,
        TRUNCATE,
        MASK;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** What an importance ratio is a product over. */
    public enum ImportanceLevel {
        DECISION,
        EPISODE;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** What happens to a group whose rewards are all equal. */
    public enum Degenerate {
        KEEP,
        SKIP,
        RESAMPLE,
        REPLAY;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    public SamplingConfig {
        Require.positive("temperature", temperature);
        Require.that(epsilon >= 0 && epsilon < 1, "epsilon must lie in [0, 1), was %s", epsilon);
        Require.that(forcedShare > 0 && forcedShare < 1, "forcedShare must lie in (0, 1), was %s", forcedShare);
        Require.within("lag", lag, 0, 1000);
        Require.atLeast("importanceCap", importanceCap, 1);
        Require.within("propsRounds", propsRounds, 0, 1024);
        Require.that(propsClip > 0 && propsClip < 1, "propsClip must lie in (0, 1), was %s", propsClip);
        Require.within("resampleTries", resampleTries, 1, 100);
        Require.within("replayCapacity", replayCapacity, 1, 1 << 16);
        Require.that(
                propsRounds <= 1
                        || temperature == 1 && epsilon == 0 && firstDecision == FirstDecision.POLICY && lag == 0,
                "propsRounds must be at most 1 where rollouts are not drawn from the policy itself (temperature 1, epsilon 0,"
                        + " firstDecision policy, lag 0), which PROPS matches them to, was %s",
                propsRounds);
        Require.that(
                propsRounds <= 1 || degenerate == Degenerate.KEEP || degenerate == Degenerate.SKIP,
                "propsRounds must be at most 1 under degenerate: %s, which changes the data that PROPS has matched to the policy,"
                        + " was %s",
                degenerate,
                propsRounds);
        Require.that(
                lag == 0 || degenerate != Degenerate.REPLAY,
                "lag must be 0 under degenerate: replay, whose groups are stale already, was %s",
                lag);
    }

    /** On-policy, every group kept. */
    public static SamplingConfig defaults() {
        return new SamplingConfig(
                1,
                0,
                FirstDecision.POLICY,
                0.5,
                0,
                Importance.BEHAVIOUR,
                ImportanceLevel.DECISION,
                2,
                0,
                0.3,
                Degenerate.KEEP,
                3,
                256);
    }
}
