package dwell.trainer.instrument;

import dwell.envs.process.CompiledProcess;
import java.util.BitSet;

/**
 * The best policy for given rewards of outcomes, by backward induction over {@link ShapedStates}; it sees the state, what was
 * spent, and not the hidden class. Ties within 1e-12 go as in {@link dwell.envs.exact.Optimum}: to the choice that ends the
 * episode, then to the cheaper one.
 */
final class ShapedOptimum {
    private static final double TIE = 1e-12;

    private final ShapedStates states;
    /** Shape [nodes][choices of the node's state]. */
    final double[][] q;

    final double[] value;
    /** By node: the place of the best choice among its state's. */
    final int[] best;

    private ShapedOptimum(ShapedStates states, double[][] q, double[] value, int[] best) {
        this.states = states;
        this.q = q;
        this.value = value;
        this.best = best;
    }

    /**
     * Solves.
     *
     * @param reward shape [outcomes]
     */
    static ShapedOptimum of(ShapedStates states, double[] reward) {
        CompiledProcess process = states.process;
        double[][] q = new double[states.count()][];
        double[] value = new double[states.count()];
        int[] best = new int[states.count()];
        for (int n = states.count() - 1; n >= 0; n--) {
            int first = process.choiceBegin(states.state[n]);
            q[n] = new double[process.choiceBegin(states.state[n] + 1) - first];
            int chosen = 0;
            for (int i = 0; i < q[n].length; i++) {
                q[n][i] = states.q(n, first + i, reward, value);
                if (i > 0 && isBetter(process, q[n], first, i, chosen)) {
                    chosen = i;
                }
            }
            best[n] = chosen;
            value[n] = q[n][chosen];
        }
        return new ShapedOptimum(states, q, value, best);
    }

    private static boolean isBetter(CompiledProcess process, double[] q, int first, int i, int than) {
        double difference = q[i] - q[than];
        if (Math.abs(difference) > TIE) {
            return difference > 0;
        }
        if (process.ends(first + i) != process.ends(first + than)) {
            return process.ends(first + i);
        }
        return process.meanCompute(first + i) < process.meanCompute(first + than);
    }

    /** Expected reward. */
    double reward() {
        double sum = 0;
        for (int n = 0; n < value.length; n++) {
            sum += states.begins[n] * value[n];
        }
        return sum;
    }

    /** The policy, shape [nodes][choices of the node's state]. */
    double[][] policy() {
        double[][] policy = new double[q.length][];
        for (int n = 0; n < policy.length; n++) {
            policy[n] = new double[q[n].length];
            policy[n][best[n]] = 1;
        }
        return policy;
    }

    /** Places of the choices of a node that are optimal, within a tolerance. */
    BitSet optimal(int node, double tolerance) {
        BitSet set = new BitSet(q[node].length);
        for (int i = 0; i < q[node].length; i++) {
            set.set(i, q[node][i] >= value[node] - tolerance);
        }
        return set;
    }
}
