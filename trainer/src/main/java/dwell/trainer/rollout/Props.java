package dwell.trainer.rollout;

import dwell.trainer.config.SamplingConfig;
import java.util.Arrays;

/**
 * Proximal robust on-policy sampling (PROPS, 2311.08290): the prompts of an update are drawn in rounds, and after each round
 * actions that were drawn too often for the policy become less likely, so that the data of the whole update match the policy
 * better than independent draws would. Training then takes them for on-policy.
 *
 * <p>In a row that was visited n times in the rounds before, in shares f of actions, with b visits expected in the next round,
 *
 * <pre>
 * phi(a) = max((1 - e) pi(a), pi(a) - n / b (f(a) - pi(a)))      where f(a) > pi(a)
 * </pre>
 *
 * and what is taken away goes to the other actions in proportion to pi(a) - f(a). That is the paper's clipped objective (mean
 * over the data of max(u, clip(u, 1 - e, 1 + e)), u = phi / pi): an action is pushed down until u = 1 - e.
 *
 * <p>Differs from the paper: phi is a table by observation and is written down, not a network that takes gradient steps; it goes
 * as far as the next round is expected to need, which stands in the place of the bound on KL(pi || phi). Without it, a round of
 * many visits over-corrects.
 *
 * <p>Confined to one thread but for {@link #logProbabilities}, which several may call at once.
 */
final class Props {
    private final int rounds;
    private final double clip;
    private final int prompts;
    private final int actions;
    private int[] counts = new int[0];
    private double ahead;

    Props(SamplingConfig config, int prompts, int actions) {
        this.rounds = Math.max(1, Math.min(config.propsRounds(), prompts));
        this.clip = config.propsClip();
        this.prompts = prompts;
        this.actions = actions;
    }

    /** Number of rounds, at least 1; in as many parts are prompts drawn. */
    int rounds() {
        return rounds;
    }

    /** The first prompt of a round; of round {@link #rounds()}, the number of prompts. */
    int firstPrompt(int round) {
        return (int) ((long) round * prompts / rounds);
    }

    /** Forgets what was drawn. */
    void begin() {
        Arrays.fill(counts, 0);
    }

    /** Counts what was drawn in a round, before the next one. */
    void count(Rollouts rollouts, int round) {
        int last = firstPrompt(round + 1);
        count(rollouts, firstPrompt(round), last);
        if (round + 1 < rounds) {
            ahead = (double) last / (firstPrompt(round + 2) - last);
        }
    }

    private void count(Rollouts rollouts, int from, int to) {
        for (int p = from; p < to; p++) {
            int[] decisions = rollouts.decisions(p);
            for (int e = p * rollouts.groupSize(); e < (p + 1) * rollouts.groupSize(); e++) {
                for (int d = rollouts.begin(e); d < rollouts.begin(e) + rollouts.length(e); d++) {
                    int at = cell(rollouts, decisions[d]);
                    if (at >= counts.length) {
                        counts = Arrays.copyOf(counts, Math.max((at / actions + 1) * actions, 2 * counts.length));
                    }
                    counts[at]++;
                }
            }
        }
    }

    private int cell(Rollouts rollouts, int decision) {
        return rollouts.rows().observation(decision / actions) * actions + decision % actions;
    }

    private int visits(int observation) {
        int visits = 0;
        for (int a = 0; a < actions; a++) {
            int at = observation * actions + a;
            visits += at < counts.length ? counts[at] : 0;
        }
        return visits;
    }

    /** Whether an observation was visited in the rounds that are counted. */
    boolean visited(int observation) {
        return visits(observation) > 0;
    }

    /**
     * Log-probabilities of phi.
     *
     * @param policy log-probabilities of the policy, read from {@code from}
     * @param out written from {@code to}
     */
    void logProbabilities(int observation, double[] policy, int from, double[] out, int to) {
        System.arraycopy(policy, from, out, to, actions);
        int visits = visits(observation);
        if (visits == 0) {
            return;
        }
        double taken = 0;
        double missing = 0;
        for (int a = 0; a < actions; a++) {
            double p = Math.exp(policy[from + a]);
            double over = counts[observation * actions + a] / (double) visits - p;
            if (over > 0) {
                double less = Math.min(clip * p, ahead * over);
                taken += less;
                out[to + a] = Math.log(p - less);
            } else {
                missing -= over;
            }
        }
        for (int a = 0; a < actions && missing > 0; a++) {
            double p = Math.exp(policy[from + a]);
            double over = counts[observation * actions + a] / (double) visits - p;
            if (over <= 0) {
                out[to + a] = Math.log(p + taken * (-over / missing));
            }
        }
    }

    /**
     * Mean over decisions of KL(empirical shares of actions || policy) in the observation of the decision, nats; after all
     * rounds are counted. On-policy draws have (K - 1) / 2n in an observation with K actions and n visits, to first order.
     */
    double samplingError(Rollouts rollouts) {
        double[] policy = rollouts.rows().policyLogProbability();
        double sum = 0;
        long decisions = 0;
        for (int p = 0; p < prompts; p++) {
            int[] buffer = rollouts.decisions(p);
            for (int e = p * rollouts.groupSize(); e < (p + 1) * rollouts.groupSize(); e++) {
                for (int d = rollouts.begin(e); d < rollouts.begin(e) + rollouts.length(e); d++) {
                    int cell = cell(rollouts, buffer[d]);
                    sum += Math.log(counts[cell] / (double) visits(cell / actions)) - policy[buffer[d]];
                    decisions++;
                }
            }
        }
        return decisions == 0 ? 0 : sum / decisions;
    }
}
