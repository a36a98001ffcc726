package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;

/**
 * The optimal policy of a process that sees the whole state but not the hidden class, by backward induction under the
 * posterior: {@code Q(s, a) = E[-price * compute + V(s') | s, a]}, {@code V(s) = max_a Q(s, a)}. Immutable.
 *
 * <p>Ties within 1e-12 go to the choice that ends the episode, then to the cheaper one: thinking that gains nothing is not
 * optimal.
 */
public final class Optimum {
    static final double TIE = 1e-12;

    private final CompiledProcess process;
    private final Stakes stakes;
    private final double[] value;
    private final double[] q;
    private final int[] best;

    private Optimum(CompiledProcess process, Stakes stakes, double[] value, double[] q, int[] best) {
        this.process = process;
        this.stakes = stakes;
        this.value = value;
        this.q = q;
        this.best = best;
    }

    /** Solves a process for given stakes. Linear in the number of branches. */
    public static Optimum of(CompiledProcess process, Stakes stakes) {
        double[] value = new double[process.stateCount()];
        double[] q = new double[process.choiceCount()];
        int[] best = new int[process.stateCount()];
        double[] terminal = Backward.terminalValues(stakes);
        for (int s = process.stateCount() - 1; s >= 0; s--) {
            int chosen = -1;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                q[k] = Backward.meanQ(process, stakes.price(), terminal, value, k);
                if (chosen < 0 || isBetter(process, q, k, chosen)) {
                    chosen = k;
                }
            }
            best[s] = chosen;
            value[s] = q[chosen];
        }
        return new Optimum(process, stakes, value, q, best);
    }

    private static boolean isBetter(CompiledProcess process, double[] q, int k, int than) {
        double difference = q[k] - q[than];
        if (Math.abs(difference) > TIE) {
            return difference > 0;
        }
        if (process.ends(k) != process.ends(than)) {
            return process.ends(k);
        }
        return process.meanCompute(k) < process.meanCompute(than);
    }

    public CompiledProcess process() {
        return process;
    }

    public Stakes stakes() {
        return stakes;
    }

    /** Expected utility of the optimal policy over items. */
    public double utility() {
        return Backward.overStarts(process, value);
    }

    /** Optimal utility from a state on. */
    public double value(int state) {
        return value[state];
    }

    /** Utility of a choice, then acting optimally. */
    public double q(int choice) {
        return q[choice];
    }

    /** The optimal choice of a state. */
    public int best(int state) {
        return best[state];
    }

    /**
     * Utility gained by the best choice that goes on, then acting optimally, over the best that ends the episode: the value
     * of thinking, negative where stopping is better. NaN where the state does not offer both.
     */
    public double valueOfThinking(int state) {
        double on = Double.NEGATIVE_INFINITY;
        double stop = Double.NEGATIVE_INFINITY;
        for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
            if (process.ends(k)) {
                stop = Math.max(stop, q[k]);
            } else {
                on = Math.max(on, q[k]);
            }
        }
        return Double.isInfinite(on) || Double.isInfinite(stop) ? Double.NaN : on - stop;
    }

    /** The optimal policy. */
    public PolicyTable policy() {
        return PolicyTable.deterministic(process, best);
    }
}
