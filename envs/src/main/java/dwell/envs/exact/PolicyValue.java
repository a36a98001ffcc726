package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;

/** Values of a policy: utility from a state on, and of a choice followed by the policy. Immutable. */
public final class PolicyValue {
    private final CompiledProcess process;
    private final double[] value;
    private final double[] q;

    private PolicyValue(CompiledProcess process, double[] value, double[] q) {
        this.process = process;
        this.value = value;
        this.q = q;
    }

    /** Backward recursion under the posterior. */
    public static PolicyValue of(CompiledProcess process, Stakes stakes, PolicyTable policy) {
        double[] value = new double[process.stateCount()];
        double[] q = new double[process.choiceCount()];
        double[] terminal = Backward.terminalValues(stakes);
        for (int s = process.stateCount() - 1; s >= 0; s--) {
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                q[k] = Backward.meanQ(process, stakes.price(), terminal, value, k);
                value[s] += policy.probability(k) * q[k];
            }
        }
        return new PolicyValue(process, value, q);
    }

    /** Utility over all items. */
    public double utility() {
        return Backward.overStarts(process, value);
    }

    /** Utility from a state on. */
    public double value(int state) {
        return value[state];
    }

    /** Utility of a choice, then following the policy. */
    public double q(int choice) {
        return q[choice];
    }
}
