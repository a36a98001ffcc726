package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.Stakes;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known about a policy in a stepped environment after sampled evaluation: the content of {@code
 * evaluation.json}, and what the report and the tables are drawn from. Every policy in it plays the same items by the same
 * draws, one episode an item; they do not depend on the run's seed or on training. Compute is in {@code computeUnit},
 * utilities in units of the stakes, shares and probabilities in [0, 1].
 *
 * @param format version of this layout, now 1
 * @param run name of the run's folder; for a fixed policy its name
 * @param env id of the family
 * @param policy id of the learned policy, or the fixed policy
 * @param seed of the run
 * @param updates that the policy was trained for
 * @param decisions training decisions
 * @param seconds training wall time, evaluation excluded
 * @param decisionsPerSecond training decisions by training wall time after the first 10 updates; 0 without training
 * @param mode {@code sampled} or {@code greedy}: how the policy acts in the figures
 * @param stakes in force
 * @param computeUnit what a unit of compute is
 * @param actions of the environment
 * @param episodes behind every figure that is not of one level
 * @param overall the policy on items to train on
 * @param levels the same by level, easiest first; levels that no item had are left out
 * @param greedy the policy that takes its likeliest action; of a fixed policy the same as {@code overall}
 * @param untrained the policy with its initial weights; null for a fixed policy
 * @param fixed policies to compare with
 * @param heldOut the policy on held-out items
 * @param testChanges what is different in the test task; empty where there is none
 * @param test the policy in the test task, under the stakes of that task; null where there is none
 */
public record SampledReport(
        int format,
        String run,
        String env,
        String policy,
        long seed,
        int updates,
        long decisions,
        double seconds,
        double decisionsPerSecond,
        String mode,
        Stakes stakes,
        String computeUnit,
        List<Action> actions,
        int episodes,
        Sample overall,
        List<Sample> levels,
        Sample greedy,
        Sample untrained,
        List<Fixed> fixed,
        Played heldOut,
        List<String> testChanges,
        Played test)
        implements PolicyReport {
    @Override
    public String kind() {
        return "sampled";
    }

    /**
     * What a policy did on some items.
     *
     * @param level of the items; {@code all} for all of them
     * @param episodes how many
     * @param utility value of the verdicts minus price times compute
     * @param bound upper bound on the utility of any policy, also of one that is told everything about the item, see {@link
     *     dwell.envs.VectorEnvironment#utilityBound}; null where none is known
     * @param gap {@code bound - utility}, its error that of the paired difference: at most this far from the best possible, an upper
     *     bound on the regret; null where no bound is known
     * @param accuracy share of correct answers
     * @param abstention share of episodes that end without an answer
     * @param thinks per item
     * @param compute per item
     * @param endings share of each ending, by its name
     * @param actionShares counts, not shares: how often each action is chosen in an episode on average, forced moves left out, in the order
     *     of the actions; shares only where an episode has one choice
     */
    public record Sample(
            String level,
            int episodes,
            Estimate utility,
            Estimate bound,
            Estimate gap,
            Estimate accuracy,
            Estimate abstention,
            Estimate thinks,
            Estimate compute,
            Map<String, Estimate> endings,
            List<Estimate> actionShares) {}

    /** All items of a kind, and by level. */
    public record Played(Sample overall, List<Sample> levels) {}

    /**
     * A policy to compare with.
     *
     * @param policy for example {@code think 4}
     * @param behind how much less than the evaluated policy it is worth, paired by item; negative where it is worth more
     */
    public record Fixed(String policy, Estimate behind, Sample overall, List<Sample> levels) {}
}
