package dwell.policies.network;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The parameters of a stack of layers, or their gradient, in one array, and views of its parts. Owns the array. */
final class FlatVector implements AutoCloseable {
    private final INDArray all;
    private final INDArray[] weights;
    private final INDArray[] biases;

    FlatVector(List<Dense> layers, DataType type) {
        Dense last = layers.get(layers.size() - 1);
        this.all = Nd4j.create(type, last.offset() + last.length());
        this.weights = new INDArray[layers.size()];
        this.biases = new INDArray[layers.size()];
        for (int l = 0; l < weights.length; l++) {
            Dense layer = layers.get(l);
            // Row-major [outputs x inputs] is column-major [inputs x outputs], the order that BLAS works in.
            weights[l] = part(layer.offset(), layer.inputs() * layer.outputs())
                    .reshape('f', layer.inputs(), layer.outputs());
            biases[l] = part(layer.biasOffset(), layer.outputs());
        }
    }

    private INDArray part(int offset, int length) {
        return all.get(NDArrayIndex.interval(offset, offset + length));
    }

    INDArray all() {
        return all;
    }

    /** A layer's weight, transposed: shape [inputs, outputs], 'f' order. */
    INDArray weight(int layer) {
        return weights[layer];
    }

    INDArray bias(int layer) {
        return biases[layer];
    }

    @Override
    public void close() {
        all.close();
    }
}
