package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/**
 * What a policy learns by imitation before the first update ({@code trainer.warmStart.*}). Optimiser, schedule and gradient clip
 * are the trainer's.
 */
public record WarmStartConfig(
        @Help("none, clone (behaviour cloning of a policy's traces) or distill (of the exact action values)")
        Kind kind,

        @Help("clone: the fixed policy whose traces are imitated, for example optimal or think:8")
        String teacher,

        @Help(
                "clone: traces that are drawn, at least 0; 0 imitates the expectation over all traces exactly, and needs a process")
        int traces,

        @Help(
                "clone: what is left of a trace: full, thought-dropout (all, or with probability dropout no thoughts; TON),"
                        + " trace-dropping (a level drawn from levels; Dualformer) or self-braking (cut where overthinking begins; SBT)")
        Edit edit,

        @Help("thought-dropout: share of traces whose thoughts are all dropped, in [0, 1]")
        double dropout,

        @Help(
                "trace-dropping: shares of full traces and of levels L1 (rechecks dropped), L2 (tools too), L3 (each other think too"
                        + " with probability dropShare) and L4 (all thoughts); five numbers that sum to 1")
        List<Double> levels,

        @Help("trace-dropping: probability with which L3 drops a think, in [0, 1]")
        double dropShare,

        @Help("self-braking: overthinking score from which a trace is cut, in (0, 1]")
        double brakeAt,

        @Help("self-braking: thinks after the cut that are shown but not imitated, at least 0")
        int maskedThinks,

        @Help("self-braking: an answer counts as found once it would be right with this probability, in (0, 1]")
        double foundAt,

        @Help("distill: action values are divided by it before they become probabilities, greater than 0")
        double valueTemperature,

        @Help("distill: whose visits weight the observations: policy (as it is at each step) or optimal")
        Visits visits,

        @Help("optimiser steps of the warm start, at least 1")
        int steps,

        @Help("step size of the warm start's first step, greater than 0")
        double learningRate) {

    private static final int LEVELS = 5;
    private static final double ROUNDING = 1e-9;

    /** What is imitated. */
    public enum Kind {
        NONE,
        CLONE,
        DISTILL;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** What is left of a trace. */
    public enum Edit {
        FULL,
        THOUGHT_DROPOUT,
        TRACE_DROPPING,
        SELF_BRAKING;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** Whose visits weight what is distilled. */
    public enum Visits {
        POLICY,
        OPTIMAL;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    public WarmStartConfig {
        Require.within("traces", traces, 0, 1_000_000);
        Require.probability("dropout", dropout);
        levels = List.copyOf(levels);
        Require.that(levels.size() == LEVELS, "levels must have %d numbers, had %d", LEVELS, levels.size());
        levels.forEach(share -> Require.probability("levels", share));
        double sum = levels.stream().mapToDouble(Double::doubleValue).sum();
        Require.that(Math.abs(sum - 1) <= ROUNDING, "levels must sum to 1, summed to %s", sum);
        Require.probability("dropShare", dropShare);
        Require.that(brakeAt > 0 && brakeAt <= 1, "brakeAt must lie in (0, 1], was %s", brakeAt);
        Require.atLeast("maskedThinks", maskedThinks, 0);
        Require.that(foundAt > 0 && foundAt <= 1, "foundAt must lie in (0, 1], was %s", foundAt);
        Require.positive("valueTemperature", valueTemperature);
        Require.within("steps", steps, 1, 1_000_000);
        Require.positive("learningRate", learningRate);
    }

    /**
     * None. Dropout is that of TON (2505.16854), shares of levels and of dropped thinks those of Dualformer's mazes (2410.09918),
     * the score that of SBT (2505.14604).
     */
    public static WarmStartConfig defaults() {
        return new WarmStartConfig(
                Kind.NONE,
                "optimal",
                0,
                Edit.FULL,
                0.5,
                List.of(0.45, 1.0 / 6, 1.0 / 6, 1.0 / 6, 0.05),
                0.3,
                0.2,
                2,
                0.9,
                0.02,
                Visits.POLICY,
                200,
                0.01);
    }
}
