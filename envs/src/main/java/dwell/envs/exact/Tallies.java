package dwell.envs.exact;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exact expected counts of what a process tallies, per item: {@code sum_s mu(s) sum_a pi(a|s) count(s, a)}. Forced moves that
 * take an action count, moves of nature do not.
 *
 * @param names in the order of {@link DecisionProcess#tallies}; empty where the process counts nothing
 * @param overall shape [tallies], over all items
 * @param levels shape [levels][tallies], easiest first
 */
public record Tallies(List<String> names, List<Double> overall, List<List<Double>> levels) {
    public Tallies {
        names = List.copyOf(names);
        overall = List.copyOf(overall);
        levels = List.copyOf(levels);
    }

    /** Counts under a policy. */
    public static Tallies of(CompiledProcess process, PolicyTable policy) {
        List<String> names = process.declaration().tallies();
        double[] overall = new double[names.size()];
        double[][] levels = new double[process.levelCount()][names.size()];
        if (!names.isEmpty()) {
            double[] counts = counts(process, process.declaration());
            double[] visits = new double[process.stateCount()];
            double[] ended = new double[CompiledProcess.TERMINALS];
            for (int c = 0; c < process.classCount(); c++) {
                Visits.ofClass(process, policy, c, visits, ended);
                int level = process.levelOf(c);
                for (int s = 0; s < visits.length; s++) {
                    for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                        double flow = process.prior(c) * visits[s] * policy.probability(k);
                        for (int t = 0; t < overall.length && flow > 0; t++) {
                            double count = flow * counts[k * overall.length + t];
                            overall[t] += count;
                            levels[level][t] += count / process.levelWeight(level);
                        }
                    }
                }
            }
        }
        List<List<Double>> byLevel = new ArrayList<>();
        for (double[] level : levels) {
            byLevel.add(Arrays.stream(level).boxed().toList());
        }
        return new Tallies(names, Arrays.stream(overall).boxed().toList(), byLevel);
    }

    /** Shape [choices x tallies]. */
    private static <S> double[] counts(CompiledProcess process, DecisionProcess<S> declaration) {
        int tallies = declaration.tallies().size();
        double[] counts = new double[process.choiceCount() * tallies];
        double[] one = new double[tallies];
        for (int s = 0; s < process.stateCount(); s++) {
            @SuppressWarnings("unchecked") // the states of a compiled process are those of its declaration
            S state = (S) process.state(s);
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                if (process.actionOf(k) < 0) {
                    continue;
                }
                Arrays.fill(one, 0);
                declaration.tally(state, process.actions().get(process.actionOf(k)), one);
                System.arraycopy(one, 0, counts, k * tallies, tallies);
            }
        }
        return counts;
    }
}
