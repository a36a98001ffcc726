package dwell.trainer.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores of independent runs, by task. Tasks have names, so that runs and tasks cannot be taken for each other: a matrix with its
 * axes swapped gives intervals that are far too narrow and looks right. Tasks may have different numbers of runs. Immutable.
 */
public final class Scores {
    private final List<String> tasks;
    private final double[][] runs;

    private Scores(List<String> tasks, double[][] runs) {
        this.tasks = tasks;
        this.runs = runs;
    }

    /**
     * Scores of some tasks.
     *
     * @param runsByTask one score for each run of a task, in the order in which the map is walked
     * @throws IllegalArgumentException if there is no task, a task has no run, or a score is not finite
     */
    public static Scores of(Map<String, double[]> runsByTask) {
        if (runsByTask.isEmpty()) {
            throw new IllegalArgumentException("scores need at least one task");
        }
        double[][] runs = new double[runsByTask.size()][];
        int task = 0;
        for (Map.Entry<String, double[]> entry : runsByTask.entrySet()) {
            double[] scores = entry.getValue().clone();
            if (scores.length == 0) {
                throw new IllegalArgumentException("task '%s' has no run".formatted(entry.getKey()));
            }
            for (int run = 0; run < scores.length; run++) {
                if (!Double.isFinite(scores[run])) {
                    throw new IllegalArgumentException(
                            "run %d of task '%s' has the score %s".formatted(run, entry.getKey(), scores[run]));
                }
            }
            runs[task++] = scores;
        }
        return new Scores(List.copyOf(runsByTask.keySet()), runs);
    }

    /** Scores of one task. */
    public static Scores ofTask(String task, double... runs) {
        Map<String, double[]> one = new LinkedHashMap<>();
        one.put(task, runs);
        return of(one);
    }

    public List<String> tasks() {
        return tasks;
    }

    public int taskCount() {
        return runs.length;
    }

    /** Runs of a task. */
    public int runCount(int task) {
        return runs[task].length;
    }

    /** Runs of all tasks together. */
    public int runCount() {
        return Arrays.stream(runs).mapToInt(scores -> scores.length).sum();
    }

    /** The score of a run. */
    public double score(int task, int run) {
        return runs[task][run];
    }

    /** A copy of a task's scores, shape [runs]. */
    public double[] runs(int task) {
        return runs[task].clone();
    }

    /** All scores, task after task, shape [runs of all tasks]. */
    double[] pooled() {
        double[] all = new double[runCount()];
        int at = 0;
        for (double[] scores : runs) {
            System.arraycopy(scores, 0, all, at, scores.length);
            at += scores.length;
        }
        return all;
    }

    /** Mean score of each task, shape [tasks]. */
    double[] taskMeans() {
        return Arrays.stream(runs)
                .mapToDouble(scores -> Arrays.stream(scores).average().orElseThrow())
                .toArray();
    }

    /** The scores of other runs, chosen by their index: shape [tasks][runs of the task]. */
    Scores chosen(int[][] indices) {
        double[][] out = new double[runs.length][];
        for (int task = 0; task < out.length; task++) {
            double[] from = runs[task];
            out[task] = Arrays.stream(indices[task]).mapToDouble(i -> from[i]).toArray();
        }
        return new Scores(tasks, out);
    }

    /** Checks that two sets of scores are of the same tasks in the same order. */
    void requireTasksOf(Scores other) {
        if (!tasks.equals(other.tasks)) {
            List<String> missing = new ArrayList<>(tasks);
            missing.removeAll(other.tasks);
            throw new IllegalArgumentException("the scores are of different tasks: %s and %s%s"
                    .formatted(tasks, other.tasks, missing.isEmpty() ? "" : "; " + missing + " is in one only"));
        }
    }
}
