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

    /** Visits over all items, shape [states], under the posterior. */
    static double[] overall(CompiledProcess process, PolicyTable policy) {
        return overall(process, policy, new double[CompiledProcess.TERMINALS]);
    }

    /**
     * Visits over all items, under the posterior.
     *
     * @param ended shape [terminals], overwritten: probability of each terminal
     * @return shape [states]
     */
    static double[] overall(CompiledProcess process, PolicyTable policy, double[] ended) {
        double[] visits = new double[process.stateCount()];
        Arrays.fill(ended, 0);
        for (int c = 0; c < process.classCount(); c++) {
            int[] starts = process.startStates(c);
            for (int i = 0; i < starts.length; i++) {
                visits[starts[i]] += process.prior(c) * process.startProbabilities(c)[i];
            }
        }
        for (int s = 0; s < visits.length; s++) {
            if (visits[s] == 0) {
                continue;
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double flow = visits[s] * policy.probability(k);
                if (flow == 0) {
                    continue;
                }
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    double p = flow * process.meanProbability(b);
                    int target = process.branchTarget(b);
                    if (target < 0) {
                        ended[-1 - target] += p;
                    } else {
                        visits[target] += p;
                    }
                }
            }
        }
        return visits;
    }
}
