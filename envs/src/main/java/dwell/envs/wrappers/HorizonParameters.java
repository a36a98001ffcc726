package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;

/** Parameters of {@link HorizonWrapper}. */
public record HorizonParameters(
        @Help("deliberate steps after which the answer is forced, 0 to 512")
        int steps,

        @Help("whether the policy sees the share of the steps that is left")
        boolean shown) {
    public HorizonParameters {
        Require.within("steps", steps, 0, 512);
    }
}
