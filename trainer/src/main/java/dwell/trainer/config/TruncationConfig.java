package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;

/** What happens to episodes whose answer was forced at the budget ({@code trainer.truncation.*}). */
public record TruncationConfig(
        @Help(
                "episodes whose answer was forced at the budget: keep (as they are), mask (out of baseline, loss and its denominator;"
                        + " DAPO), penalise (penalty off their reward), ramp (penalty that rises over the last share of the budget; DAPO),"
                        + " bootstrap (the value that the critic or the exact table gives their last observation, in place of their"
                        + " reward)")
        Mode mode,

        @Help("largest penalty under penalise and ramp, at least 0")
        double penalty,

        @Help("share of the largest compute of an episode over which ramp rises, in (0, 1]")
        double rampShare) {

    /** What happens to a forced answer. */
    public enum Mode {
        KEEP,
        MASK,
        PENALISE,
        RAMP,
        BOOTSTRAP;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    public TruncationConfig {
        Require.atLeast("penalty", penalty, 0);
        Require.that(rampShare > 0 && rampShare <= 1, "rampShare must lie in (0, 1], was %s", rampShare);
    }

    /** Forced answers are scored as any other. */
    public static TruncationConfig defaults() {
        return new TruncationConfig(Mode.KEEP, 1, 0.2);
    }
}
