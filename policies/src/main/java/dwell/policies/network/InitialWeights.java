package dwell.policies.network;

import dwell.envs.random.RandomKey;
import dwell.policies.HostTransfer;
import dwell.policies.Tensor;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Initial weights of fully connected layers. */
final class InitialWeights {
    private InitialWeights() {}

    /**
     * Draws weight and bias of each layer uniformly from {@code [-1/sqrt(inputs), 1/sqrt(inputs))}: PyTorch's default for
     * {@code nn.Linear}. Element {@code i} of tensor {@code t} is draw {@code i} of the stream {@code child(key, t)}.
     *
     * @param out the flat parameter vector
     */
    static void draw(List<Dense> layers, long key, INDArray out) {
        List<Tensor> tensors = Dense.tensors(layers);
        double[] values = new double[Math.toIntExact(out.length())];
        for (int t = 0; t < tensors.size(); t++) {
            Tensor tensor = tensors.get(t);
            double bound = 1 / Math.sqrt(layers.get(t / 2).inputs());
            long stream = RandomKey.child(key, t);
            for (int i = 0; i < tensor.length(); i++) {
                values[tensor.offset() + i] = bound * (2 * RandomKey.uniform(stream, i) - 1);
            }
        }
        HostTransfer.writeAll(values, out);
    }
}
