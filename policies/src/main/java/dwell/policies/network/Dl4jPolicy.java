package dwell.policies.network;

import dwell.envs.random.RandomKey;
import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import dwell.policies.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Any DL4J {@link MultiLayerNetwork} on rows of features as a policy: the activations of its last layer are the logits, so
 * that layer should have the identity activation. Convenient rather than fast: about four times the time of
 * {@link MlpFamily}.
 *
 * <p>Layers act as in inference (batch normalisation uses its running statistics). DL4J's updaters, regularisation and losses
 * are not used. The policy owns the network and closes it.
 */
public final class Dl4jPolicy implements LearnedPolicy {
    private final MultiLayerNetwork network;
    private final PolicyShape shape;
    private final Precision precision;
    private final List<Tensor> tensors;
    private final INDArray parameters;
    private final INDArray gradient;
    private INDArray input;

    /**
     * Wraps a network.
     *
     * @param network initialised, of data type float or double; its workspaces are switched off
     * @throws IllegalArgumentException with one sentence, if the network does not fit the shape, ends with a loss, or draws
     *     random numbers (dropout, weight noise)
     */
    public Dl4jPolicy(MultiLayerNetwork network, PolicyShape shape) {
        this.network = network;
        this.shape = shape;
        this.precision = precisionOf(network);
        Layer[] layers = network.getLayers();
        requireFit("first layer", "inputs", nIn(layers[0]), "features", shape.features());
        Layer last = layers[layers.length - 1];
        if (last instanceof IOutputLayer) {
            throw new IllegalArgumentException(
                    "the last layer must not bring a loss; use a DenseLayer with identity activation");
        }
        requireFit("last layer with weights", "outputs", nOut(layers), "actions", shape.actions());
        for (Layer layer : layers) {
            requireDeterministic(layer);
        }
        network.getLayerWiseConfigurations().setTrainingWorkspaceMode(WorkspaceMode.NONE);
        network.getLayerWiseConfigurations().setInferenceWorkspaceMode(WorkspaceMode.NONE);
        this.tensors = tensors(layers);
        int length = Math.toIntExact(network.numParams());
        this.parameters = network.params().reshape(length);
        network.initGradientsView();
        this.gradient = network.getFlattenedGradients().reshape(length);
    }

    private static Precision precisionOf(MultiLayerNetwork network) {
        DataType type = network.params().dataType();
        for (Precision precision : Precision.values()) {
            if (precision.type() == type) {
                return precision;
            }
        }
        throw new IllegalArgumentException("the network's data type must be float or double, was " + type);
    }

    private static long nIn(Layer layer) {
        return layer.conf().getLayer() instanceof FeedForwardLayer dense ? dense.getNIn() : -1;
    }

    private static long nOut(Layer[] layers) {
        for (int l = layers.length - 1; l >= 0; l--) {
            if (layers[l].conf().getLayer() instanceof FeedForwardLayer dense) {
                return dense.getNOut();
            }
        }
        return -1;
    }

    private static void requireFit(String layer, String side, long has, String needed, int needs) {
        if (has != needs) {
            String found = has < 0 ? "is not a feed-forward layer" : "has " + has;
            throw new IllegalArgumentException("the %s must have %d %s, one for each of the %s; it %s"
                    .formatted(layer, needs, side, needed, found));
        }
    }

    private static void requireDeterministic(Layer layer) {
        org.deeplearning4j.nn.conf.layers.Layer declared = layer.conf().getLayer();
        boolean noisy =
                declared.getIDropout() != null || declared instanceof BaseLayer base && base.getWeightNoise() != null;
        if (noisy) {
            throw new IllegalArgumentException(
                    "layers must not use dropout or weight noise: they draw from ND4J's generator");
        }
    }

    /** DL4J keeps weights in 'f' order; read backwards, the shape is that of a row-major array. */
    private static List<Tensor> tensors(Layer[] layers) {
        List<Tensor> tensors = new ArrayList<>();
        int offset = 0;
        for (int l = 0; l < layers.length; l++) {
            for (Map.Entry<String, INDArray> entry : layers[l].paramTable().entrySet()) {
                List<Integer> dimensions = new ArrayList<>();
                boolean vector = entry.getValue().isVector() && entry.getKey().equals("b");
                for (long side : vector
                        ? new long[] {entry.getValue().length()}
                        : entry.getValue().shape()) {
                    dimensions.add(Math.toIntExact(side));
                }
                if (entry.getValue().ordering() == 'f') {
                    Collections.reverse(dimensions);
                }
                String part = entry.getKey().equals("W") ? "weight" : vector ? "bias" : entry.getKey();
                Tensor tensor = new Tensor("layer%d.%s".formatted(l, part), dimensions, offset);
                if (entry.getValue().offset() != offset) {
                    throw new IllegalArgumentException(
                            "parameter %s of layer %d is not laid out in order".formatted(entry.getKey(), l));
                }
                tensors.add(tensor);
                offset += tensor.length();
            }
        }
        return List.copyOf(tensors);
    }

    /** Draws weights and biases as {@link InitialWeights}; other parameters stay as they are. */
    void draw(long key) {
        double[] values = HostTransfer.readAll(parameters);
        Layer[] layers = network.getLayers();
        for (int t = 0; t < tensors.size(); t++) {
            Tensor tensor = tensors.get(t);
            String name = tensor.name();
            if (!name.endsWith(".weight") && !name.endsWith(".bias")) {
                continue;
            }
            int layer = Integer.parseInt(name.substring("layer".length(), name.indexOf('.')));
            double bound = 1 / Math.sqrt(nIn(layers[layer]));
            long stream = RandomKey.child(key, t);
            for (int i = 0; i < tensor.length(); i++) {
                values[tensor.offset() + i] = bound * (2 * RandomKey.uniform(stream, i) - 1);
            }
        }
        HostTransfer.writeAll(values, parameters);
    }

    @Override
    public PolicyShape shape() {
        return shape;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public void logits(ObservationBatch batch, double[] logits) {
        int width = shape.features();
        if (batch.featureCount() != width) {
            throw new IllegalArgumentException(
                    "the policy reads %d features, the batch has %d".formatted(width, batch.featureCount()));
        }
        closeInput();
        if (batch.size() == 0) {
            return;
        }
        double[] values = new double[batch.size() * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = batch.features()[i];
        }
        input = matrix(values, batch.size(), width);
        network.setInput(input);
        List<INDArray> activations = network.feedForward(false, false);
        INDArray out = activations.get(activations.size() - 1).dup('c');
        System.arraycopy(HostTransfer.readAll(out), 0, logits, 0, batch.size() * shape.actions());
        out.close();
    }

    @Override
    public void backward(double[] dLogits) {
        if (input == null) {
            gradient.assign(0);
            return;
        }
        int rows = Math.toIntExact(input.rows());
        double[] values = Arrays.copyOf(dLogits, rows * shape.actions());
        try (INDArray epsilon = matrix(values, rows, shape.actions())) {
            network.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces());
        }
    }

    private INDArray matrix(double[] values, int rows, int columns) {
        INDArray matrix = Nd4j.create(precision.type(), new long[] {rows, columns}, 'c');
        HostTransfer.writeAll(values, matrix);
        return matrix;
    }

    private void closeInput() {
        if (input != null) {
            network.clear();
            if (!input.wasClosed()) {
                input.close();
            }
            input = null;
        }
    }

    @Override
    public INDArray parameters() {
        return parameters;
    }

    @Override
    public INDArray gradient() {
        return gradient;
    }

    @Override
    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public void close() {
        closeInput();
        network.close();
    }
}
