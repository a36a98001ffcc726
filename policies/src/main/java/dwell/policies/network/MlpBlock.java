package dwell.policies.network;

import dwell.policies.ObservationBatch;
import dwell.policies.Precision;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A block of rows on its way through the network: what each layer gave, kept for the backward pass, and the block's part of
 * the gradient. Owns its native memory. Small enough that a layer stays in the processor's cache.
 */
final class MlpBlock implements AutoCloseable {
    private final List<Dense> layers;
    private final RowMatrix[] activations;
    private final FlatVector gradient;
    private int fromRow;
    private int rows;
    private int padded;

    MlpBlock(List<Dense> layers, int blockRows, Precision precision) {
        this.layers = layers;
        this.activations = new RowMatrix[layers.size() + 1];
        this.activations[0] = new RowMatrix(layers.get(0).inputs(), blockRows, precision.type());
        for (int l = 0; l < layers.size(); l++) {
            activations[l + 1] = new RowMatrix(layers.get(l).outputs(), blockRows, precision.type());
        }
        this.gradient = new FlatVector(layers, precision.type());
    }

    /** Memory of one worker for the backward pass: two buffers, used in turn. */
    static final class Scratch implements AutoCloseable {
        final Kernels kernels;
        final RowMatrix[] deltas;

        Scratch(List<Dense> layers, Activation activation, int blockRows, Precision precision) {
            this.kernels = Kernels.of(precision, layers, activation, blockRows);
            this.deltas = new RowMatrix[layers.size()];
            for (int l = 0; l < deltas.length; l++) {
                deltas[l] = new RowMatrix(layers.get(l).outputs(), blockRows, precision.type());
            }
        }

        @Override
        public void close() {
            for (RowMatrix delta : deltas) {
                delta.close();
            }
        }
    }

    void forward(FlatVector parameters, ObservationBatch batch, int from, int count, double[] logits, Kernels kernels) {
        fromRow = from;
        rows = count;
        padded = RowMatrix.padded(count);
        kernels.loadFeatures(batch.features(), from, count, padded, activations[0]);
        int last = layers.size() - 1;
        for (int l = 0; l <= last; l++) {
            INDArray z = activations[l + 1].first(padded);
            gemm(parameters.weight(l), activations[l].first(padded), z, true, false);
            if (l < last) {
                kernels.activate(l, padded, activations[l + 1]);
            }
        }
        kernels.storeLogits(count, activations[last + 1], logits, from);
    }

    void backward(FlatVector parameters, double[] dLogits, Scratch scratch) {
        int last = layers.size() - 1;
        scratch.kernels.loadLogitGradient(dLogits, fromRow, rows, padded, scratch.deltas[last], gradient.bias(last));
        for (int l = last; l >= 0; l--) {
            INDArray delta = scratch.deltas[l].first(padded);
            gemm(activations[l].first(padded), delta, gradient.weight(l), false, true);
            if (l > 0) {
                gemm(parameters.weight(l), delta, scratch.deltas[l - 1].first(padded), false, false);
                scratch.kernels.backThroughActivation(
                        padded, activations[l], scratch.deltas[l - 1], gradient.bias(l - 1));
            }
        }
    }

    private static void gemm(INDArray a, INDArray b, INDArray out, boolean transposeA, boolean transposeB) {
        Nd4j.getBlasWrapper().level3().gemm(a, b, out, transposeA, transposeB, 1, 0);
    }

    /** The block's part of the gradient. */
    INDArray gradient() {
        return gradient.all();
    }

    @Override
    public void close() {
        for (RowMatrix activation : activations) {
            activation.close();
        }
        gradient.close();
    }
}
