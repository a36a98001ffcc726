package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;

/** Parameters of {@link UpdateWrapper}. */
public record UpdateParameters(
        @Help("probability that the update comes after a deliberate step, in [0, 1]")
        double hazard,

        @Help("deliberate step after which the update comes for certain, 1 to 512; 0 for none")
        int afterStep) {
    public UpdateParameters {
        Require.probability("hazard", hazard);
        Require.within("afterStep", afterStep, 0, 512);
    }
}
