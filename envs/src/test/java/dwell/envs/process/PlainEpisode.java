package dwell.envs.process;

import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** One episode in the plainest way, from the published tables of a process: what the fast simulator must reproduce. */
final class PlainEpisode {
    final List<Integer> decisions = new ArrayList<>();
    int terminal;
    int thinks;
    double compute;

    PlainEpisode(CompiledProcess process, double[] rows, long key, Item item) {
        int c = item.hiddenClass();
        int state = item.startState();
        for (int t = 0; state >= 0; t++) {
            int choice = process.choiceBegin(state);
            if (process.isDecision(state)) {
                int first = process.readingBegin(state);
                int last = process.readingBegin(state + 1);
                int reading = first + draw(last - first, i -> process.readingProbability(first + i), key, 3L * t);
                int base = process.readingRow(reading) * process.actionCount();
                int action = draw(process.actionCount(), a -> rows[base + a], key, 3L * t + 1);
                decisions.add(base + action);
                thinks += process.actions().get(action).kind().deliberates() ? 1 : 0;
                choice = process.choiceOf(state, action);
            }
            compute += process.compute(c, choice);
            int begin = process.branchBegin(choice);
            int branches = process.branchBegin(choice + 1) - begin;
            int branch = begin + draw(branches, i -> process.probability(c, begin + i), key, 3L * t + 2);
            state = process.branchTarget(branch);
        }
        terminal = -1 - state;
    }

    private static int draw(int count, IntToDoubleFunction probability, long key, long counter) {
        double u = RandomKey.uniform(key, counter);
        double sum = 0;
        int possible = 0;
        for (int i = 0; i < count; i++) {
            sum += probability.applyAsDouble(i);
            if (probability.applyAsDouble(i) > 0) {
                possible = i;
            }
            if (u < sum) {
                return i;
            }
        }
        return possible;
    }
}
