package dwell.envs.exact;

import dwell.envs.process.CompiledProcess;

/** The longest that an episode can be, in compute units. */
public final class MostCompute {
    private MostCompute() {}

    /** The largest compute that any episode of any item can spend, whatever the policy. */
    public static double of(CompiledProcess process) {
        double[] most = new double[process.stateCount()];
        double longest = 0;
        for (int c = 0; c < process.classCount(); c++) {
            for (int s = most.length - 1; s >= 0; s--) {
                most[s] = Double.NEGATIVE_INFINITY;
                for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                    most[s] = Math.max(most[s], process.compute(c, k) + after(process, c, k, most));
                }
            }
            for (int start : process.startStates(c)) {
                longest = Math.max(longest, most[start]);
            }
        }
        return longest;
    }

    private static double after(CompiledProcess process, int c, int choice, double[] most) {
        double longest = Double.NEGATIVE_INFINITY;
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            if (process.probability(c, b) > 0) {
                longest = Math.max(longest, target < 0 ? 0 : most[target]);
            }
        }
        return longest;
    }
}
