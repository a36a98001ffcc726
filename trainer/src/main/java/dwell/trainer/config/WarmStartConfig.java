package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;

/** What a policy learns by imitation before the first update ({@code trainer.warmStart.*}). */
public record WarmStartConfig(
        @Help("none, clone (behaviour cloning of a policy's traces) or distill (of the exact action values)")
        Kind kind,

        @Help("the fixed policy whose traces are cloned, for example optimal or think:8")
        String teacher,

        @Help("optimiser steps of the warm start, at least 1")
        int steps,

        @Help("step size of the warm start, greater than 0") double learningRate) {

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

    public WarmStartConfig {
        Require.within("steps", steps, 1, 1_000_000);
        Require.positive("learningRate", learningRate);
    }

    /** None. */
    public static WarmStartConfig defaults() {
        return new WarmStartConfig(Kind.NONE, "optimal", 200, 3e-3);
    }
}
