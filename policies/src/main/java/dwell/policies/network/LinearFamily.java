package dwell.policies.network;

import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyFamily;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import java.util.List;

/** {@code linear}: logits that are linear in the features, a network without hidden layers. Initial weights as {@link MlpFamily}. */
public final class LinearFamily implements PolicyFamily<LinearParameters> {
    @Override
    public String id() {
        return "linear";
    }

    @Override
    public String summary() {
        return "logits linear in the features";
    }

    @Override
    public LinearParameters defaults() {
        return new LinearParameters();
    }

    @Override
    public LearnedPolicy create(LinearParameters parameters, PolicyShape shape, Precision precision, long key) {
        return new MlpPolicy(new MlpParameters(List.of(), Activation.TANH), shape, precision, key);
    }
}
