package dwell.policies.fixed;

import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.policies.FixedPolicy;

/** {@code optimal}: the optimum of a policy that sees the whole state. */
public final class Optimal implements FixedPolicy {
    @Override
    public String id() {
        return "optimal";
    }

    @Override
    public String summary() {
        return "the exact optimum of a policy that sees the whole state";
    }

    @Override
    public PolicyTable table(Optimum optimum, String argument) {
        Argument.requireNone(id(), argument);
        return optimum.policy();
    }
}
