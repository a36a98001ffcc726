package dwell.trainer.instrument;

import dwell.envs.Stakes;
import java.util.List;
import java.util.Map;

/**
 * What a shaping pays for on a process, and what that costs. Amounts of compute are in the process's unit; utilities are true ones.
 * Where a shaping is group-relative, {@code optimum} and all that follows from it is the fixed point of best responses; prices by
 * level are expected rewards with the other members acting like the true optimum or, where the rule keeps a state, as they and
 * it were in the last round.
 *
 * @param env the task
 * @param shaping id
 * @param parameters of the shaping
 * @param groupRelative whether a reward depends on other members or on history
 * @param state whether the rule keeps a state
 * @param groupSize rollouts of each item
 * @param optimum how the shaped optimum was found
 * @param optimalUtility of the true optimum
 * @param utility true utility of the shaped optimum
 * @param paid expected reward of the shaped optimum
 * @param hackGap paid minus true utility
 * @param levels by level, easiest first
 * @param against the comparison with another shaping; null where none was asked for
 */
public record AuditReport(
        String env,
        String shaping,
        Map<String, Object> parameters,
        Stakes stakes,
        String computeUnit,
        boolean groupRelative,
        boolean state,
        int groupSize,
        Found optimum,
        double optimalUtility,
        double utility,
        Split regret,
        double paid,
        double hackGap,
        List<Level> levels,
        Comparison against) {

    /**
     * How a shaped optimum was found.
     *
     * @param exact whether rewards are exact; false where groups were sampled
     * @param converged whether best responses came to rest; true where the reward is the episode's own
     * @param rounds of best responses
     * @param cycle length of the cycle that was averaged over; 0 for none
     * @param states of the augmented process
     */
    public record Found(boolean exact, boolean converged, int rounds, int cycle, int states) {}

    /** True utility lost against the true optimum, by cause. */
    public record Split(double total, double overthinking, double underthinking, double wrongAnswer) {}

    /** What a policy does on a level. */
    public record Does(double accuracy, double thinks, double compute, double utility) {}

    /**
     * One level.
     *
     * @param directAccuracy of answering at once
     * @param rate accuracy points that the shaping pays for one compute unit less, where the true optimum spends; null where
     *     being right is not paid above being wrong there, or there is only one budget
     * @param trueRate the same of the utility
     * @param thinkingCompute the budget of thinking that the break-evens are of; null where nothing can be thought
     * @param breakEven accuracy at which thinking pays as much as answering at once; can lie outside [0, 1]; null likewise
     * @param trueBreakEven the same of the utility
     * @param wrongAnswers what more compute does to a wrong answer's reward: charged, free, paid, or both
     * @param dominated the worst pair of a wrong answer paid above a right one to the same item; null where there is none
     * @param budgets the ordering table
     */
    public record Level(
            String level,
            double weight,
            Does trueOptimum,
            Does shapedOptimum,
            Split regret,
            double directAccuracy,
            Double rate,
            Double trueRate,
            Double thinkingCompute,
            Double breakEven,
            Double trueBreakEven,
            String wrongAnswers,
            Dominated dominated,
            List<Budget> budgets) {}

    /** A wrong answer that is paid above a right one. */
    public record Dominated(double wrongCompute, double wrongReward, double rightCompute, double rightReward) {}

    /**
     * A row of the ordering table: mean rewards of outcomes that spent about so much, each choice taken alike.
     *
     * @param right reward of a right answer; null where there is none
     * @param wrong reward of a wrong answer; null where there is none
     */
    public record Budget(double compute, Double right, Double wrong) {}

    /**
     * Two shapings.
     *
     * @param shaping id of the other
     * @param parameters of the other
     * @param samePolicies whether the same policies are optimal under both
     * @param advantageDifference largest difference, over all states and choices, of how far a choice falls behind the best
     * @param regret of the other's optimum
     * @param counterExample where they differ; null where they do not
     */
    public record Comparison(
            String shaping,
            Map<String, Object> parameters,
            boolean samePolicies,
            double advantageDifference,
            Split regret,
            CounterExample counterExample) {}

    /**
     * A state, reached by optimal choices of the first shaping, in which other choices are optimal under the second.
     *
     * @param probability of coming there
     * @param startState in which its items start
     * @param state where the shapings differ
     * @param belief posterior probability of each level
     * @param observed features by name; empty where rows are blurred
     * @param thinks before
     * @param choices what can be done and what it is worth
     * @param replay options of {@code ./dwell explain}, beside those of the task, that show an episode through the state; null
     *     where none of the first items comes through it
     */
    public record CounterExample(
            double probability,
            String startState,
            String state,
            Map<String, Double> belief,
            Map<String, Double> observed,
            int thinks,
            List<Option> choices,
            String replay) {}

    /** One choice of a counter-example: expected reward if taken and then acting optimally, under each shaping. */
    public record Option(String action, double value, boolean optimal, double otherValue, boolean otherOptimal) {}
}
