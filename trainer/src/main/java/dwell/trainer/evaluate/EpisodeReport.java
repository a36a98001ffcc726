package dwell.trainer.evaluate;

import dwell.envs.Stakes;
import java.util.List;
import java.util.Map;

/**
 * One episode, step by step, against the optimum. {@code utility = startValue - cost + luck}; costs and luck are the sums over
 * steps. {@code cost} is the episode's regret: its mean over episodes is the policy's regret.
 *
 * @param env the task, {@link dwell.trainer.config.RunConfig#task}
 * @param policy id of the learned policy, or the fixed policy
 * @param item its number among items of all levels
 * @param episode its number among episodes of the item
 * @param level of the item, which the policy does not see
 * @param hidden name of the item's hidden class
 * @param optimalUtility of the optimum over all items
 * @param startValue what the optimum expects at the item's start
 * @param ending why the episode ended
 * @param verdict what was answered
 */
public record EpisodeReport(
        String env,
        String policy,
        int item,
        int episode,
        String level,
        String hidden,
        Stakes stakes,
        String computeUnit,
        double optimalUtility,
        double startValue,
        List<Step> steps,
        String ending,
        String verdict,
        int thinks,
        double compute,
        double utility,
        double cost,
        double luck) {

    /**
     * One step; where it is forced, what belongs to a decision is null or empty.
     *
     * @param decision false for a forced move
     * @param state as it was declared
     * @param observed features by name
     * @param belief posterior probability of each level by name, given everything that happened
     * @param rightNow probability that the best answer now is right; null where the episode cannot be ended by an answer
     * @param valueOfThinking value of the best choice that goes on, then acting optimally, beyond that of the best that ends,
     *     price included; null where there are not both
     * @param priceOfThinking utility that the best choice that goes on costs at once, in expectation; null likewise
     * @param probabilities with which the policy takes each action
     * @param values optimal utility after each action
     * @param action taken, or forced; null for a move of nature
     * @param optimalAction the optimum's
     * @param value optimal utility before the step
     * @param cost optimal utility before the step minus that of the action
     * @param mistake kind of loss; null where the step costs nothing
     * @param luck what followed, less what was to be expected of the action
     * @param compute units spent
     */
    public record Step(
            boolean decision,
            String state,
            Map<String, Double> observed,
            Map<String, Double> belief,
            Double rightNow,
            Double valueOfThinking,
            Double priceOfThinking,
            Map<String, Double> probabilities,
            Map<String, Double> values,
            String action,
            String optimalAction,
            double value,
            double cost,
            String mistake,
            double luck,
            double compute) {}
}
