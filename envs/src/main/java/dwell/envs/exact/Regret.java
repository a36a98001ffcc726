package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * Regret and its causes, by the performance-difference identity (Kakade and Langford 2002, lemma 6.1):
 * {@code V* - V^pi = sum_s mu^pi(s) sum_a pi(a|s) (V*(s) - Q*(s, a))}, each term given to the kind of its mistake.
 *
 * <p>By level the identity holds for the values of the optimal policy given the level's hidden classes. A level's regret is
 * the optimal policy's utility on that level minus the policy's; it can be negative, since the optimal policy cannot see the
 * level and trades levels against each other. Weighted by level, everything sums to the overall figures.
 *
 * @param total optimal utility minus the policy's
 * @param overthinking part of {@code total} lost by {@link LossKind#OVERTHINKING}
 * @param underthinking part of {@code total} lost by {@link LossKind#UNDERTHINKING}
 * @param wrongAnswer part of {@code total} lost by {@link LossKind#WRONG_ANSWER}
 * @param excessCompute compute units that overthinking choices themselves spend beyond the optimal choices of their states
 */
public record Regret(
        double total, double overthinking, double underthinking, double wrongAnswer, double excessCompute) {

    /**
     * Regret overall and by level.
     *
     * @param levels by level, easiest first
     */
    public record Split(Regret overall, List<Regret> levels) {
        public Split {
            levels = List.copyOf(levels);
        }
    }

    /** The overall regret alone, by one recursion under the posterior; many times cheaper than {@link #of}. */
    public static Regret overall(Optimum optimum, PolicyTable policy) {
        CompiledProcess process = optimum.process();
        double[] visits = Visits.overall(process, policy);
        double[] sums = new double[LossKind.values().length + 1];
        for (int s = 0; s < visits.length; s++) {
            int best = optimum.best(s);
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double flow = visits[s] * policy.probability(k);
                if (k == best || flow == 0) {
                    continue;
                }
                LossKind kind = LossKind.of(process, k, best);
                sums[kind.ordinal()] += flow * (optimum.value(s) - optimum.q(k));
                if (kind == LossKind.OVERTHINKING) {
                    sums[LossKind.values().length] += flow * (process.meanCompute(k) - process.meanCompute(best));
                }
            }
        }
        return of(sums);
    }

    /** Splits the regret of a policy against an optimum of the same process. */
    public static Split of(Optimum optimum, PolicyTable policy) {
        CompiledProcess process = optimum.process();
        Stakes stakes = optimum.stakes();
        double[] terminal = Backward.terminalValues(stakes);
        double[] visits = new double[process.stateCount()];
        double[] ended = new double[CompiledProcess.TERMINALS];
        double[] value = new double[process.stateCount()];
        double[] q = new double[process.choiceCount()];
        double[][] sums = new double[process.levelCount()][LossKind.values().length + 1];
        for (int c = 0; c < process.classCount(); c++) {
            double share = process.prior(c) / process.levelWeight(process.levelOf(c));
            double[] sum = sums[process.levelOf(c)];
            Visits.ofClass(process, policy, c, visits, ended);
            for (int s = process.stateCount() - 1; s >= 0; s--) {
                for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                    q[k] = Backward.classQ(process, c, stakes.price(), terminal, value, k);
                }
                value[s] = q[optimum.best(s)];
                if (visits[s] > 0) {
                    attribute(optimum, policy, s, share * visits[s], value[s], q, c, sum);
                }
            }
        }
        double[] overall = new double[LossKind.values().length + 1];
        List<Regret> levels = new ArrayList<>();
        for (int level = 0; level < sums.length; level++) {
            levels.add(of(sums[level]));
            for (int i = 0; i < overall.length; i++) {
                overall[i] += process.levelWeight(level) * sums[level][i];
            }
        }
        return new Split(of(overall), levels);
    }

    private static void attribute(
            Optimum optimum, PolicyTable policy, int s, double weight, double value, double[] q, int c, double[] sum) {
        CompiledProcess process = optimum.process();
        int best = optimum.best(s);
        for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
            double flow = weight * policy.probability(k);
            if (k == best || flow == 0) {
                continue;
            }
            LossKind kind = LossKind.of(process, k, best);
            sum[kind.ordinal()] += flow * (value - q[k]);
            if (kind == LossKind.OVERTHINKING) {
                sum[LossKind.values().length] += flow * (process.compute(c, k) - process.compute(c, best));
            }
        }
    }

    private static Regret of(double[] sums) {
        return new Regret(sums[0] + sums[1] + sums[2], sums[0], sums[1], sums[2], sums[3]);
    }
}
