package dwell.policies.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyContract;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class Dl4jPolicyTest extends PolicyContract {
    @TempDir
    Path folder;

    private static NeuralNetConfiguration.ListBuilder dense(int inputs, int outputs, double dropOut) {
        return new NeuralNetConfiguration.Builder()
                .dropOut(dropOut)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(inputs)
                        .nOut(9)
                        .activation(Activation.TANH)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(9)
                        .nOut(17)
                        .activation(Activation.TANH)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(17)
                        .nOut(outputs)
                        .activation(Activation.IDENTITY)
                        .build());
    }

    private LearnedPolicy fromJson(String json, PolicyShape shape, Precision precision, long key) {
        Path file = folder.resolve("net.json");
        try {
            Files.writeString(file, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Dl4jFamily().create(new Dl4jParameters(file.toString()), shape, precision, key);
    }

    @Override
    protected LearnedPolicy create(Precision precision, long key) {
        return fromJson(dense(5, 3, 0).build().toJson(), SHAPE, precision, key);
    }

    @Test
    void isTheSameNetworkAsOurs() {
        try (LearnedPolicy theirs = create(Precision.DOUBLE, 4);
                LearnedPolicy ours = new MlpFamily()
                        .create(
                                new MlpParameters(List.of(9, 17), dwell.policies.network.Activation.TANH),
                                SHAPE,
                                Precision.DOUBLE,
                                4)) {
            assertThat(theirs.tensors()).isEqualTo(ours.tensors());
            assertThat(HostTransfer.readAll(theirs.parameters()))
                    .containsExactly(HostTransfer.readAll(ours.parameters()));
            ObservationBatch batch = batch(SHAPE, 100);
            double[] a = new double[300];
            double[] b = new double[300];
            theirs.logits(batch, a);
            ours.logits(batch, b);
            assertThat(a).containsExactly(b, within(1e-12));
            theirs.backward(numbers(1, 300));
            ours.backward(numbers(1, 300));
            assertThat(HostTransfer.readAll(theirs.gradient()))
                    .containsExactly(HostTransfer.readAll(ours.gradient()), within(1e-10));
        }
    }

    private void assertRefused(String json, String message) {
        assertThatThrownBy(() -> fromJson(json, SHAPE, Precision.FLOAT, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("net.json")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void networksThatDoNotFitAreRefused() {
        assertRefused(
                dense(4, 3, 0).build().toJson(),
                "the first layer must have 5 inputs, one for each of the features; it has 4");
        assertRefused(
                dense(5, 2, 0).build().toJson(),
                "the last layer with weights must have 3 outputs, one for each of the actions; it has 2");
        assertRefused(dense(5, 3, 0.5).build().toJson(), "dropout");
        assertRefused("{\"confs\": [", "is not a DL4J MultiLayerConfiguration in JSON");
        assertRefused("{}", "is not a DL4J MultiLayerConfiguration in JSON");
        assertRefused("{\"confs\": []}", "describes no layers");
        assertRefused("", "policy.file");
        String withLoss = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nIn(5)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build())
                .build()
                .toJson();
        assertRefused(withLoss, "one is OutputLayer (end with a DenseLayer, not an OutputLayer)");
    }

    @Test
    void missingFileIsOneSentence() {
        Dl4jFamily family = new Dl4jFamily();
        assertThatThrownBy(() -> family.create(new Dl4jParameters("nowhere.json"), SHAPE, Precision.FLOAT, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policy.file nowhere.json cannot be read: there is no such file");
        assertThatThrownBy(() -> family.create(family.defaults(), SHAPE, Precision.FLOAT, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("policy.file must name a DL4J configuration in JSON, was empty");
    }
}
