package dwell.trainer.instrument;

import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.AdvantageConfig.Scale;
import dwell.trainer.config.AdvantageConfig.Terms;
import dwell.trainer.config.LossConfig.Aggregation;
import dwell.trainer.config.TrainerConfig;

/**
 * What a batch divides all its updates by, in the limit of many prompts: the deviation of its rewards under scales batch-std and
 * running, and the mean number of decisions of an episode under aggregation decision-mean. The batch is taken to hold all levels
 * in the task's shares, each thinking with the same probability. Positive, so it changes no sign. Immutable.
 *
 * @param levels updates by level
 * @param shares of the levels, summing to 1
 */
record BatchFactor(TrainerConfig config, ExpectedUpdate[] levels, double[] shares) {
    /** The factor, greater than 0, at a think probability. */
    double at(double p) {
        double factor = 1;
        AdvantageConfig advantage = config.advantage();
        if (advantage.scale() == Scale.BATCH_STD || advantage.scale() == Scale.RUNNING) {
            double mean = 0;
            double squares = 0;
            double advantages = 0;
            for (int i = 0; i < levels.length; i++) {
                mean += shares[i] * levels[i].reward(p);
                squares += shares[i] * levels[i].squaredReward(p);
                advantages += shares[i] * levels[i].squaredAdvantage(p);
            }
            double variance = advantage.terms() == Terms.SCALE_THEN_SUM ? advantages : squares - mean * mean;
            double divisor = Math.sqrt(Math.max(0, variance)) + advantage.scaleEpsilon();
            factor /= divisor > 0 ? divisor : 1;
        }
        if (config.loss().aggregation() == Aggregation.DECISION_MEAN) {
            double decisions = 0;
            for (int i = 0; i < levels.length; i++) {
                decisions += shares[i] * levels[i].decisions(p);
            }
            factor /= decisions;
        }
        return factor;
    }
}
