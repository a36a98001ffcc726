package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;

/** The pieces of backward recursions over a compiled process. */
final class Backward {
    private Backward() {}

    /** Value of each terminal, shape [terminals]. */
    static double[] terminalValues(Stakes stakes) {
        double[] value = new double[CompiledProcess.TERMINALS];
        for (int t = 0; t < value.length; t++) {
            value[t] = stakes.value(CompiledProcess.verdictOf(t));
        }
        return value;
    }

    /** Value of a choice under the posterior at its state, given the values of what follows. */
    static double meanQ(CompiledProcess process, double price, double[] terminal, double[] value, int choice) {
        double q = -price * process.meanCompute(choice);
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            q += process.meanProbability(b) * (target < 0 ? terminal[-1 - target] : value[target]);
        }
        return q;
    }

    /** Value of a choice given the hidden class. */
    static double classQ(
            CompiledProcess process, int hiddenClass, double price, double[] terminal, double[] value, int choice) {
        double q = -price * process.compute(hiddenClass, choice);
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            q += process.probability(hiddenClass, b) * (target < 0 ? terminal[-1 - target] : value[target]);
        }
        return q;
    }

    /** Mean of a state value over the start states of all items. */
    static double overStarts(CompiledProcess process, double[] value) {
        double total = 0;
        for (int c = 0; c < process.classCount(); c++) {
            total += process.prior(c) * overStarts(process, c, value);
        }
        return total;
    }

    /** Mean of a state value over the start states of the items of a class. */
    static double overStarts(CompiledProcess process, int hiddenClass, double[] value) {
        int[] states = process.startStates(hiddenClass);
        double[] probability = process.startProbabilities(hiddenClass);
        double total = 0;
        for (int i = 0; i < states.length; i++) {
            total += probability[i] * value[states[i]];
        }
        return total;
    }
}
