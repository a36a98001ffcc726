package dwell.trainer.instrument;

import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.AdvantageConfig.Scale;

/**
 * What of an advantage depends on one group alone. The deviations of scales batch-std and running are common factors, see {@link
 * BatchFactor}. A baseline that does not depend on the group's own draws (batch, greedy, critic, exact) adds nothing to an expected
 * update; a critic is taken to be exact.
 */
final class BatchLimit {
    private BatchLimit() {}

    /** The same without what a whole batch decides. */
    static AdvantageConfig of(AdvantageConfig config) {
        Baseline baseline = switch (config.baseline()) {
            case BATCH, GREEDY, CRITIC, EXACT -> Baseline.NONE;
            case MEAN, LEAVE_ONE_OUT, LENGTH_WEIGHTED, NONE -> config.baseline();
        };
        return with(config, baseline, config.scale() == Scale.GROUP_STD ? Scale.GROUP_STD : Scale.NONE);
    }

    private static AdvantageConfig with(AdvantageConfig config, Baseline baseline, Scale scale) {
        return new AdvantageConfig(
                baseline,
                scale,
                config.ddof(),
                config.scaleEpsilon(),
                config.terms(),
                config.termWeights(),
                config.filter(),
                config.filterKeep(),
                config.gaeLambda(),
                config.criticHidden(),
                config.criticLearningRate(),
                config.criticSteps());
    }
}
