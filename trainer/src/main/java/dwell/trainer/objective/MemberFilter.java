package dwell.trainer.objective;

import dwell.trainer.config.AdvantageConfig.Filter;

/**
 * Chooses the members of a group that are trained on. Of members that are equal, the first are kept.
 *
 * <ul>
 *   <li>{@code shortest}: least compute (GFPO, 2508.09726, section 3).
 *   <li>{@code efficient}: most reward per compute unit (the same). Without compute, a positive reward is best of all, a negative
 *       one worst, and 0 counts as 0.
 *   <li>{@code spread}: the subset of its size whose rewards have the largest variance (PODS, 2504.13818). It consists of some of
 *       the lowest and some of the highest rewards (theorem 1 there); of subsets of equal variance, the one with fewer low ones.
 * </ul>
 *
 * <p>Buffers are reused; confined to one thread.
 */
final class MemberFilter {
    private final Filter filter;
    private final int keep;
    private int[] order = new int[0];
    private double[] key = new double[0];

    /** @param keep members that are kept of each group, at least 2 */
    MemberFilter(Filter filter, int keep) {
        this.filter = filter;
        this.keep = keep;
    }

    /**
     * Takes members of a group out of the training.
     *
     * @param from the group's first episode
     * @param trained shape [episodes]; members that are not trained on stay so, the others compete
     */
    void apply(double[] rewards, EpisodeFacts facts, int from, boolean[] trained) {
        if (filter == Filter.ALL) {
            return;
        }
        int group = facts.groupSize();
        if (order.length < group) {
            order = new int[group];
            key = new double[group];
        }
        int n = 0;
        for (int e = from; e < from + group; e++) {
            if (trained[e]) {
                insert(e, rank(rewards[e], facts.compute(e)), n++);
            }
        }
        if (n <= keep) {
            return;
        }
        int low = filter == Filter.SPREAD ? lowOnes(n) : keep;
        for (int i = low; i < n - (keep - low); i++) {
            trained[order[i]] = false;
        }
    }

    /** What members are sorted by, ascending. */
    private double rank(double reward, double compute) {
        return switch (filter) {
            case SHORTEST -> compute;
            case EFFICIENT -> reward == 0 ? 0 : -reward / compute;
            case SPREAD, ALL -> reward;
        };
    }

    /** Insertion sort: groups are small, and it keeps the order of equal members. */
    private void insert(int episode, double rank, int n) {
        int i = n;
        while (i > 0 && key[i - 1] > rank) {
            key[i] = key[i - 1];
            order[i] = order[i - 1];
            i--;
        }
        key[i] = rank;
        order[i] = episode;
    }

    /** How many of the lowest belong to the subset of largest variance. */
    private int lowOnes(int n) {
        int best = 0;
        double most = -1;
        for (int low = 0; low <= keep; low++) {
            double squares = squaresWithout(low, n - (keep - low), n);
            if (squares > most) {
                most = squares;
                best = low;
            }
        }
        return best;
    }

    /** Sum of squared distances to the mean of the sorted values outside [from, to). */
    private double squaresWithout(int from, int to, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += i < from || i >= to ? key[i] : 0;
        }
        double mean = sum / keep;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += i < from || i >= to ? (key[i] - mean) * (key[i] - mean) : 0;
        }
        return squares;
    }
}
