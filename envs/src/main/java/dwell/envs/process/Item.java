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
        int hiddenClass = draw(process.prior, RandomKey.uniform(key, 0));
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
