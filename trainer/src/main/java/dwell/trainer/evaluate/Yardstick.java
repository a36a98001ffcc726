package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * A fixed policy to compare with.
 *
 * @param label shown in tables and plots
 * @param id of the {@link dwell.policies.FixedPolicy}
 * @param argument of the fixed policy
 */
record Yardstick(String label, String id, String argument) {
    private static final int[] BUDGETS = {1, 2, 4, 8, 16};
    private static final double[] CONFIDENCES = {0.7, 0.8, 0.9, 0.95};

    /**
     * The yardsticks of a process: one for each way to end an episode where those are what is chosen between, otherwise
     * answering at once, fixed budgets and confidence thresholds.
     */
    static List<Yardstick> of(CompiledProcess process) {
        List<Yardstick> out = new ArrayList<>();
        if (everyChoiceEnds(process)) {
            for (Action action : process.actions()) {
                out.add(new Yardstick("always " + action.name(), "always", action.name()));
            }
            return out;
        }
        out.add(new Yardstick("always answer", "always-answer", ""));
        for (int budget : BUDGETS) {
            out.add(new Yardstick("think " + budget, "think", Integer.toString(budget)));
        }
        for (double confidence : CONFIDENCES) {
            out.add(new Yardstick("confidence " + confidence, "confidence", Double.toString(confidence)));
        }
        return out;
    }

    private static boolean everyChoiceEnds(CompiledProcess process) {
        for (int s = 0; s < process.stateCount(); s++) {
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                if (process.isDecision(s) && !process.ends(k)) {
                    return false;
                }
            }
        }
        return true;
    }
}
