package dwell.policies.network;

import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyContract;
import dwell.policies.Precision;
import java.util.List;

class ReluPolicyTest extends PolicyContract {
    @Override
    protected LearnedPolicy create(Precision precision, long key) {
        return new MlpFamily().create(new MlpParameters(List.of(10), Activation.RELU), SHAPE, precision, key);
    }
}
