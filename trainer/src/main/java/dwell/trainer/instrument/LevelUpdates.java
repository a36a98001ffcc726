package dwell.trainer.instrument;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.shaping.ProcessFacts;
import dwell.trainer.shaping.RewardRule;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import java.util.List;

/**
 * Expected updates of the think logit under a config, by level. A level's update is the mean over its prompts and the members of
 * their groups: one unit of it at a learning rate of 1 moves the logit by 1. Immutable.
 */
public final class LevelUpdates {
    private final ExpectedUpdate[] levels;
    private final BatchFactor factor;

    private LevelUpdates(ExpectedUpdate[] levels, BatchFactor factor) {
        this.levels = levels;
        this.factor = factor;
    }

    /**
     * Enumerates the groups of every prompt.
     *
     * @param config whose shaping the catalog knows
     * @param context of the shaping
     * @param prompts by level; the weights within a level sum to 1
     * @param shares of the levels among prompts, summing to 1
     */
    public static LevelUpdates of(
            TrainerConfig config,
            Catalog catalog,
            ShapingContext context,
            List<List<TwoModePrompt>> prompts,
            double[] shares) {
        Shaping<?> shaping = catalog.shaping(config.shaping().id());
        RewardRule rule = start(shaping, config.shaping().parameters(), context);
        SyntheticBatch group = new SyntheticBatch(1, config.groupSize());
        BatchUpdate update = new BatchUpdate(config, rule, shaping.terms().size(), group, mostCompute(context), true);
        ExpectedUpdate[] levels = new ExpectedUpdate[prompts.size()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = ExpectedUpdate.of(prompts.get(i), group, update);
        }
        return new LevelUpdates(levels, new BatchFactor(config, levels, shares.clone()));
    }

    static double mostCompute(ShapingContext context) {
        return context.process().map(ProcessFacts::mostCompute).orElse(0.0);
    }

    static <P extends Record> RewardRule start(Shaping<P> shaping, Record parameters, ShapingContext context) {
        @SuppressWarnings("unchecked") // bound from the type of this shaping's defaults
        P own = (P) parameters;
        return shaping.start(own, context);
    }

    /** The same where every prompt of the batch is of one level. */
    public LevelUpdates alone(int level) {
        double[] shares = new double[levels.length];
        shares[level] = 1;
        return new LevelUpdates(levels, new BatchFactor(factor.config(), levels, shares));
    }

    /** Number of levels. */
    public int count() {
        return levels.length;
    }

    /**
     * The expected update divided by p (1 - p).
     *
     * @param p think probability, in [0, 1]
     */
    public double perVariance(int level, double p) {
        return levels[level].at(p) * factor.at(p);
    }

    /** The expected update of the think logit at a think probability in [0, 1]. */
    public double at(int level, double p) {
        return p * (1 - p) * perVariance(level, p);
    }
}
