package dwell.envs.exact;

import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of thinking at the first decision of an item: mean of {@link Optimum#valueOfThinking} over the states in which the
 * first decision is taken, reached from the start states by forced moves. Negative where answering at once is better. First
 * decisions that do not offer both to go on and to end are left out of the mean; NaN where none does.
 *
 * @param overall over all items
 * @param levels by level, easiest first
 */
public record ThinkingAtStart(double overall, List<Double> levels) {
    public ThinkingAtStart {
        levels = List.copyOf(levels);
    }

    /** Averages over first decisions. */
    public static ThinkingAtStart of(Optimum optimum) {
        CompiledProcess process = optimum.process();
        double[] sum = new double[process.levelCount() + 1];
        double[] weight = new double[process.levelCount() + 1];
        for (int c = 0; c < process.classCount(); c++) {
            double[] reached = new double[process.stateCount()];
            for (int i = 0; i < process.startStates(c).length; i++) {
                reached[process.startStates(c)[i]] += process.startProbabilities(c)[i];
            }
            for (int s = 0; s < reached.length; s++) {
                if (reached[s] == 0) {
                    continue;
                }
                if (!process.isDecision(s)) {
                    pass(process, c, s, reached);
                    continue;
                }
                double value = optimum.valueOfThinking(s);
                double p = process.prior(c) * reached[s];
                if (!Double.isNaN(value)) {
                    for (int at : new int[] {process.levelOf(c), process.levelCount()}) {
                        sum[at] += p * value;
                        weight[at] += p;
                    }
                }
            }
        }
        List<Double> levels = new ArrayList<>();
        for (int level = 0; level < process.levelCount(); level++) {
            levels.add(sum[level] / weight[level]);
        }
        return new ThinkingAtStart(sum[process.levelCount()] / weight[process.levelCount()], levels);
    }

    private static void pass(CompiledProcess process, int hiddenClass, int state, double[] reached) {
        int forced = process.choiceBegin(state);
        for (int b = process.branchBegin(forced); b < process.branchBegin(forced + 1); b++) {
            if (process.branchTarget(b) >= 0) {
                reached[process.branchTarget(b)] += reached[state] * process.probability(hiddenClass, b);
            }
        }
    }
}
