package dwell.policies.network;

import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyFamily;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * {@code dl4j}: a network described by DL4J's JSON. Weights and biases of its dense layers start as those of
 * {@link MlpFamily}, drawn from the same streams; what the description says about initial weights, updaters and seeds is not
 * used. Networks with other layers that have weights are wrapped from code with {@link Dl4jPolicy}. Model zips are never
 * read, as reading one runs code that it brings.
 */
public final class Dl4jFamily implements PolicyFamily<Dl4jParameters> {
    @Override
    public String id() {
        return "dl4j";
    }

    @Override
    public String summary() {
        return "any network of dense layers, described by a DL4J configuration in JSON";
    }

    @Override
    public Dl4jParameters defaults() {
        return new Dl4jParameters("");
    }

    @Override
    public LearnedPolicy create(Dl4jParameters parameters, PolicyShape shape, Precision precision, long key) {
        MultiLayerConfiguration configuration = read(parameters.file());
        try {
            for (NeuralNetConfiguration layer : configuration.getConfs()) {
                requireDense(layer);
            }
            configuration.setDataType(precision.type());
            MultiLayerNetwork network = new MultiLayerNetwork(configuration);
            initialise(network);
            Dl4jPolicy policy = new Dl4jPolicy(network, shape);
            policy.draw(key);
            return policy;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("policy.file %s: %s".formatted(parameters.file(), e.getMessage()), e);
        }
    }

    private static MultiLayerConfiguration read(String file) {
        if (file.isBlank()) {
            throw new IllegalArgumentException("policy.file must name a DL4J configuration in JSON, was empty");
        }
        String json;
        try {
            json = Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : e.toString();
            throw new IllegalArgumentException("policy.file %s cannot be read: %s".formatted(file, reason), e);
        }
        MultiLayerConfiguration configuration;
        try {
            configuration = MultiLayerConfiguration.fromJson(json);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "policy.file %s is not a DL4J MultiLayerConfiguration in JSON".formatted(file), e);
        }
        if (configuration == null
                || configuration.getConfs() == null
                || configuration.getConfs().isEmpty()) {
            throw new IllegalArgumentException("policy.file %s describes no layers".formatted(file));
        }
        return configuration;
    }

    private static void requireDense(NeuralNetConfiguration layer) {
        if (!(layer.getLayer() instanceof DenseLayer || layer.getLayer() instanceof ActivationLayer)) {
            String kind = layer.getLayer() == null
                    ? "nothing"
                    : layer.getLayer().getClass().getSimpleName();
            throw new IllegalArgumentException(
                    "layers must be DenseLayer or ActivationLayer, one is %s (end with a DenseLayer, not an OutputLayer)"
                            .formatted(kind));
        }
    }

    private static void initialise(MultiLayerNetwork network) {
        try {
            network.init();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the network cannot be set up: " + firstLine(e), e);
        }
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
