package dwell.trainer.instrument;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import java.util.List;

/**
 * What {@link MeanFieldFlow} is held against: a two-mode tabular policy trained by plain stochastic gradient ascent on sampled
 * groups of a level's prompts, with the rewards, advantages and weights of the config, on-policy, one step an update. Clip, KL and
 * entropy have no part in it.
 *
 * @param learningRate greater than 0
 * @param prompts groups of an update, at least 1
 * @param time learning rate times updates
 * @param seed of every draw
 */
public record StochasticRuns(double learningRate, int prompts, double time, long seed) {
    /** Names the streams of these runs among those of their purpose. */
    private static final long STREAM = 0x464C4F57L;

    /** Updates of a run. */
    public long updates() {
        return Math.round(time / learningRate);
    }

    /**
     * Trains once.
     *
     * @param level whose prompts are drawn
     * @param start think probability at the start, in (0, 1)
     * @param run number of the run, which chooses its draws
     * @return think probability at the end
     */
    public double end(
            TrainerConfig config,
            Catalog catalog,
            ShapingContext context,
            List<TwoModePrompt> level,
            double start,
            int run) {
        return MeanFieldFlow.probability(
                MeanFieldFlow.logit(start) + moved(config, catalog, context, level, start, run));
    }

    /** The same as the distance that the logit moves. */
    double moved(
            TrainerConfig config,
            Catalog catalog,
            ShapingContext context,
            List<TwoModePrompt> level,
            double start,
            int run) {
        Shaping<?> shaping = catalog.shaping(config.shaping().id());
        SyntheticBatch batch = new SyntheticBatch(prompts, config.groupSize());
        BatchUpdate update = new BatchUpdate(
                config,
                LevelUpdates.start(shaping, config.shaping().parameters(), context),
                shaping.terms().size(),
                batch,
                LevelUpdates.mostCompute(context),
                false);
        long key = RandomKey.child(RandomKey.child(RandomKey.of(seed, Purpose.CHECK), STREAM), run);
        double begin = MeanFieldFlow.logit(start);
        double moved = 0;
        long updates = updates();
        for (long u = 0; u < updates; u++) {
            double p = MeanFieldFlow.probability(begin + moved);
            draw(level, batch, RandomKey.child(key, u), p);
            update.compute();
            moved += learningRate * ((1 - p) * update.think() - p * update.direct());
        }
        return moved;
    }

    private void draw(List<TwoModePrompt> level, SyntheticBatch batch, long key, double p) {
        int size = batch.groupSize();
        long counter = 0;
        for (int g = 0; g < prompts; g++) {
            TwoModePrompt prompt = prompt(level, RandomKey.uniform(key, counter++));
            batch.of(g, prompt);
            for (int e = g * size; e < (g + 1) * size; e++) {
                boolean thinks = RandomKey.uniform(key, counter++) < p;
                List<OutcomeKind> mode = thinks ? prompt.think() : prompt.direct();
                batch.set(e, kind(mode, RandomKey.uniform(key, counter++)), thinks);
            }
        }
    }

    private static TwoModePrompt prompt(List<TwoModePrompt> level, double uniform) {
        double sum = 0;
        for (TwoModePrompt prompt : level) {
            sum += prompt.weight();
            if (uniform < sum) {
                return prompt;
            }
        }
        return level.get(level.size() - 1);
    }

    private static OutcomeKind kind(List<OutcomeKind> mode, double uniform) {
        double sum = 0;
        for (OutcomeKind kind : mode) {
            sum += kind.probability();
            if (uniform < sum) {
                return kind;
            }
        }
        return mode.get(mode.size() - 1);
    }
}
