package dwell.envs.exact;

import dwell.envs.Action;
import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Exact evaluation of a memoryless policy by one forward recursion for each hidden class.
 *
 * @param overall over all items
 * @param levels by level, easiest first
 */
public record Evaluation(Performance overall, List<Performance> levels) {
    public Evaluation {
        levels = List.copyOf(levels);
    }

    /** Evaluates a policy. Time is linear in hidden classes times branches. */
    public static Evaluation of(CompiledProcess process, Stakes stakes, PolicyTable policy) {
        Sums overall = new Sums(process);
        List<Sums> levels = new ArrayList<>();
        for (int level = 0; level < process.levelCount(); level++) {
            levels.add(new Sums(process));
        }
        double[] visits = new double[process.stateCount()];
        double[] ended = new double[CompiledProcess.TERMINALS];
        for (int c = 0; c < process.classCount(); c++) {
            Visits.ofClass(process, policy, c, visits, ended);
            Sums one = new Sums(process);
            int hiddenClass = c;
            one.add(process, policy, k -> process.compute(hiddenClass, k), visits, ended);
            overall.add(one, process.prior(c));
            int level = process.levelOf(c);
            levels.get(level).add(one, process.prior(c) / process.levelWeight(level));
        }
        return new Evaluation(
                overall.performance(stakes),
                levels.stream().map(sums -> sums.performance(stakes)).toList());
    }

    /** The overall performance alone, by one recursion under the posterior; many times cheaper than {@link #of}. */
    public static Performance overall(CompiledProcess process, Stakes stakes, PolicyTable policy) {
        Sums sums = new Sums(process);
        double[] ended = new double[CompiledProcess.TERMINALS];
        double[] visits = Visits.overall(process, policy, ended);
        sums.add(process, policy, process::meanCompute, visits, ended);
        return sums.performance(stakes);
    }

    /** Probability that an episode visits each state, shape [states]. */
    public static double[] visits(CompiledProcess process, PolicyTable policy) {
        return Visits.overall(process, policy);
    }

    private static final class Sums {
        final double[] ended = new double[CompiledProcess.TERMINALS];
        final double[] actions;
        double thinks;
        double compute;

        Sums(CompiledProcess process) {
            this.actions = new double[process.actionCount()];
        }

        void add(
                CompiledProcess process,
                PolicyTable policy,
                IntToDoubleFunction computeOf,
                double[] visits,
                double[] terminals) {
            System.arraycopy(terminals, 0, ended, 0, ended.length);
            List<Action> declared = process.actions();
            for (int s = 0; s < visits.length; s++) {
                if (visits[s] == 0) {
                    continue;
                }
                boolean decision = process.isDecision(s);
                for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                    double flow = visits[s] * policy.probability(k);
                    compute += flow * computeOf.applyAsDouble(k);
                    if (decision) {
                        int action = process.actionOf(k);
                        actions[action] += flow;
                        thinks += declared.get(action).kind().deliberates() ? flow : 0;
                    }
                }
            }
        }

        void add(Sums other, double weight) {
            for (int t = 0; t < ended.length; t++) {
                ended[t] += weight * other.ended[t];
            }
            for (int a = 0; a < actions.length; a++) {
                actions[a] += weight * other.actions[a];
            }
            thinks += weight * other.thinks;
            compute += weight * other.compute;
        }

        Performance performance(Stakes stakes) {
            double utility = -stakes.price() * compute;
            double[] verdicts = new double[Verdict.values().length];
            double[] endings = new double[Ending.values().length];
            for (int t = 0; t < ended.length; t++) {
                Verdict verdict = CompiledProcess.verdictOf(t);
                utility += ended[t] * stakes.value(verdict);
                verdicts[verdict.ordinal()] += ended[t];
                endings[CompiledProcess.endingOf(t).ordinal()] += ended[t];
            }
            return new Performance(
                    utility,
                    verdicts[Verdict.CORRECT.ordinal()],
                    verdicts[Verdict.NONE.ordinal()],
                    thinks,
                    compute,
                    Arrays.stream(endings).boxed().toList(),
                    Arrays.stream(actions).boxed().toList());
        }
    }
}
