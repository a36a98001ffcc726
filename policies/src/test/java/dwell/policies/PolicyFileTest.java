package dwell.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dwell.policies.network.Activation;
import dwell.policies.network.MlpFamily;
import dwell.policies.network.MlpParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyFileTest {
    private static final PolicyShape SHAPE = new PolicyShape(9, 2, 12);
    private static final MlpParameters PARAMETERS = new MlpParameters(List.of(6), Activation.RELU);

    @TempDir
    Path folder;

    private static LearnedPolicy policy(MlpParameters parameters, Precision precision, long key) {
        return new MlpFamily().create(parameters, SHAPE, precision, key);
    }

    @ParameterizedTest
    @EnumSource
    void weightsComeBackToTheBit(Precision precision) throws IOException {
        try (LearnedPolicy saved = policy(PARAMETERS, precision, 1);
                LearnedPolicy loaded = policy(PARAMETERS, precision, 2)) {
            PolicyFile.save(folder, "mlp", PARAMETERS, saved);
            PolicyFile.load(folder, loaded);
            assertThat(HostTransfer.readAll(loaded.parameters()))
                    .containsExactly(HostTransfer.readAll(saved.parameters()));
        }
    }

    @Test
    void descriptionSaysWhatTheWeightsBelongTo() throws IOException {
        try (LearnedPolicy saved = policy(PARAMETERS, Precision.FLOAT, 1)) {
            PolicyFile.save(folder, "mlp", PARAMETERS, saved);
        }
        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("policy.json")));
        assertThat(json).isEqualTo(JsonMapper.shared().readTree("""
                {"family": "mlp", "parameters": {"hidden": [6], "activation": "relu"}, "features": 9, "actions": 2,
                 "rows": 12, "precision": "float", "tensors": [
                 {"name": "layer0.weight", "shape": [6, 9]}, {"name": "layer0.bias", "shape": [6]},
                 {"name": "layer1.weight", "shape": [2, 6]}, {"name": "layer1.bias", "shape": [2]}]}"""));
    }

    @Test
    void weightsThatDoNotFitAreRefusedAndThePolicyKeepsItsOwn() throws IOException {
        try (LearnedPolicy saved = policy(PARAMETERS, Precision.FLOAT, 1)) {
            PolicyFile.save(folder, "mlp", PARAMETERS, saved);
        }
        assertRefused(
                new MlpParameters(List.of(7), Activation.RELU),
                Precision.FLOAT,
                "tensor layer0.weight has shape [6, 9]");
        assertRefused(new MlpParameters(List.of(6, 6), Activation.RELU), Precision.FLOAT, "the policy has 6");
        assertRefused(PARAMETERS, Precision.DOUBLE, "tensor layer0.weight has type F32, expected F64");
    }

    private void assertRefused(MlpParameters parameters, Precision precision, String message) {
        try (LearnedPolicy other = policy(parameters, precision, 2)) {
            double[] before = HostTransfer.readAll(other.parameters());
            assertThatThrownBy(() -> PolicyFile.load(folder, other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("policy.safetensors does not fit the policy: ")
                    .hasMessageContaining(message);
            assertThat(HostTransfer.readAll(other.parameters())).containsExactly(before);
        }
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() throws IOException {
        try (LearnedPolicy saved = policy(PARAMETERS, Precision.FLOAT, 1)) {
            saved.parameters().putScalar(3, Float.NaN);
            PolicyFile.save(folder, "mlp", PARAMETERS, saved);
        }
        assertRefused(PARAMETERS, Precision.FLOAT, "tensor layer0.weight holds NaN");
    }
}
