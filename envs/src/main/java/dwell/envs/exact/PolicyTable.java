package dwell.envs.exact;

import dwell.envs.process.CompiledProcess;

/**
 * A memoryless policy as the probability of each choice given its state. Immutable.
 *
 * <p>In forced states the single choice has probability 1.
 */
public final class PolicyTable {
    /** How far probabilities of single precision may be from summing to 1. */
    private static final double SINGLE_PRECISION = 1e-4;

    private final double[] probability;

    private PolicyTable(double[] probability) {
        this.probability = probability;
    }

    /**
     * The policy of a network.
     *
     * @param rowProbabilities shape [rows x actions], action probabilities of each observation row; 0 where not legal
     * @throws IllegalArgumentException if the legal actions of a state do not have probability 1 together
     */
    public static PolicyTable ofRows(CompiledProcess process, double[] rowProbabilities) {
        int actions = process.actionCount();
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            int first = process.choiceBegin(s);
            if (!process.isDecision(s)) {
                probability[first] = 1;
                continue;
            }
            double sum = 0;
            for (int k = first; k < process.choiceBegin(s + 1); k++) {
                double p = 0;
                for (int i = process.readingBegin(s); i < process.readingBegin(s + 1); i++) {
                    int row = process.readingRow(i);
                    p += process.readingProbability(i) * rowProbabilities[row * actions + process.actionOf(k)];
                }
                probability[k] = p;
                sum += p;
            }
            require(process, s, sum, SINGLE_PRECISION);
        }
        return new PolicyTable(probability);
    }

    /**
     * A policy given by choice.
     *
     * @param probability shape [choices]; the choices of each state sum to 1
     * @throws IllegalArgumentException if they do not
     */
    public static PolicyTable ofChoices(CompiledProcess process, double[] probability) {
        for (int s = 0; s < process.stateCount(); s++) {
            double sum = 0;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                sum += probability[k];
            }
            require(process, s, sum, 1e-6);
        }
        return new PolicyTable(probability.clone());
    }

    private static void require(CompiledProcess process, int state, double sum, double tolerance) {
        if (!(Math.abs(sum - 1) <= tolerance)) {
            throw new IllegalArgumentException("the choices of state %s have probability %s together; it must be 1"
                    .formatted(process.state(state), sum));
        }
    }

    /**
     * A deterministic policy.
     *
     * @param choice shape [states], the choice taken in each state
     */
    public static PolicyTable deterministic(CompiledProcess process, int[] choice) {
        double[] probability = new double[process.choiceCount()];
        for (int taken : choice) {
            probability[taken] = 1;
        }
        return new PolicyTable(probability);
    }

    /** Probability of a choice given its state. */
    public double probability(int choice) {
        return probability[choice];
    }
}
