package dwell.trainer.objective;

import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.AdvantageConfig.Scale;
import dwell.trainer.rollout.Rollouts;

/**
 * Advantages of decisions, from values of what was observed. An episode's reward R comes at its end and is not discounted, so
 * with the values V_0 .. V_{n-1} of its n observations, generalised advantage estimation (1506.02438, equation 16, gamma = 1) is
 *
 * <pre>
 *   A_t = V_{t+1} - V_t + lambda A_{t+1},  A_{n-1} = R - V_{n-1}
 * </pre>
 *
 * and what the critic learns is the lambda-return {@code A_t + V_t}. Baseline {@code exact} has lambda 1: {@code A_t = R - V_t}.
 *
 * <p>Scale {@code batch-std} whitens, as PPO trainers do (verl's {@code masked_whiten}, Stable-Baselines3): the mean over all
 * decisions of the update that are trained on is subtracted, then their deviation plus epsilon divides. Unlike there, a decision
 * counts as one whatever minibatch it is in. {@code running} divides by the deviation of the advantages of all decisions so far
 * and subtracts nothing. Lambda-returns are of values and rewards as they are, before either.
 *
 * <p>Buffers are reused; confined to one thread.
 */
final class DecisionAdvantage {
    private final AdvantageConfig config;
    private final RunningDeviation running;
    private final double lambda;

    DecisionAdvantage(AdvantageConfig config, RunningDeviation running) {
        this.config = config;
        this.running = running;
        this.lambda = config.baseline() == Baseline.CRITIC ? config.gaeLambda() : 1;
    }

    /** Writes the advantages of decisions, their means by episode, and the lambda-returns. */
    void of(double[] rewards, double[] values, Rollouts rollouts, double[][] targets, Advantages out) {
        out.useDecisions(rollouts);
        reserve(rollouts, targets);
        for (int p = 0; p < rollouts.prompts(); p++) {
            int at = 0;
            for (int e = p * rollouts.groupSize(); e < (p + 1) * rollouts.groupSize(); e++) {
                episode(rewards[e], values, rollouts, e, out.decisions(p), targets[p], at);
                at += rollouts.length(e);
            }
        }
        scale(rollouts, out);
        finish(rollouts, out);
    }

    /** One episode, backwards. */
    private void episode(
            double reward, double[] values, Rollouts rollouts, int e, double[] advantages, double[] targets, int at) {
        int[] decisions = rollouts.decisions(e / rollouts.groupSize());
        double next = reward;
        double advantage = 0;
        for (int t = rollouts.length(e) - 1; t >= 0; t--) {
            double value = values[decisions[rollouts.begin(e) + t] / rollouts.actions()];
            advantage = next - value + lambda * advantage;
            advantages[at + t] = advantage;
            targets[at + t] = advantage + value;
            next = value;
        }
    }

    private void scale(Rollouts rollouts, Advantages out) {
        if (config.scale() == Scale.NONE) {
            return;
        }
        Sum count = new Sum();
        Sum sum = new Sum();
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        forEach(rollouts, out, advantage -> {
            count.value++;
            sum.value += advantage;
            range[0] = Math.min(range[0], advantage);
            range[1] = Math.max(range[1], advantage);
            return advantage;
        });
        if (count.value == 0) {
            return;
        }
        boolean equal = range[0] == range[1];
        double mean = equal ? range[0] : sum.value / count.value;
        Sum squares = new Sum();
        forEach(rollouts, out, advantage -> {
            squares.value += (advantage - mean) * (advantage - mean);
            return advantage;
        });
        if (config.scale() == Scale.RUNNING) {
            running.merge(count.value, mean, squares.value);
            double divisor = running.deviation(config.ddof()) + config.scaleEpsilon();
            forEach(rollouts, out, advantage -> advantage == 0 ? 0 : advantage / divisor);
        } else {
            double n = count.value - config.ddof();
            double deviation = n > 0 ? Math.sqrt(squares.value / n) : 0;
            double divisor = deviation + config.scaleEpsilon();
            forEach(rollouts, out, advantage -> equal ? 0 : (advantage - mean) / divisor);
        }
    }

    private static final class Sum {
        double value;
    }

    private interface Change {
        double of(double advantage);
    }

    /** Puts a change of each advantage that is trained on in its place. */
    private static void forEach(Rollouts rollouts, Advantages out, Change change) {
        for (int p = 0; p < rollouts.prompts(); p++) {
            double[] decisions = out.decisions(p);
            int at = 0;
            for (int e = p * rollouts.groupSize(); e < (p + 1) * rollouts.groupSize(); e++) {
                int end = at + rollouts.length(e);
                for (int i = at; i < end && out.trained()[e]; i++) {
                    decisions[i] = change.of(decisions[i]);
                }
                at = end;
            }
        }
    }

    /** Means by episode, and 0 for what is not trained on. */
    private static void finish(Rollouts rollouts, Advantages out) {
        for (int p = 0; p < rollouts.prompts(); p++) {
            double[] decisions = out.decisions(p);
            int at = 0;
            for (int e = p * rollouts.groupSize(); e < (p + 1) * rollouts.groupSize(); e++) {
                int length = rollouts.length(e);
                double sum = 0;
                for (int i = at; i < at + length; i++) {
                    decisions[i] = out.trained()[e] ? decisions[i] : 0;
                    sum += decisions[i];
                }
                out.episodes()[e] = length == 0 ? 0 : sum / length;
                at += length;
            }
        }
    }

    /** Makes room for a number for each decision of each prompt. */
    static void reserve(Rollouts rollouts, double[][] byPrompt) {
        for (int p = 0; p < rollouts.prompts(); p++) {
            int count = 0;
            for (int e = p * rollouts.groupSize(); e < (p + 1) * rollouts.groupSize(); e++) {
                count += rollouts.length(e);
            }
            if (byPrompt[p] == null || byPrompt[p].length < count) {
                byPrompt[p] = new double[2 * count];
            }
        }
    }
}
