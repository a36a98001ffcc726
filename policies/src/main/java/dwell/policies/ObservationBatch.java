package dwell.policies;

import java.util.Arrays;

/**
 * A matrix of observation rows, reused from batch to batch. Owned by whoever fills it; a policy only reads it. Confined to
 * one thread.
 */
public final class ObservationBatch {
    private final int featureCount;
    private float[] features;
    private int[] rows;
    private int size;

    public ObservationBatch(int featureCount, int capacity) {
        this.featureCount = featureCount;
        this.features = new float[Math.max(capacity, 1) * featureCount];
        this.rows = new int[Math.max(capacity, 1)];
    }

    /** Sets the number of rows, growing the buffers where they are too small; contents are then to be written. */
    public void resize(int newSize) {
        if (newSize > rows.length) {
            int capacity = Math.max(newSize, 2 * rows.length);
            features = Arrays.copyOf(features, capacity * featureCount);
            rows = Arrays.copyOf(rows, capacity);
        }
        size = newSize;
    }

    public int size() {
        return size;
    }

    public int featureCount() {
        return featureCount;
    }

    /** The features, shape [size x featureCount], row-major; longer than that where the buffer has room to spare. */
    public float[] features() {
        return features;
    }

    /**
     * The index of each row among the observations of its process, shape [size]; -1 where the environment has no table of
     * observations. Only tabular policies read it.
     */
    public int[] rows() {
        return rows;
    }
}
