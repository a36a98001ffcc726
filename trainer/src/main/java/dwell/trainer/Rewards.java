package dwell.trainer;

import dwell.envs.Stakes;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.shaping.Shaping;
import java.util.Arrays;
import java.util.List;

/** Outcomes to training rewards through a shaping, one group at a time. Buffers are reused; confined to one thread. */
final class Rewards {
    /** Shards of prompts; fixed, so that threads never change the order of sums. */
    private static final int SHARDS = 16;

    private final Shaping<Record> shaping;
    private final Record parameters;
    private final Stakes stakes;
    private final Workers workers;
    private final double[] rewards;
    private final double[][][] terms;
    private final double[][] termSums;
    private final double[] termMeans;

    @SuppressWarnings("unchecked")
    Rewards(Shaping<?> shaping, Record parameters, Stakes stakes, Workers workers, int prompts, int groupSize) {
        this.shaping = (Shaping<Record>) shaping;
        this.parameters = parameters;
        this.stakes = stakes;
        this.workers = workers;
        int count = shaping.terms().size();
        this.rewards = new double[prompts * groupSize];
        this.terms = new double[SHARDS][count][groupSize];
        this.termSums = new double[SHARDS][count];
        this.termMeans = new double[count];
    }

    /**
     * Rewards of all episodes, prompt-major.
     *
     * @return owned by this object, valid until the next call
     */
    double[] of(Rollouts rollouts) {
        int prompts = rollouts.prompts();
        workers.run(SHARDS, shard -> {
            Rollouts.GroupView group = rollouts.groups();
            Arrays.fill(termSums[shard], 0);
            for (int p = shard * prompts / SHARDS; p < (shard + 1) * prompts / SHARDS; p++) {
                shaping.reward(parameters, stakes, group.at(p), terms[shard]);
                add(terms[shard], termSums[shard], p * rollouts.groupSize(), rollouts.groupSize());
            }
        });
        NonFiniteException.check("rewards", rewards, rewards.length);
        for (int term = 0; term < termMeans.length; term++) {
            double sum = 0;
            for (double[] shard : termSums) {
                sum += shard[term];
            }
            termMeans[term] = sum / rewards.length;
        }
        return rewards;
    }

    private void add(double[][] values, double[] sums, int from, int count) {
        for (int i = 0; i < count; i++) {
            double reward = 0;
            for (int term = 0; term < values.length; term++) {
                reward += values[term][i];
                sums[term] += values[term][i];
            }
            rewards[from + i] = reward;
        }
    }

    List<String> terms() {
        return shaping.terms();
    }

    /** Mean of a term over the episodes of the last update. */
    double termMean(int term) {
        return termMeans[term];
    }
}
