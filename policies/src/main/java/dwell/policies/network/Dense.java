package dwell.policies.network;

import dwell.policies.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected layer as a place in the flat parameter vector: the weight, [outputs x inputs] row-major, then the bias.
 */
record Dense(int inputs, int outputs, int offset) {
    /** The layers from {@code inputs} features over hidden layers to {@code outputs} logits. */
    static List<Dense> stack(int inputs, List<Integer> hidden, int outputs) {
        List<Integer> widths = new ArrayList<>(hidden);
        widths.add(outputs);
        List<Dense> layers = new ArrayList<>();
        int offset = 0;
        int width = inputs;
        for (int next : widths) {
            Dense layer = new Dense(width, next, offset);
            layers.add(layer);
            offset = Math.addExact(offset, layer.length());
            width = next;
        }
        return List.copyOf(layers);
    }

    static List<Tensor> tensors(List<Dense> layers) {
        List<Tensor> tensors = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            Dense layer = layers.get(l);
            tensors.add(new Tensor("layer%d.weight".formatted(l), List.of(layer.outputs, layer.inputs), layer.offset));
            tensors.add(new Tensor("layer%d.bias".formatted(l), List.of(layer.outputs), layer.biasOffset()));
        }
        return List.copyOf(tensors);
    }

    int biasOffset() {
        return offset + inputs * outputs;
    }

    int length() {
        return (inputs + 1) * outputs;
    }
}
