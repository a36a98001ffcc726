package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
     * answering at once, any other action wherever it is legal, fixed budgets, confidence thresholds and the myopic policy.
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
        firstAnswer(process)
                .ifPresent(answer -> process.actions().stream()
                        .filter(action -> !action.equals(answer) && openAtStart(process, action))
                        .forEach(action -> out.add(new Yardstick("always " + action.name(), "always", action.name()))));
        int most = mostThinks(process);
        for (int budget : BUDGETS) {
            if (budget > most) {
                break;
            }
            out.add(new Yardstick("think " + budget, "think", Integer.toString(budget)));
        }
        for (double confidence : CONFIDENCES) {
            out.add(new Yardstick("confidence " + confidence, "confidence", Double.toString(confidence)));
        }
        out.add(new Yardstick("myopic", "myopic", ""));
        return out;
    }

    private static Optional<Action> firstAnswer(CompiledProcess process) {
        return process.actions().stream()
                .filter(action -> action.kind() == ActionKind.ANSWER)
                .findFirst();
    }

    /** Whether the action is open at the first decision of every item, so that always taking it means something. */
    private static boolean openAtStart(CompiledProcess process, Action action) {
        int index = process.actions().indexOf(action);
        for (int c = 0; c < process.classCount(); c++) {
            for (int start : process.startStates(c)) {
                if (process.isDecision(start) && process.choiceOf(start, index) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Largest number of thinks of an episode; 0 where a state can be reached after different numbers, so that it cannot count. */
    static int mostThinks(CompiledProcess process) {
        int[] least = new int[process.stateCount()];
        int[] most = new int[process.stateCount()];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int c = 0; c < process.classCount(); c++) {
            for (int start : process.startStates(c)) {
                least[start] = 0;
            }
        }
        int largest = 0;
        for (int s = 0; s < least.length; s++) {
            if (process.isDecision(s) && least[s] != most[s]) {
                return 0;
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                boolean counts = process.isDecision(s)
                        && process.actions().get(process.actionOf(k)).kind().deliberates();
                int step = counts ? 1 : 0;
                largest = Math.max(largest, most[s] + step);
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    int target = process.branchTarget(b);
                    if (target >= 0) {
                        least[target] = Math.min(least[target], least[s] + step);
                        most[target] = Math.max(most[target], most[s] + step);
                    }
                }
            }
        }
        return largest;
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
