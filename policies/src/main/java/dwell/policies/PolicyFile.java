package dwell.policies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A learned policy in a folder: {@code policy.safetensors} holds the weights under the names of
 * {@link LearnedPolicy#tensors()}, {@code policy.json} beside it says what they belong to.
 */
public final class PolicyFile {
    private static final String WEIGHTS = "policy.safetensors";
    private static final String DESCRIPTION = "policy.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
            .build();

    private PolicyFile() {}

    private record Description(
            String family,
            Record parameters,
            int features,
            int actions,
            int rows,
            String precision,
            List<TensorDescription> tensors) {}

    private record TensorDescription(String name, List<Integer> shape) {}

    /**
     * Writes both files, each whole or not at all.
     *
     * @param folder must exist
     * @param family id of the policy's family, with the parameters that it was created with
     * @throws IOException if a file cannot be written
     */
    public static void save(Path folder, String family, Record parameters, LearnedPolicy policy) throws IOException {
        Safetensors weights = new Safetensors();
        weights.metadata().put("family", family);
        putWeights(policy, weights, "");
        weights.write(folder.resolve(WEIGHTS));
        PolicyShape shape = policy.shape();
        Description description = new Description(
                family,
                parameters,
                shape.features(),
                shape.actions(),
                shape.rows(),
                policy.precision().toString(),
                policy.tensors().stream()
                        .map(t -> new TensorDescription(t.name(), t.shape()))
                        .toList());
        AtomicFile.write(folder.resolve(DESCRIPTION), JSON.writeValueAsBytes(description));
    }

    /**
     * Reads weights into a policy.
     *
     * @throws IllegalArgumentException in one sentence, if the file is not valid or does not fit the policy; the policy is
     *     then as it was
     */
    public static void load(Path folder, LearnedPolicy policy) {
        Path file = folder.resolve(WEIGHTS);
        Safetensors weights = Safetensors.read(file);
        try {
            int expected = policy.tensors().size();
            if (weights.names().size() != expected) {
                throw new IllegalArgumentException(
                        "it holds tensors %s, the policy has %d".formatted(weights.names(), expected));
            }
            takeWeights(weights, "", policy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s does not fit the policy: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Adds a policy's weights to a file that holds more, such as a checkpoint.
     *
     * @param prefix put before each name
     */
    public static void putWeights(LearnedPolicy policy, Safetensors file, String prefix) {
        double[] all = HostTransfer.readAll(policy.parameters());
        for (Tensor tensor : policy.tensors()) {
            double[] values = Arrays.copyOfRange(all, tensor.offset(), tensor.offset() + tensor.length());
            file.put(prefix + tensor.name(), tensor.shape(), values, policy.precision());
        }
    }

    /**
     * Takes a policy's weights from a file that may hold more.
     *
     * @throws IllegalArgumentException in one sentence, if a tensor is missing, has another shape or type, or holds a number
     *     that is not finite; the policy is then as it was
     */
    public static void takeWeights(Safetensors file, String prefix, LearnedPolicy policy) {
        double[] all = new double[Math.toIntExact(policy.parameters().length())];
        for (Tensor tensor : policy.tensors()) {
            String name = prefix + tensor.name();
            List<Long> wanted = tensor.shape().stream().map(Integer::longValue).toList();
            if (!file.shape(name).equals(wanted)) {
                throw new IllegalArgumentException(
                        "tensor %s has shape %s, the policy needs %s".formatted(name, file.shape(name), wanted));
            }
            double[] values = file.numbers(name, policy.precision());
            for (double value : values) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("tensor %s holds %s".formatted(name, value));
                }
            }
            System.arraycopy(values, 0, all, tensor.offset(), values.length);
        }
        HostTransfer.writeAll(all, policy.parameters());
    }
}
