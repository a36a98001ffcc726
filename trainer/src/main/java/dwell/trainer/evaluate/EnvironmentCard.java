package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.Stakes;
import dwell.envs.exact.ParetoFront;
import dwell.envs.process.Feature;
import dwell.trainer.evaluate.EvaluationReport.Fixed;
import dwell.trainer.evaluate.EvaluationReport.StateMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to know about an environment: what it asks, what can be done and seen, and, where it is a process, everything
 * exact about its optimum.
 *
 * @param env id of the family
 * @param summary in one line
 * @param description in a paragraph
 * @param parameters the family's keys
 * @param mixture other families that are mixed in, the first one having weight 1
 * @param wrappers changes to the process, innermost first
 * @param stakes in force
 * @param computeUnit what a unit of compute is
 * @param actions in the order of the policy's logits
 * @param features of an observation, in order; empty where they have no names
 * @param featureCount of an observation
 * @param levels easiest first, within a member of a mixture
 * @param exact null for an environment that is stepped, not compiled
 */
public record EnvironmentCard(
        String env,
        String summary,
        String description,
        List<Parameter> parameters,
        List<Part> mixture,
        List<Part> wrappers,
        Stakes stakes,
        String computeUnit,
        List<Action> actions,
        List<Feature> features,
        int featureCount,
        List<String> levels,
        Exact exact) {

    /**
     * A key of the family.
     *
     * @param value in force: number, text, truth value, list or map
     * @param byDefault the same as the family declares it
     */
    public record Parameter(String key, Object value, Object byDefault, String help) {}

    /**
     * A family that is mixed in, or a wrapper.
     *
     * @param weight of a family, against 1 of the first one; 1 for a wrapper
     * @param compute what compute of a family counts; null for a wrapper
     */
    public record Part(String id, String summary, double weight, MemberCompute compute, List<Parameter> parameters) {}

    /**
     * What is exact.
     *
     * @param endings endings that some policy can bring about, with their probability under the optimum
     * @param overall the optimum over all items; {@code difficulty} is that of the mean known-level utility
     * @param levelTable the optimum by level, in the order of {@code levels}
     * @param budgetShape how the optimum's compute goes with the level; null for a mixture, whose levels have no common order
     * @param budgetShapeKnown the same of the optimum that is told the level
     * @param valueOfKnowingLevel what the optimum would gain if it were told the level
     * @param bestObserverUtility best utility found for what the observation shows; null where it shows the whole state
     * @param fixed policies to compare with, the best first
     * @param zones of fixed budgets, shortest first; empty where thinking is free or a state cannot count
     * @param pareto vertices of the exact front of value against compute
     * @param responses response times of the optimum
     * @param tallies what the process counts, under the optimum; empty where it counts nothing
     * @param map what the optimum does in each state; null where states are not drawn
     */
    public record Exact(
            Map<String, Double> endings,
            LevelCard overall,
            List<LevelCard> levelTable,
            BudgetShape budgetShape,
            BudgetShape budgetShapeKnown,
            double valueOfKnowingLevel,
            Double bestObserverUtility,
            List<Fixed> fixed,
            List<ZoneRange> zones,
            List<ParetoFront.Vertex> pareto,
            Responses responses,
            List<Tallied> tallies,
            StateMap map,
            Size size) {}

    /**
     * One level.
     *
     * @param difficulty exact, see {@link dwell.envs.exact.KnownLevel#difficulty}; null where stakes do not tell right from
     *     wrong
     * @param utility of the optimum, which does not see the level; likewise the next four
     * @param utilityKnown of the optimum that is told the level; likewise the next three
     * @param valueOfThinking mean value of thinking at the first decision; null where none offers both to go on and to end
     */
    public record LevelCard(
            String level,
            double weight,
            Double difficulty,
            double utility,
            double accuracy,
            double abstention,
            double thinks,
            double compute,
            double utilityKnown,
            double accuracyKnown,
            double thinksKnown,
            double computeKnown,
            Double valueOfThinking) {}

    /**
     * How large the process is and how long it takes.
     *
     * @param decisionStates states with a choice
     * @param rows distinct observations
     * @param startStates distinct start states: what items can look like
     * @param items distinct items: hidden class with start state
     * @param heldOutItems the same of held-out items; 0 where there are none
     * @param compileMillis wall time of compiling, once
     * @param solveMillis wall time of solving, once, after compiling
     */
    public record Size(
            int states,
            int decisionStates,
            int rows,
            int hiddenClasses,
            int startStates,
            int items,
            int heldOutItems,
            double compileMillis,
            double solveMillis) {}
}
