package dwell.trainer.rollout;

import dwell.envs.Require;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Item;
import dwell.trainer.config.CurriculumStage;
import dwell.trainer.config.TrainerConfig.CurriculumPath;
import java.util.Arrays;
import java.util.List;

/**
 * The items that an update is trained on: the levels in the mix of {@code trainer.curriculum}, and within a level the hidden
 * classes in the proportions that the task gives them. Without stages, the task's own items. Evaluation does not come here: it
 * always has the task's own mix.
 *
 * <p>Where the level is hidden, the mix is part of the task: it moves the posterior over levels, and with it what is best to do
 * after what was observed. A policy is biased towards the mix that it saw last; where regret counts, the last stage should be
 * the task's own mix.
 *
 * <p>An item is a pure function of mix and key, and with one key two mixes draw from the same uniform numbers. {@link #at} must
 * not be called while {@link #item} is; between calls of {@code at}, items may be drawn on any thread.
 */
public final class Curriculum {
    private final CompiledProcess process;
    private final CurriculumPath path;
    private final int[] updates;
    private final double[][] priors;
    private double[] prior;

    /**
     * A curriculum over the levels of a process, at update 0.
     *
     * @param stages in rising order of update, the first at 0; empty for the process's own mix
     * @throws IllegalArgumentException with one sentence, if a mix does not fit the levels of the process
     */
    public Curriculum(CompiledProcess process, List<CurriculumStage> stages, CurriculumPath path) {
        this.process = process;
        this.path = path;
        this.updates = stages.isEmpty()
                ? new int[1]
                : stages.stream().mapToInt(CurriculumStage::update).toArray();
        this.priors = new double[updates.length][];
        Arrays.setAll(
                priors, i -> stages.isEmpty() ? own() : mixed(stages.get(i).mix(), i));
        at(0);
    }

    /** The process's own mix at every update. */
    static Curriculum none(CompiledProcess process) {
        return new Curriculum(process, List.of(), CurriculumPath.STEP);
    }

    private double[] own() {
        double[] own = new double[process.classCount()];
        Arrays.setAll(own, process::prior);
        return own;
    }

    private double[] mixed(List<Double> mix, int stage) {
        Require.that(
                mix.size() == process.levelCount(),
                "trainer.curriculum[%d].mix must have one number for each of the %d levels of the task, had %d",
                stage,
                process.levelCount(),
                mix.size());
        double sum = 0;
        for (int level = 0; level < mix.size(); level++) {
            Require.that(
                    mix.get(level) == 0 || process.levelWeight(level) > 0,
                    "trainer.curriculum[%d].mix must be 0 for level %s, of which the task has no items, was %s",
                    stage,
                    process.levels().get(level),
                    mix.get(level));
            sum += mix.get(level);
        }
        double[] prior = own();
        for (int c = 0; c < prior.length; c++) {
            int level = process.levelOf(c);
            prior[c] *= mix.get(level) / sum / process.levelWeight(level);
        }
        return prior;
    }

    /**
     * Goes to an update.
     *
     * @param update updates done before it, at least 0
     */
    public void at(int update) {
        int stage = updates.length - 1;
        while (updates[stage] > update) {
            stage--;
        }
        prior = priors[stage];
        if (path == CurriculumPath.LINEAR && stage + 1 < updates.length) {
            double left = updates[stage + 1] - (double) update;
            double gone = (double) update - updates[stage];
            double[] from = priors[stage];
            double[] to = priors[stage + 1];
            prior = new double[from.length];
            Arrays.setAll(prior, c -> (left * from[c] + gone * to[c]) / (left + gone));
        }
    }

    /** Probability of each hidden class at the present update, shape [classes]; owned by the curriculum. */
    public double[] prior() {
        return prior;
    }

    /** The item with a key at the present update. */
    Item item(long key) {
        return Item.of(process, prior, key);
    }
}
