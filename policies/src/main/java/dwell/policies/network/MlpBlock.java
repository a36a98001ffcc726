package dwell.policies.network;

import dwell.policies.ObservationBatch;
import dwell.policies.Precision;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

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

    /** What one worker needs: d loss / d z of each layer, and operations. Owns native memory. */
    static final class Scratch implements AutoCloseable {
        final Kernels kernels;
        final RowMatrix[] deltas;
        final Product forward = new Product(true, false);
        final Product toInputs = new Product(false, false);
        final Product toWeights = new Product(false, true);

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
            forward.close();
            toInputs.close();
            toWeights.close();
        }
    }

    void forward(FlatVector parameters, ObservationBatch batch, int from, int count, double[] logits, Scratch scratch) {
        fromRow = from;
        rows = count;
        padded = RowMatrix.padded(count);
        scratch.kernels.loadFeatures(batch.features(), from, count, padded, activations[0]);
        int last = layers.size() - 1;
        for (int l = 0; l <= last; l++) {
            INDArray z = activations[l + 1].first(padded);
            scratch.forward.into(z, parameters.weight(l), activations[l].first(padded));
            if (l < last) {
                scratch.kernels.activate(l, padded, activations[l + 1]);
            }
        }
        scratch.kernels.storeLogits(count, activations[last + 1], logits, from);
    }

    void backward(FlatVector parameters, double[] dLogits, Scratch scratch) {
        int last = layers.size() - 1;
        scratch.kernels.loadLogitGradient(dLogits, fromRow, rows, padded, scratch.deltas[last], gradient.bias(last));
        for (int l = last; l >= 0; l--) {
            INDArray delta = scratch.deltas[l].first(padded);
            scratch.toWeights.into(gradient.weight(l), activations[l].first(padded), delta);
            if (l > 0) {
                scratch.toInputs.into(scratch.deltas[l - 1].first(padded), parameters.weight(l), delta);
                scratch.kernels.backThroughActivation(
                        padded, activations[l], scratch.deltas[l - 1], gradient.bias(l - 1));
            }
        }
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
