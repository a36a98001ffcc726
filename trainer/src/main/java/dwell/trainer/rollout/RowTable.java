package dwell.trainer.rollout;

import dwell.policies.ObservationBatch;
import java.util.Arrays;

/**
 * Rows in arrays that grow. Several rows can stand for one observation, where what drew actions differs between them: the first
 * decision of an episode, or a decision of an earlier update.
 */
final class RowTable implements RowSource {
    private final int width;
    private final int actions;
    private final boolean onPolicy;
    int count;
    float[] features = new float[0];
    int[] observation = new int[0];
    boolean[] legal = new boolean[0];
    double[] behaviour = new double[0];
    double[] policy = behaviour;

    /**
     * An empty table.
     *
     * @param onPolicy whether all is drawn from the policy as it is; then both log-probabilities are one array
     */
    RowTable(int width, int actions, boolean onPolicy) {
        this.width = width;
        this.actions = actions;
        this.onPolicy = onPolicy;
    }

    /** Whether both log-probabilities are one array. */
    boolean onPolicy() {
        return onPolicy;
    }

    /** Features of an observation. */
    int width() {
        return width;
    }

    /** Makes room for so many rows. */
    void reserve(int size) {
        if (size <= observation.length) {
            return;
        }
        int capacity = capacity(size);
        features = Arrays.copyOf(features, capacity * width);
        observation = Arrays.copyOf(observation, capacity);
        legal = Arrays.copyOf(legal, capacity * actions);
        behaviour = Arrays.copyOf(behaviour, capacity * actions);
        policy = onPolicy ? behaviour : Arrays.copyOf(policy, capacity * actions);
    }

    private int capacity(int size) {
        int most = (Integer.MAX_VALUE - 8) / Math.max(width, actions);
        if (size > most) {
            throw new IllegalArgumentException(
                    "an update has more than %,d decisions of %d features, which is too many to hold; lower trainer.prompts or trainer.groupSize"
                            .formatted(most, width));
        }
        return Math.max(size, Math.min(most, 2 * observation.length));
    }

    /** Appends a row that stands for the observation of another; returns its number. Log-probabilities are then to be written. */
    int append(int original) {
        reserve(count + 1);
        System.arraycopy(features, original * width, features, count * width, width);
        System.arraycopy(legal, original * actions, legal, count * actions, actions);
        observation[count] = observation[original];
        return count++;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int observation(int row) {
        return observation[row];
    }

    @Override
    public boolean[] legal() {
        return legal;
    }

    @Override
    public double[] behaviourLogProbability() {
        return behaviour;
    }

    @Override
    public double[] policyLogProbability() {
        return policy;
    }

    @Override
    public void fill(int[] rows, int size, ObservationBatch batch) {
        batch.resize(size);
        float[] to = batch.features();
        int[] numbers = batch.rows();
        for (int i = 0; i < size; i++) {
            System.arraycopy(features, rows[i] * width, to, i * width, width);
            numbers[i] = observation[rows[i]];
        }
    }
}
