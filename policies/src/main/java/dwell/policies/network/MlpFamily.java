package dwell.policies.network;

import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyFamily;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import java.util.List;

/**
 * {@code mlp}: fully connected layers. Weights and biases start uniform in {@code [-1/sqrt(inputs), 1/sqrt(inputs))}, as those
 * of PyTorch's {@code nn.Linear} do.
 */
public final class MlpFamily implements PolicyFamily<MlpParameters> {
    @Override
    public String id() {
        return "mlp";
    }

    @Override
    public String summary() {
        return "fully connected network: hidden layers of given sizes, tanh or relu";
    }

    @Override
    public MlpParameters defaults() {
        return new MlpParameters(List.of(64, 64), Activation.TANH);
    }

    @Override
    public LearnedPolicy create(MlpParameters parameters, PolicyShape shape, Precision precision, long key) {
        return new MlpPolicy(parameters, shape, precision, key);
    }
}
