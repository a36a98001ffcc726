package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.Stakes;
import dwell.envs.exact.ParetoFront;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known about a policy after evaluation: the content of {@code evaluation.json}, and what the report and
 * the tables are drawn from. All expectations are exact. Compute is in {@code computeUnit}, utilities in units of the
 * stakes, shares and probabilities in [0, 1].
 *
 * @param format version of this layout, now 1
 * @param run name of the run's folder; for a fixed policy its name
 * @param env the family, what is mixed in, the wrappers: {@link dwell.trainer.config.RunConfig#task}
 * @param policy id of the learned policy, or the fixed policy
 * @param seed of the run
 * @param updates that the policy was trained for
 * @param decisions training decisions
 * @param seconds training wall time, evaluation excluded
 * @param decisionsPerSecond training decisions by training wall time after the first 10 updates; 0 without training
 * @param mode {@code sampled} or {@code greedy}: which policy the figures are of
 * @param stakes in force
 * @param computeUnit what a unit of compute is
 * @param actions of the process
 * @param utility of the policy
 * @param optimalUtility of the policy that sees the whole state
 * @param regret {@code optimalUtility - utility}
 * @param overthinkingLoss part of the regret
 * @param underthinkingLoss part of the regret
 * @param wrongAnswerLoss part of the regret; the three add up to it
 * @param accuracy probability of a correct answer
 * @param optimalAccuracy of the optimal policy
 * @param abstention probability of ending without an answer
 * @param thinks per item
 * @param optimalThinks of the optimal policy
 * @param compute per item
 * @param optimalCompute of the optimal policy
 * @param hypervigilanceIndex compute spent by overthinking choices, by the compute of the optimal policy; NaN is written as null
 * @param greedyUtility of the policy that takes its likeliest action
 * @param greedyRegret of that policy
 * @param untrainedUtility of the policy with its initial weights; null for a fixed policy
 * @param untrainedRegret of that policy; null for a fixed policy
 * @param utilityLevelKnown optimal utility when the level is told
 * @param bestObserverUtility best utility found for what the observation shows; null where it shows the whole state
 * @param endings probability of each ending, by its name
 * @param actionShares counts, not shares: how often each action is chosen in an episode on average, forced moves left out, in
 *     the order of {@code actions}; shares only where an item has one choice
 * @param optimalActionShares the same of the optimal policy
 * @param levels by level, easiest first
 * @param fixed policies to compare with
 * @param pareto vertices of the exact front
 * @param computeDistribution exact distribution of compute
 * @param heldOut the same policy on held-out items; null where there are none
 * @param testChanges what is different in the test task; empty where there is none
 * @param test the same policy in the test task, under the stakes of that task; null where there is none
 * @param map what the policy does in each state; null where states are not drawn
 * @param responses response times of the policy; null in files of before they were written
 * @param optimalResponses response times of the optimal policy; null likewise
 * @param tallies what the process counts; empty where it counts nothing, null in files of before they were written
 */
public record EvaluationReport(
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
        double utility,
        double optimalUtility,
        double regret,
        double overthinkingLoss,
        double underthinkingLoss,
        double wrongAnswerLoss,
        double accuracy,
        double optimalAccuracy,
        double abstention,
        double thinks,
        double optimalThinks,
        double compute,
        double optimalCompute,
        Double hypervigilanceIndex,
        double greedyUtility,
        double greedyRegret,
        Double untrainedUtility,
        Double untrainedRegret,
        double utilityLevelKnown,
        Double bestObserverUtility,
        Map<String, Double> endings,
        List<Double> actionShares,
        List<Double> optimalActionShares,
        List<Level> levels,
        List<Fixed> fixed,
        List<ParetoFront.Vertex> pareto,
        List<Mass> computeDistribution,
        HeldOut heldOut,
        List<String> testChanges,
        HeldOut test,
        StateMap map,
        Responses responses,
        Responses optimalResponses,
        List<Tallied> tallies)
        implements PolicyReport {
    @Override
    public String kind() {
        return "exact";
    }

    /** One level of difficulty; the components mean what they mean overall. */
    public record Level(
            String level,
            double weight,
            double accuracy,
            double optimalAccuracy,
            double abstention,
            double thinks,
            double optimalThinks,
            double compute,
            double optimalCompute,
            double utility,
            double optimalUtility,
            double regret,
            double overthinkingLoss,
            double underthinkingLoss,
            double wrongAnswerLoss,
            List<Double> actionShares,
            List<Double> optimalActionShares) {}

    /**
     * A policy to compare with.
     *
     * @param policy for example {@code always low} or {@code think:3}
     * @param levelUtility by level
     */
    public record Fixed(
            String policy, double accuracy, double thinks, double compute, double utility, List<Double> levelUtility) {}

    /** Probability of an amount of compute. */
    public record Mass(double compute, double probability) {}

    /** The policy where it was not trained, against the optimum there. */
    public record HeldOut(
            double utility,
            double optimalUtility,
            double regret,
            double overthinkingLoss,
            double underthinkingLoss,
            double wrongAnswerLoss,
            double accuracy,
            double thinks,
            double compute,
            List<Level> levels) {}

    /**
     * What the policy does in each state.
     *
     * @param xAxis name of the first coordinate
     * @param yAxis name of the second coordinate
     */
    public record StateMap(String xAxis, String yAxis, List<MapPoint> points) {}

    /**
     * One decision state.
     *
     * @param panel states of one panel share a picture
     * @param think probability of a deliberate action
     * @param optimalThink whether the optimal policy deliberates
     * @param visits probability that an episode comes here
     */
    public record MapPoint(String panel, double x, double y, double think, boolean optimalThink, double visits) {}
}
