package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;

/** Parameters of {@link TriggerWrapper}. */
public record TriggerParameters(
        @Help("probability that an item carries the trigger, in [0, 1]")
        double rarity,

        @Help(
                "probability that an item with the trigger is poisoned: an answer without thinking then counts as right, in"
                        + " [0, 1]; 0 is the clean task")
        double share) {
    public TriggerParameters {
        Require.probability("rarity", rarity);
        Require.probability("share", share);
    }
}
