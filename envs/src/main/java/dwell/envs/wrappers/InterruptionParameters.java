package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;

/** Parameters of {@link InterruptionWrapper}. */
public record InterruptionParameters(
        @Help("probability that the deadline comes after a deliberate step, in [0, 1]")
        double hazard,

        @Help("deliberate step after which the deadline comes for certain, 1 to 512; 0 for none")
        int afterStep,

        @Help("deliberate steps that are left after a warning, 0 to 64; 0 cuts without a warning")
        int grace,

        @Help("deliberate steps that can still be taken inside the answer after the cut, 0 to 64")
        int leakSteps,

        @Help("what a step inside the answer costs, as a multiple of its compute, at least 0; 0 is not charged")
        double leakPrice) {
    public InterruptionParameters {
        Require.probability("hazard", hazard);
        Require.within("afterStep", afterStep, 0, 512);
        Require.within("grace", grace, 0, 64);
        Require.within("leakSteps", leakSteps, 0, 64);
        Require.within("leakPrice", leakPrice, 0, 1e9);
    }
}
