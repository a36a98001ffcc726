package dwell.policies.network;

import dwell.policies.HostTransfer;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link Kernels} in double precision, for gradient checks: the library's tanh, plain nested loops. */
final class DoubleKernels implements Kernels {
    private final List<Dense> layers;
    private final Activation activation;
    private final double[][] biases;
    private final double[] column;
    private final double[] values;
    private final double[] gradients;

    DoubleKernels(List<Dense> layers, Activation activation, int blockRows) {
        this.layers = layers;
        this.activation = activation;
        int widest = layers.get(0).inputs();
        this.biases = new double[layers.size()][];
        for (int l = 0; l < biases.length; l++) {
            biases[l] = new double[layers.get(l).outputs()];
            widest = Math.max(widest, biases[l].length);
        }
        this.column = new double[widest];
        this.values = new double[blockRows * widest];
        this.gradients = new double[blockRows * widest];
    }

    @Override
    public void loadBiases(FlatVector parameters) {
        for (int l = 0; l < biases.length; l++) {
            HostTransfer.read(parameters.bias(l), biases[l], layers.get(l).outputs());
        }
    }

    @Override
    public void loadFeatures(float[] features, int fromRow, int rows, int padded, RowMatrix out) {
        int width = out.width();
        for (int i = 0; i < rows * width; i++) {
            values[i] = features[fromRow * width + i];
        }
        Arrays.fill(values, rows * width, padded * width, 0);
        HostTransfer.write(values, 0, padded * width, out.all());
    }

    @Override
    public void activate(int layer, int padded, RowMatrix z) {
        int width = z.width();
        HostTransfer.read(z.all(), values, padded * width);
        for (int i = 0; i < padded * width; i++) {
            double sum = values[i] + biases[layer][i % width];
            values[i] = activation == Activation.TANH ? Math.tanh(sum) : Math.max(0, sum);
        }
        HostTransfer.write(values, 0, padded * width, z.all());
    }

    @Override
    public void storeLogits(int rows, RowMatrix z, double[] logits, int fromRow) {
        int width = z.width();
        HostTransfer.read(z.all(), values, rows * width);
        for (int i = 0; i < rows * width; i++) {
            logits[fromRow * width + i] = values[i] + biases[biases.length - 1][i % width];
        }
    }

    @Override
    public void loadLogitGradient(
            double[] dLogits, int fromRow, int rows, int padded, RowMatrix out, INDArray biasGradient) {
        int width = out.width();
        System.arraycopy(dLogits, fromRow * width, gradients, 0, rows * width);
        Arrays.fill(gradients, rows * width, padded * width, 0);
        HostTransfer.write(gradients, 0, padded * width, out.all());
        sumRows(rows, width, biasGradient);
    }

    @Override
    public void backThroughActivation(int padded, RowMatrix h, RowMatrix gradient, INDArray biasGradient) {
        int width = h.width();
        HostTransfer.read(h.all(), values, padded * width);
        HostTransfer.read(gradient.all(), gradients, padded * width);
        for (int i = 0; i < padded * width; i++) {
            double value = values[i];
            double slope = activation == Activation.TANH ? 1 - value * value : value > 0 ? 1 : 0;
            gradients[i] *= slope;
        }
        HostTransfer.write(gradients, 0, padded * width, gradient.all());
        sumRows(padded, width, biasGradient);
    }

    private void sumRows(int rows, int width, INDArray out) {
        Arrays.fill(column, 0, width, 0);
        for (int i = 0; i < rows * width; i++) {
            column[i % width] += gradients[i];
        }
        HostTransfer.write(column, 0, width, out);
    }

    @Override
    public void sum(List<INDArray> vectors, INDArray out) {
        int length = Math.toIntExact(out.length());
        double[] sums = new double[length];
        double[] terms = new double[length];
        for (INDArray vector : vectors) {
            HostTransfer.read(vector, terms, length);
            for (int i = 0; i < length; i++) {
                sums[i] += terms[i];
            }
        }
        HostTransfer.write(sums, 0, length, out);
    }
}
