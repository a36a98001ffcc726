package dwell.envs.exact;

import dwell.envs.process.CompiledProcess;
import java.util.Arrays;

/** Forward recursion: the probability that an episode visits each state. */
final class Visits {
    private Visits() {}

    /**
     * Visits of the items of one class.
     *
     * @param out shape [states], overwritten: probability of visiting each state given the class
     * @param ended shape [terminals], overwritten: probability of each terminal given the class
     */
    static void ofClass(CompiledProcess process, PolicyTable policy, int hiddenClass, double[] out, double[] ended) {
        Arrays.fill(out, 0);
        Arrays.fill(ended, 0);
        int[] starts = process.startStates(hiddenClass);
        double[] startProbability = process.startProbabilities(hiddenClass);
        for (int i = 0; i < starts.length; i++) {
            out[starts[i]] += startProbability[i];
        }
        for (int s = 0; s < out.length; s++) {
            if (out[s] == 0) {
                continue;
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double flow = out[s] * policy.probability(k);
                if (flow == 0) {
                    continue;
                }
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    double p = flow * process.probability(hiddenClass, b);
                    int target = process.branchTarget(b);
                    if (target < 0) {
                        ended[-1 - target] += p;
                    } else {
                        out[target] += p;
                    }
                }
            }
        }
    }

    /** Visits over all items, shape [states]. */
    static double[] overall(CompiledProcess process, PolicyTable policy) {
        double[] total = new double[process.stateCount()];
        double[] visits = new double[process.stateCount()];
        double[] ended = new double[CompiledProcess.TERMINALS];
        for (int c = 0; c < process.classCount(); c++) {
            ofClass(process, policy, c, visits, ended);
            for (int s = 0; s < total.length; s++) {
                total[s] += process.prior(c) * visits[s];
            }
        }
        return total;
    }
}
