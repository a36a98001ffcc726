package dwell.trainer;

import dwell.envs.Ending;
import dwell.envs.Verdict;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.objective.Advantages;
import dwell.trainer.objective.Deviation;
import dwell.trainer.rollout.Rollouts;

/** What the rollouts of an update were like. */
final class RolloutMetrics {
    private RolloutMetrics() {}

    /**
     * Sets the metrics of rollouts, rewards and advantages. Episodes that are masked as truncated are in no metric of rewards and
     * advantages; facts of rollouts, such as the share of truncated ones, are of all.
     *
     * @param rewards shape [episodes]
     */
    static void describe(Rollouts rollouts, double[] rewards, Advantages advantages, MetricValues metrics) {
        int episodes = rollouts.episodes();
        int[] drawn = new int[rollouts.levels()];
        double[] correct = new double[drawn.length];
        double[] thinks = new double[drawn.length];
        double[] compute = new double[drawn.length];
        int abstained = 0;
        int exhausted = 0;
        double[] allCorrect = new double[drawn.length];
        double[] allWrong = new double[drawn.length];
        double[] equal = new double[drawn.length];
        int[] groups = new int[drawn.length];
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
            }
            drawn[level] += rollouts.groupSize();
            correct[level] += right;
            groups[level]++;
            allCorrect[level] += right == rollouts.groupSize() ? 1 : 0;
            allWrong[level] += right == 0 ? 1 : 0;
            equal[level] += advantages.equalGroups()[p] ? 1 : 0;
        }
        metrics.set(Metric.DECISIONS, rollouts.decisionCount())
                .set(Metric.EPISODES, episodes)
                .set(Metric.ACCURACY, sum(correct) / episodes)
                .set(Metric.ABSTENTION, (double) abstained / episodes)
                .set(Metric.THINKS, sum(thinks) / episodes)
                .set(Metric.COMPUTE, sum(compute) / episodes)
                .set(Metric.BUDGET_EXHAUSTED, (double) exhausted / episodes)
                .set(Metric.ZERO_VARIANCE_GROUPS, sum(equal) / rollouts.prompts())
                .set(Metric.ALL_CORRECT_GROUPS, sum(allCorrect) / rollouts.prompts())
                .set(Metric.ALL_WRONG_GROUPS, sum(allWrong) / rollouts.prompts())
                .set(Metric.LEVEL_ZERO_VARIANCE_GROUPS, each(equal, groups))
                .set(Metric.LEVEL_ALL_CORRECT_GROUPS, each(allCorrect, groups))
                .set(Metric.LEVEL_ALL_WRONG_GROUPS, each(allWrong, groups))
                .set(Metric.LEVEL_ACCURACY, each(correct, drawn))
                .set(Metric.LEVEL_THINKS, each(thinks, drawn))
                .set(Metric.LEVEL_COMPUTE, each(compute, drawn));
        describe(rewards, advantages, metrics);
    }

    private static void describe(double[] rewards, Advantages advantages, MetricValues metrics) {
        double[] values = advantages.episodes();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double reward = 0;
        int counted = 0;
        int trained = 0;
        for (int e = 0; e < rewards.length; e++) {
            if (advantages.counted()[e]) {
                reward += rewards[e];
                counted++;
            }
            if (advantages.trained()[e]) {
                least = Math.min(least, values[e]);
                most = Math.max(most, values[e]);
                trained++;
            }
        }
        metrics.set(Metric.TRAINED_EPISODES, trained);
        if (counted > 0) {
            metrics.set(Metric.REWARD, reward / counted)
                    .set(Metric.REWARD_STD, Deviation.of(rewards, advantages.counted(), 0, rewards.length, 1));
        }
        if (trained > 0) {
            metrics.set(Metric.ADVANTAGE_MIN, least)
                    .set(Metric.ADVANTAGE_MAX, most)
                    .set(Metric.ADVANTAGE_STD, Deviation.of(values, advantages.trained(), 0, values.length, 1));
        }
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
