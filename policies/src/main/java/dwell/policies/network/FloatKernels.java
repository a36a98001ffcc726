package dwell.policies.network;

import dwell.policies.HostTransfer;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link Kernels} in single precision.
 *
 * <p>Work goes in tiles that stay in the nearest cache, with the bias repeated for each row of a tile. The JIT compiler
 * vectorises long flat loops of few operations whose arrays are all indexed alike, hence the copies into a tile and the
 * several passes over it.
 *
 * <p>tanh doubles an angle: {@code tanh(2u) = 2aq / (a^2 + q^2)} where {@code tanh(u) = a/q} is Lambert's continued fraction,
 * cut after the seventh term. Doubling damps the error of a and q where the result is near 1. Written with
 * {@code (q - a)^2 + 2aq} below, the result never exceeds 1; it is within 2e-7 of the exact value.
 */
final class FloatKernels implements Kernels {
    private static final int TILE = 1024;
    /** Where the cut fraction reaches 1. */
    private static final float HALF_CLAMP = 4.97f;

    private final List<Dense> layers;
    private final Activation activation;
    private final float[][] biasTiles;
    private final float[] tile;
    private final float[] gradientTile;
    private final float[] sumTile;
    private final float[] values;
    private final float[] gradients;
    private float[] sums = {};
    private float[] terms = {};

    FloatKernels(List<Dense> layers, Activation activation, int blockRows) {
        this.layers = layers;
        this.activation = activation;
        int widest = layers.get(0).inputs();
        this.biasTiles = new float[layers.size()][];
        for (int l = 0; l < biasTiles.length; l++) {
            int width = layers.get(l).outputs();
            biasTiles[l] = new float[tileLength(width)];
            widest = Math.max(widest, width);
        }
        this.tile = new float[Math.max(TILE, widest)];
        this.gradientTile = new float[tile.length];
        this.sumTile = new float[tile.length];
        this.values = new float[blockRows * widest];
        this.gradients = new float[blockRows * widest];
    }

    private static int tileLength(int width) {
        return Math.max(1, TILE / width) * width;
    }

    @Override
    public void loadBiases(FlatVector parameters) {
        for (int l = 0; l < biasTiles.length; l++) {
            int width = layers.get(l).outputs();
            float[] repeated = biasTiles[l];
            HostTransfer.read(parameters.bias(l), repeated, width);
            for (int i = width; i < repeated.length; i += width) {
                System.arraycopy(repeated, 0, repeated, i, width);
            }
        }
    }

    @Override
    public void loadFeatures(float[] features, int fromRow, int rows, int padded, RowMatrix out) {
        int width = out.width();
        if (rows == padded) {
            HostTransfer.write(features, fromRow * width, rows * width, out.all());
            return;
        }
        System.arraycopy(features, fromRow * width, values, 0, rows * width);
        Arrays.fill(values, rows * width, padded * width, 0);
        HostTransfer.write(values, 0, padded * width, out.all());
    }

    @Override
    public void activate(int layer, int padded, RowMatrix z) {
        int length = padded * z.width();
        float[] bias = biasTiles[layer];
        HostTransfer.read(z.all(), values, length);
        for (int from = 0; from < length; from += bias.length) {
            int count = Math.min(bias.length, length - from);
            System.arraycopy(values, from, tile, 0, count);
            add(tile, bias, count);
            if (activation == Activation.TANH) {
                tanh(tile, count);
            } else {
                relu(tile, count);
            }
            System.arraycopy(tile, 0, values, from, count);
        }
        HostTransfer.write(values, 0, length, z.all());
    }

    private static void add(float[] sum, float[] term, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += term[i];
        }
    }

    /** Replaces the first {@code count} numbers by their tanh; NaN stays NaN. */
    static void tanh(float[] z, int count) {
        for (int i = 0; i < count; i++) {
            z[i] = Math.max(-HALF_CLAMP, Math.min(HALF_CLAMP, 0.5f * z[i]));
        }
        for (int i = 0; i < count; i++) {
            float u = z[i];
            float s = u * u;
            float p = ((s + 378) * s + 17325) * s + 135135;
            float q = ((28 * s + 3150) * s + 62370) * s + 135135;
            float a = u * p;
            float difference = q - Math.abs(a);
            float twice = 2 * a * q;
            z[i] = twice / (Math.abs(twice) + difference * difference);
        }
    }

    private static void relu(float[] z, int count) {
        for (int i = 0; i < count; i++) {
            z[i] = Math.max(0, z[i]);
        }
    }

    @Override
    public void storeLogits(int rows, RowMatrix z, double[] logits, int fromRow) {
        int width = z.width();
        int length = rows * width;
        float[] bias = biasTiles[biasTiles.length - 1];
        HostTransfer.read(z.all(), values, length);
        for (int from = 0; from < length; from += bias.length) {
            int count = Math.min(bias.length, length - from);
            for (int i = 0; i < count; i++) {
                logits[fromRow * width + from + i] = values[from + i] + bias[i];
            }
        }
    }

    @Override
    public void loadLogitGradient(
            double[] dLogits, int fromRow, int rows, int padded, RowMatrix out, INDArray biasGradient) {
        int width = out.width();
        int length = rows * width;
        int begin = fromRow * width;
        int tileLength = tileLength(width);
        Arrays.fill(sumTile, 0, tileLength, 0);
        for (int from = 0; from < length; from += tileLength) {
            int count = Math.min(tileLength, length - from);
            for (int i = 0; i < count; i++) {
                float d = (float) dLogits[begin + from + i];
                gradients[from + i] = d;
                sumTile[i] += d;
            }
        }
        Arrays.fill(gradients, length, padded * width, 0);
        HostTransfer.write(gradients, 0, padded * width, out.all());
        foldSums(width, biasGradient);
    }

    @Override
    public void backThroughActivation(int padded, RowMatrix h, RowMatrix gradient, INDArray biasGradient) {
        int width = h.width();
        int length = padded * width;
        int tileLength = tileLength(width);
        HostTransfer.read(h.all(), values, length);
        HostTransfer.read(gradient.all(), gradients, length);
        Arrays.fill(sumTile, 0, tileLength, 0);
        for (int from = 0; from < length; from += tileLength) {
            int count = Math.min(tileLength, length - from);
            System.arraycopy(values, from, tile, 0, count);
            System.arraycopy(gradients, from, gradientTile, 0, count);
            if (activation == Activation.TANH) {
                tanhBackward(tile, gradientTile, count);
            } else {
                reluBackward(tile, gradientTile, count);
            }
            add(sumTile, gradientTile, count);
            System.arraycopy(gradientTile, 0, gradients, from, count);
        }
        HostTransfer.write(gradients, 0, length, gradient.all());
        foldSums(width, biasGradient);
    }

    private static void tanhBackward(float[] h, float[] gradient, int count) {
        for (int i = 0; i < count; i++) {
            gradient[i] *= 1 - h[i] * h[i];
        }
    }

    private static void reluBackward(float[] h, float[] gradient, int count) {
        for (int i = 0; i < count; i++) {
            gradient[i] = h[i] > 0 ? gradient[i] : 0;
        }
    }

    private void foldSums(int width, INDArray biasGradient) {
        int tileLength = tileLength(width);
        for (int i = width; i < tileLength; i += width) {
            for (int j = 0; j < width; j++) {
                sumTile[j] += sumTile[i + j];
            }
        }
        HostTransfer.write(sumTile, 0, width, biasGradient);
    }

    @Override
    public void sum(List<INDArray> vectors, INDArray out) {
        int length = Math.toIntExact(out.length());
        if (sums.length < length) {
            sums = new float[length];
            terms = new float[length];
        }
        HostTransfer.read(vectors.get(0), sums, length);
        for (INDArray vector : vectors.subList(1, vectors.size())) {
            HostTransfer.read(vector, terms, length);
            add(sums, terms, length);
        }
        HostTransfer.write(sums, 0, length, out);
    }
}
