package dwell.trainer;

import dwell.envs.Ending;
import dwell.envs.Verdict;
import dwell.trainer.objective.Advantage;
import dwell.trainer.record.Metric;
import dwell.trainer.record.MetricValues;
import dwell.trainer.rollout.Rollouts;

/** What the rollouts of an update were like. */
final class RolloutMetrics {
    private RolloutMetrics() {}

    /** Sets the metrics of rollouts, rewards and advantages, both of shape [episodes]. */
    static void describe(Rollouts rollouts, double[] rewards, double[] advantages, MetricValues metrics) {
        int episodes = rollouts.episodes();
        int[] drawn = new int[rollouts.levels()];
        double[] correct = new double[drawn.length];
        double[] thinks = new double[drawn.length];
        double[] compute = new double[drawn.length];
        int abstained = 0;
        int exhausted = 0;
        int allCorrect = 0;
        int allWrong = 0;
        double reward = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int p = 0; p < rollouts.prompts(); p++) {
            int level = rollouts.level(p);
            int right = 0;
            for (int e = p * rollouts.groupSize(); e < (p + 1) * rollouts.groupSize(); e++) {
                Verdict verdict = rollouts.verdict(e);
                right += verdict == Verdict.CORRECT ? 1 : 0;
                abstained += verdict == Verdict.NONE ? 1 : 0;
                exhausted += rollouts.ending(e) == Ending.BUDGET_EXHAUSTED ? 1 : 0;
                thinks[level] += rollouts.thinks(e);
                compute[level] += rollouts.compute(e);
                reward += rewards[e];
                least = Math.min(least, advantages[e]);
                most = Math.max(most, advantages[e]);
            }
            drawn[level] += rollouts.groupSize();
            correct[level] += right;
            allCorrect += right == rollouts.groupSize() ? 1 : 0;
            allWrong += right == 0 ? 1 : 0;
        }
        metrics.set(Metric.DECISIONS, rollouts.decisionCount())
                .set(Metric.EPISODES, episodes)
                .set(Metric.REWARD, reward / episodes)
                .set(Metric.REWARD_STD, Advantage.deviation(rewards, 0, episodes))
                .set(Metric.ACCURACY, sum(correct) / episodes)
                .set(Metric.ABSTENTION, (double) abstained / episodes)
                .set(Metric.THINKS, sum(thinks) / episodes)
                .set(Metric.COMPUTE, sum(compute) / episodes)
                .set(Metric.BUDGET_EXHAUSTED, (double) exhausted / episodes)
                .set(Metric.ALL_CORRECT_GROUPS, (double) allCorrect / rollouts.prompts())
                .set(Metric.ALL_WRONG_GROUPS, (double) allWrong / rollouts.prompts())
                .set(Metric.ADVANTAGE_MIN, least)
                .set(Metric.ADVANTAGE_MAX, most)
                .set(Metric.ADVANTAGE_STD, Advantage.deviation(advantages, 0, episodes))
                .set(Metric.LEVEL_ACCURACY, each(correct, drawn))
                .set(Metric.LEVEL_THINKS, each(thinks, drawn))
                .set(Metric.LEVEL_COMPUTE, each(compute, drawn));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Means; NaN where nothing was drawn. */
    private static double[] each(double[] sums, int[] counts) {
        double[] means = new double[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return means;
    }
}
