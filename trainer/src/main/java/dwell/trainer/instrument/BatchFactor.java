package dwell.trainer.instrument;

import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.AdvantageConfig.Scale;
import dwell.trainer.config.AdvantageConfig.Terms;
import dwell.trainer.config.LossConfig.Aggregation;
import dwell.trainer.config.TrainerConfig;
import java.util.function.ToDoubleFunction;

/**
 * What a batch divides all its updates by, in the limit of many prompts: the deviation of its rewards under scales batch-std and
 * running (of its advantages under scale-then-sum), and the loss's denominator, the number of decisions or of episodes that are
 * trained on. The batch is taken to hold all levels in their shares, each thinking with the same probability. Positive, so it changes
 * no sign. Immutable.
 *
 * @param levels updates by level
 * @param shares of the levels, summing to 1
 */
record BatchFactor(TrainerConfig config, ExpectedUpdate[] levels, double[] shares) {
    /** The factor, greater than 0, at a think probability; 1 where nothing is trained on. */
    double at(double p) {
        double trained = mean(level -> level.trained(p));
        if (trained == 0) {
            return 1;
        }
        double factor = 1;
        AdvantageConfig advantage = config.advantage();
        if (advantage.scale() == Scale.BATCH_STD || advantage.scale() == Scale.RUNNING) {
            double mean = mean(level -> level.reward(p)) / trained;
            double variance = advantage.terms() == Terms.SCALE_THEN_SUM
                    ? mean(level -> level.squaredAdvantage(p)) / trained
                    : mean(level -> level.squaredReward(p)) / trained - mean * mean;
            double divisor = Math.sqrt(Math.max(0, variance)) + advantage.scaleEpsilon();
            factor /= divisor > 0 ? divisor : 1;
        }
        Aggregation aggregation = config.loss().aggregation();
        if (aggregation == Aggregation.DECISION_MEAN) {
            factor /= mean(level -> level.decisions(p));
        } else if (aggregation != Aggregation.GROUP_MEAN) {
            factor /= trained;
        }
        return factor;
    }

    private double mean(ToDoubleFunction<ExpectedUpdate> what) {
        double mean = 0;
        for (int i = 0; i < levels.length; i++) {
            mean += shares[i] == 0 ? 0 : shares[i] * what.applyAsDouble(levels[i]);
        }
        return mean;
    }
}
