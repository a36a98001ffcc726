package dwell.policies;

import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Moves numbers between Java arrays and the memory of an {@link INDArray}, which must be contiguous; elements are counted in
 * buffer order. On the CPU backend one copy at memory speed; on any other backend through ND4J. Thread-safe for distinct
 * arrays.
 */
public final class HostTransfer {
    private static final boolean CPU = Nd4j.getBackend()
            .getClass()
            .getSimpleName()
            .toLowerCase(Locale.ROOT)
            .contains("cpu");

    private HostTransfer() {}

    static boolean onCpu() {
        return CPU;
    }

    /** Copies the first {@code count} elements of a float array. */
    public static void read(INDArray from, float[] to, int count) {
        if (CPU) {
            ((FloatPointer) pointer(from)).get(to, 0, count);
        } else {
            System.arraycopy(flat(from).toFloatVector(), 0, to, 0, count);
        }
    }

    /** Copies the first {@code count} elements of a double array. */
    public static void read(INDArray from, double[] to, int count) {
        if (CPU) {
            ((DoublePointer) pointer(from)).get(to, 0, count);
        } else {
            System.arraycopy(flat(from).toDoubleVector(), 0, to, 0, count);
        }
    }

    /** Overwrites the first {@code count} elements of a float array. */
    public static void write(float[] from, int fromIndex, int count, INDArray to) {
        if (CPU) {
            ((FloatPointer) pointer(to)).put(from, fromIndex, count);
        } else {
            try (INDArray copy = Nd4j.createFromArray(Arrays.copyOfRange(from, fromIndex, fromIndex + count))) {
                head(to, count).assign(copy);
            }
        }
    }

    /** Overwrites the first {@code count} elements of a double array. */
    public static void write(double[] from, int fromIndex, int count, INDArray to) {
        if (CPU) {
            ((DoublePointer) pointer(to)).put(from, fromIndex, count);
        } else {
            try (INDArray copy = Nd4j.createFromArray(Arrays.copyOfRange(from, fromIndex, fromIndex + count))) {
                head(to, count).assign(copy);
            }
        }
    }

    /** Overwrites a whole array of either precision, rounding where it is single. */
    public static void writeAll(double[] from, INDArray to) {
        if (to.dataType() == DataType.DOUBLE) {
            write(from, 0, from.length, to);
            return;
        }
        float[] rounded = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            rounded[i] = (float) from[i];
        }
        write(rounded, 0, rounded.length, to);
    }

    /** A whole array of either precision. Allocates. */
    public static double[] readAll(INDArray from) {
        double[] result = new double[Math.toIntExact(from.length())];
        readAll(from, result);
        return result;
    }

    /**
     * Reads a whole array of either precision.
     *
     * @param to shape [length], overwritten; owned by the caller
     */
    public static void readAll(INDArray from, double[] to) {
        if (from.dataType() == DataType.DOUBLE) {
            read(from, to, to.length);
            return;
        }
        float[] single = new float[to.length];
        read(from, single, single.length);
        for (int i = 0; i < single.length; i++) {
            to[i] = single[i];
        }
    }

    private static Pointer pointer(INDArray array) {
        return array.data().addressPointer();
    }

    private static INDArray flat(INDArray array) {
        return array.rank() == 1 ? array : array.reshape(array.ordering(), array.length());
    }

    private static INDArray head(INDArray array, int count) {
        return flat(array).get(NDArrayIndex.interval(0, count));
    }
}
