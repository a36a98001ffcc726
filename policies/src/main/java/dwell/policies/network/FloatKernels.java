package dwell.policies.network;

import dwell.policies.HostTransfer;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link Kernels} in single precision.
 *
 * <p>Loops run over whole tiles of rows, with the bias repeated for each row of a tile, because the JIT compiler vectorises
 * long flat loops and not short nested ones. tanh is a rational function of degree 13 over 6, clamped where it reaches 1 (the
 * minimax fit that Eigen uses); its error against the exact value is below 2e-7.
 */
final class FloatKernels implements Kernels {
    private static final int TILE = 1024;
    private static final float TANH_CLAMP = 7.90531110763549805f;

    private final List<Dense> layers;
    private final Activation activation;
    private final float[][] biasTiles;
    private final float[] tile;
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
            if (activation == Activation.TANH) {
                tanh(values, from, bias, count);
            } else {
                relu(values, from, bias, count);
            }
        }
        HostTransfer.write(values, 0, length, z.all());
    }

    /** {@code z[i] = tanh(z[i] + bias[i])}; NaN stays NaN. */
    static void tanh(float[] z, int from, float[] bias, int count) {
        for (int i = 0; i < count; i++) {
            float x = Math.max(-TANH_CLAMP, Math.min(TANH_CLAMP, z[from + i] + bias[i]));
            float s = x * x;
            float p = -2.76076847742355e-16f * s + 2.00018790482477e-13f;
            p = p * s - 8.60467152213735e-11f;
            p = p * s + 5.12229709037114e-08f;
            p = p * s + 1.48572235717979e-05f;
            p = p * s + 6.37261928875436e-04f;
            p = p * s + 4.89352455891786e-03f;
            float q = 1.19825839466702e-06f * s + 1.18534705686654e-04f;
            q = q * s + 2.26843463243900e-03f;
            q = q * s + 4.89352518554385e-03f;
            z[from + i] = x * p / q;
        }
    }

    private static void relu(float[] z, int from, float[] bias, int count) {
        for (int i = 0; i < count; i++) {
            z[from + i] = Math.max(0, z[from + i] + bias[i]);
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
        Arrays.fill(tile, 0, tileLength, 0);
        for (int from = 0; from < length; from += tileLength) {
            int count = Math.min(tileLength, length - from);
            for (int i = 0; i < count; i++) {
                float d = (float) dLogits[begin + from + i];
                gradients[from + i] = d;
                tile[i] += d;
            }
        }
        Arrays.fill(gradients, length, padded * width, 0);
        HostTransfer.write(gradients, 0, padded * width, out.all());
        foldTile(width, biasGradient);
    }

    @Override
    public void backThroughActivation(int padded, RowMatrix h, RowMatrix gradient, INDArray biasGradient) {
        int width = h.width();
        int length = padded * width;
        int tileLength = tileLength(width);
        HostTransfer.read(h.all(), values, length);
        HostTransfer.read(gradient.all(), gradients, length);
        Arrays.fill(tile, 0, tileLength, 0);
        for (int from = 0; from < length; from += tileLength) {
            int count = Math.min(tileLength, length - from);
            if (activation == Activation.TANH) {
                tanhBackward(values, gradients, from, tile, count);
            } else {
                reluBackward(values, gradients, from, tile, count);
            }
        }
        HostTransfer.write(gradients, 0, length, gradient.all());
        foldTile(width, biasGradient);
    }

    private static void tanhBackward(float[] h, float[] gradient, int from, float[] sum, int count) {
        for (int i = 0; i < count; i++) {
            float value = h[from + i];
            float d = gradient[from + i] * (1 - value * value);
            gradient[from + i] = d;
            sum[i] += d;
        }
    }

    private static void reluBackward(float[] h, float[] gradient, int from, float[] sum, int count) {
        for (int i = 0; i < count; i++) {
            float d = h[from + i] > 0 ? gradient[from + i] : 0;
            gradient[from + i] = d;
            sum[i] += d;
        }
    }

    private void foldTile(int width, INDArray biasGradient) {
        int tileLength = tileLength(width);
        for (int i = width; i < tileLength; i += width) {
            for (int j = 0; j < width; j++) {
                tile[j] += tile[i + j];
            }
        }
        HostTransfer.write(tile, 0, width, biasGradient);
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

    private static void add(float[] sum, float[] term, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += term[i];
        }
    }
}
