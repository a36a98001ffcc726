package dwell.envs.families;

import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import java.util.function.Predicate;

/** How often a policy visits states and takes choices on items of one hidden class, by a forward recursion of its own. */
public final class ClassVisits {
    private final CompiledProcess process;
    private final PolicyTable policy;
    private final double[] visits;

    public ClassVisits(CompiledProcess process, PolicyTable policy, int hiddenClass) {
        this.process = process;
        this.policy = policy;
        this.visits = new double[process.stateCount()];
        int[] starts = process.startStates(hiddenClass);
        for (int i = 0; i < starts.length; i++) {
            visits[starts[i]] += process.startProbabilities(hiddenClass)[i];
        }
        for (int s = 0; s < visits.length; s++) {
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1) && visits[s] > 0; k++) {
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    int target = process.branchTarget(b);
                    if (target >= 0) {
                        visits[target] += visits[s] * policy.probability(k) * process.probability(hiddenClass, b);
                    }
                }
            }
        }
    }

    /** Expected number of times that an item of the class meets a state of this kind and takes the action there. */
    public double taken(String action, Predicate<Object> kind) {
        double sum = 0;
        for (int s = 0; s < visits.length; s++) {
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                boolean is = process.actionOf(k) >= 0
                        && process.actions().get(process.actionOf(k)).name().equals(action);
                sum += is && kind.test(process.state(s)) ? visits[s] * policy.probability(k) : 0;
            }
        }
        return sum;
    }
}
