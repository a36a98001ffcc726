package dwell.trainer;

import dwell.envs.Stakes;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.shaping.Shaping;
import java.util.Arrays;
import java.util.List;

/** Outcomes to training rewards through a shaping, one group at a time. Buffers are reused; confined to one thread. */
final class Rewards {
    private final Shaping<Record> shaping;
    private final Record parameters;
    private final Stakes stakes;
    private final double[] rewards;
    private final double[][] terms;
    private final double[] termMeans;

    @SuppressWarnings("unchecked")
    Rewards(Shaping<?> shaping, Record parameters, Stakes stakes, int prompts, int groupSize) {
        this.shaping = (Shaping<Record>) shaping;
        this.parameters = parameters;
        this.stakes = stakes;
        int count = shaping.terms().size();
        this.rewards = new double[prompts * groupSize];
        this.terms = new double[count][groupSize];
        this.termMeans = new double[count];
    }

    /**
     * Rewards of all episodes, prompt-major.
     *
     * @return owned by this object, valid until the next call
     */
    double[] of(Rollouts rollouts) {
        Rollouts.GroupView group = rollouts.groups();
        Arrays.fill(termMeans, 0);
        for (int p = 0; p < rollouts.prompts(); p++) {
            shaping.reward(parameters, stakes, group.at(p), terms);
            add(p * rollouts.groupSize(), rollouts.groupSize());
        }
        NonFiniteException.check("rewards", rewards, rewards.length);
        for (int term = 0; term < termMeans.length; term++) {
            termMeans[term] /= rewards.length;
        }
        return rewards;
    }

    private void add(int from, int count) {
        for (int i = 0; i < count; i++) {
            double reward = 0;
            for (int term = 0; term < terms.length; term++) {
                reward += terms[term][i];
                termMeans[term] += terms[term][i];
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
