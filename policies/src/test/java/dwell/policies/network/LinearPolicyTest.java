package dwell.policies.network;

import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyContract;
import dwell.policies.Precision;

class LinearPolicyTest extends PolicyContract {
    @Override
    protected LearnedPolicy create(Precision precision, long key) {
        return new LinearFamily().create(new LinearParameters(), SHAPE, precision, key);
    }
}
