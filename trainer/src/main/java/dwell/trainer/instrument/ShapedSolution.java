package dwell.trainer.instrument;

import dwell.envs.exact.Optimum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a shaping makes optimal. Where a reward is a function of the episode alone, its exact optimum. Where it depends on other
 * members or on history, a fixed point of best responses: the policy that is optimal while the others, and what the rule has
 * seen, act like it. Best responses start from the true optimum; a rule with a state sees one update of the present policy
 * before each. Where they come to no rest, the average over their cycle, or over the second half of the rounds.
 */
final class ShapedSolution {
    private static final int MOST_ROUNDS = 80;
    /** A rule with a state must leave the policy as it is for so long. */
    private static final int QUIET_ROUNDS = 25;

    /** Rewards of outcomes as they were last, and the best policy under them. */
    final double[] reward;

    final ShapedOptimum optimum;
    /** How often each choice is taken in an episode, shape [choices]. */
    final double[] taken;
    /** Expected reward that is paid. */
    final double paid;

    final boolean converged;
    final int rounds;
    /** Length of the cycle of best responses that was averaged over; 0 where there was none. */
    final int cycle;

    private ShapedSolution(
            double[] reward,
            ShapedOptimum optimum,
            double[] taken,
            double paid,
            boolean converged,
            int rounds,
            int cycle) {
        this.reward = reward;
        this.optimum = optimum;
        this.taken = taken;
        this.paid = paid;
        this.converged = converged;
        this.rounds = rounds;
        this.cycle = cycle;
    }

    /** Solves; {@code rewards} must be fresh, and is changed. */
    static ShapedSolution of(ShapedStates states, ShapedRewards rewards, Optimum truth) {
        if (!rewards.relative()) {
            double[] reward = rewards.expected(null);
            ShapedOptimum optimum = ShapedOptimum.of(states, reward);
            return new ShapedSolution(reward, optimum, states.taken(optimum.policy()), optimum.reward(), true, 1, 0);
        }
        return bestResponses(states, rewards, truth);
    }

    private static ShapedSolution bestResponses(ShapedStates states, ShapedRewards rewards, Optimum truth) {
        boolean stateful = rewards.stateful();
        double[][] policy = states.of(truth.policy());
        List<double[]> taken = new ArrayList<>();
        List<Double> paid = new ArrayList<>();
        taken.add(states.taken(policy));
        paid.add(Double.NaN);
        int quiet = 0;
        for (int round = 1; ; round++) {
            double[] ends = states.ends(policy);
            if (stateful) {
                rewards.see(ends, round);
            }
            double[] reward = rewards.expected(ends);
            paid.set(round - 1, dot(ends, reward));
            ShapedOptimum optimum = ShapedOptimum.of(states, reward);
            policy = optimum.policy();
            double[] now = states.taken(policy);
            quiet = same(now, taken.get(round - 1)) ? quiet + 1 : 0;
            if (quiet >= (stateful ? QUIET_ROUNDS : 1)) {
                return new ShapedSolution(reward, optimum, now, paid.get(round - 1), true, round, 0);
            }
            int before = stateful ? -1 : seen(taken, now);
            if (before >= 0 || round == MOST_ROUNDS) {
                int from = before >= 0 ? before : round / 2;
                return new ShapedSolution(
                        reward,
                        optimum,
                        mean(taken.subList(from, round)),
                        paid.subList(from, round).stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElseThrow(),
                        false,
                        round,
                        before >= 0 ? round - before : 0);
            }
            taken.add(now);
            paid.add(Double.NaN);
        }
    }

    private static int seen(List<double[]> earlier, double[] now) {
        for (int i = 0; i < earlier.size(); i++) {
            if (same(earlier.get(i), now)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean same(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (Math.abs(a[i] - b[i]) > 1e-12) {
                return false;
            }
        }
        return true;
    }

    private static double[] mean(List<double[]> rows) {
        double[] mean = new double[rows.get(0).length];
        Arrays.setAll(
                mean, i -> rows.stream().mapToDouble(row -> row[i]).average().orElseThrow());
        return mean;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
