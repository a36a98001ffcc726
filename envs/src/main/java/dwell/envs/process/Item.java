package dwell.envs.process;

import dwell.envs.random.RandomKey;

/**
 * One task instance: a hidden class and a start state, shared by the rollouts of its group.
 *
 * @param hiddenClass index of the hidden class
 * @param startState index of the start state
 */
public record Item(int hiddenClass, int startState) {
    /** The item with a key. A pure function: items are random access. */
    public static Item of(CompiledProcess process, long key) {
        return of(process, process.prior, key);
    }

    /**
     * The item with a key where hidden classes come in another mix than the process's own.
     *
     * @param prior probability of each hidden class, shape [classes], at least 0 and summing to 1
     * @throws IllegalArgumentException if the prior has another length
     */
    public static Item of(CompiledProcess process, double[] prior, long key) {
        if (prior.length != process.classCount()) {
            throw new IllegalArgumentException("prior must have one number for each of the %d hidden classes, had %d"
                    .formatted(process.classCount(), prior.length));
        }
        int hiddenClass = draw(prior, RandomKey.uniform(key, 0));
        int start = draw(process.startProbability[hiddenClass], RandomKey.uniform(key, 1));
        return new Item(hiddenClass, process.startState[hiddenClass][start]);
    }

    private static int draw(double[] probability, double u) {
        double cumulative = 0;
        int last = 0;
        for (int i = 0; i < probability.length; i++) {
            cumulative += probability[i];
            if (probability[i] > 0) {
                if (u < cumulative) {
                    return i;
                }
                last = i;
            }
        }
        return last;
    }
}
