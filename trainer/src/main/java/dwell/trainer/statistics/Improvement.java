package dwell.trainer.statistics;

/** How likely a run of one algorithm is to beat a run of another. */
public final class Improvement {
    private Improvement() {}

    /**
     * Probability of improvement: over all pairs of a run of {@code one} and a run of {@code other} on the same task, the share in which
     * {@code one} has the higher score, ties counting a half; averaged over tasks. That is the Mann-Whitney U statistic over the number
     * of pairs (Agarwal et al. 2021, section 4.3; rliable's {@code probability_of_improvement}).
     *
     * @throws IllegalArgumentException if the two are not of the same tasks
     */
    public static double probability(Scores one, Scores other) {
        one.requireTasksOf(other);
        double sum = 0;
        for (int task = 0; task < one.taskCount(); task++) {
            sum += probability(one, other, task);
        }
        return sum / one.taskCount();
    }

    private static double probability(Scores one, Scores other, int task) {
        long halves = 0;
        for (int i = 0; i < one.runCount(task); i++) {
            for (int j = 0; j < other.runCount(task); j++) {
                halves += 1 + (int) Math.signum(one.score(task, i) - other.score(task, j));
            }
        }
        return 0.5 * halves / ((double) one.runCount(task) * other.runCount(task));
    }
}
