package dwell.envs.exact;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exact expected counts of what a process tallies, per item: {@code sum_c p(c) sum_s mu_c(s) sum_a pi(a|s) count(s, a, c)}. Forced moves that
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
        return of(process, policy, process.declaration());
    }

    private static <S> Tallies of(CompiledProcess process, PolicyTable policy, DecisionProcess<S> declaration) {
        List<String> names = declaration.tallies();
        double[] overall = new double[names.size()];
        double[][] levels = new double[process.levelCount()][names.size()];
        for (int c = 0; c < process.classCount() && !names.isEmpty(); c++) {
            double[] counts = counts(process, policy, declaration, c);
            int level = process.levelOf(c);
            for (int t = 0; t < counts.length; t++) {
                overall[t] += process.prior(c) * counts[t];
                levels[level][t] += process.prior(c) * counts[t] / process.levelWeight(level);
            }
        }
        List<List<Double>> byLevel = new ArrayList<>();
        for (double[] level : levels) {
            byLevel.add(Arrays.stream(level).boxed().toList());
        }
        return new Tallies(names, Arrays.stream(overall).boxed().toList(), byLevel);
    }

    /** Per item of a class; shape [tallies]. */
    private static <S> double[] counts(
            CompiledProcess process, PolicyTable policy, DecisionProcess<S> declaration, int hiddenClass) {
        double[] visits = new double[process.stateCount()];
        Visits.ofClass(process, policy, hiddenClass, visits, new double[CompiledProcess.TERMINALS]);
        double[] counts = new double[declaration.tallies().size()];
        double[] one = new double[counts.length];
        for (int s = 0; s < visits.length; s++) {
            @SuppressWarnings("unchecked") // the states of a compiled process are those of its declaration
            S state = (S) process.state(s);
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double flow = visits[s] * policy.probability(k);
                if (flow > 0 && process.actionOf(k) >= 0) {
                    Arrays.fill(one, 0);
                    declaration.tally(state, process.actions().get(process.actionOf(k)), hiddenClass, one);
                    for (int t = 0; t < one.length; t++) {
                        counts[t] += flow * one[t];
                    }
                }
            }
        }
        return counts;
    }
}
