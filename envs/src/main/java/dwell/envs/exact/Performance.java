package dwell.envs.exact;

import java.util.List;

/**
 * What a policy does on a set of items, in expectation.
 *
 * @param utility value of the verdicts minus price times compute
 * @param accuracy probability of a correct answer
 * @param abstention probability of ending without an answer
 * @param thinks deliberate actions chosen per item
 * @param compute compute units per item
 * @param endings probability of each {@link dwell.envs.Ending}, in its order
 * @param actions times that each action is chosen per item, forced moves not counted, in the order of the process
 */
public record Performance(
        double utility,
        double accuracy,
        double abstention,
        double thinks,
        double compute,
        List<Double> endings,
        List<Double> actions) {}
