package dwell.policies.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Up to {@code capacity} rows of equal width in native memory, row after row; for ND4J a [width, rows] array in 'f' order.
 * Owns the memory.
 */
final class RowMatrix implements AutoCloseable {
    /** Row counts are rounded up to this, so that views can be kept; the rows added must be made harmless. */
    static final int STEP = 32;

    private final int width;
    private final INDArray all;
    private final INDArray[] views;

    RowMatrix(int width, int capacity, DataType type) {
        this.width = width;
        this.all = Nd4j.create(type, new long[] {width, capacity}, 'f');
        this.views = new INDArray[capacity / STEP + 1];
        this.views[capacity / STEP] = all;
    }

    static int padded(int rows) {
        return (rows + STEP - 1) / STEP * STEP;
    }

    int width() {
        return width;
    }

    /** The first rows, shape [width, rows]. */
    INDArray first(int paddedRows) {
        int index = paddedRows / STEP;
        if (views[index] == null) {
            views[index] = all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, paddedRows));
        }
        return views[index];
    }

    /** The whole array, for transfer. */
    INDArray all() {
        return all;
    }

    @Override
    public void close() {
        all.close();
    }
}
