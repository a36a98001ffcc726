package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.ExactGradient;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.Precision;
import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.objective.Advantage;
import dwell.trainer.objective.Advantages;
import dwell.trainer.objective.LossWeights;
import dwell.trainer.objective.Objective;
import dwell.trainer.rollout.ProcessRows;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.rollout.SharedCollector;
import dwell.trainer.shaping.ShapingContext;
import dwell.trainer.shaping.UtilityShaping;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What sampled GRPO estimates, against the exact policy gradient. On-policy, one pass, mean baseline, no scale, constant
 * aggregation of length 1: the expectation is (G - 1) / G times the gradient of expected utility; leave-one-out gives it
 * whole (features A1, algorithms 0.5).
 *
 * <p>Bound: 5 standard errors on each of at most 300 entries and on the projection, over 4 cases; the chance that any would
 * fail for a right implementation is below 4 x 301 x 5.8e-7 = 7e-4, with fixed seeds.
 */
class GradientTruthTest {
    private static final int PROMPTS = 64;
    private static final int UPDATES = 3000;

    @ParameterizedTest
    @CsvSource({"11,4,MEAN,0.75", "12,2,MEAN,0.5", "13,8,MEAN,0.875", "11,4,LEAVE_ONE_OUT,1"})
    void theMeanOfSampledGradientsIsTheExactOneTimesItsFactor(long seed, int group, Baseline baseline, double factor) {
        CompiledProcess process = TaskFixture.process(seed);
        Stakes stakes = TaskFixture.stakes(seed);
        int actions = process.actionCount();
        int entries = process.rowCount() * actions;
        assertThat(entries).isLessThanOrEqualTo(300);
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, seed, 5);
                Workers workers = new Workers(1)) {
            double[] probabilities = ProcessRows.probabilities(process, policy, ProcessRows.all(process));
            double[] exact = ExactGradient.of(process, stakes, probabilities);
            SharedCollector collector = new SharedCollector(process, policy, workers, seed, PROMPTS, group);
            ShapingContext context = new ShapingContext(stakes, group, UPDATES, process.levels(), Optional.empty());
            Rewards rewards =
                    new Rewards(new UtilityShaping(), new UtilityShaping.Parameters(), context, PROMPTS, group);
            double[] sum = new double[entries];
            double[] squares = new double[entries];
            double projection = 0;
            double projectionSquares = 0;
            for (int update = 0; update < UPDATES; update++) {
                double[] one = sampled(collector.collect(update), update, rewards, baseline, policy);
                double along = 0;
                for (int i = 0; i < entries; i++) {
                    sum[i] += one[i];
                    squares[i] += one[i] * one[i];
                    along += one[i] * exact[i];
                }
                projection += along;
                projectionSquares += along * along;
            }
            double norm = IntStream.range(0, entries)
                    .mapToDouble(i -> exact[i] * exact[i])
                    .sum();
            double meanAlong = projection / UPDATES / norm;
            double error = standardError(projection, projectionSquares) / norm;
            assertThat(error)
                    .as("precise enough to tell %s from 1 and from others", factor)
                    .isLessThan(0.02);
            assertThat(meanAlong).isCloseTo(factor, within(5 * error));
            for (int i = 0; i < entries; i++) {
                double tolerance = 5 * standardError(sum[i], squares[i]) + 1e-12;
                assertThat(sum[i] / UPDATES).as("entry %d", i).isCloseTo(factor * exact[i], within(tolerance));
            }
        }
    }

    private static double standardError(double sum, double squares) {
        double mean = sum / UPDATES;
        return Math.sqrt(Math.max(0, squares / UPDATES - mean * mean) / (UPDATES - 1));
    }

    private static double[] sampled(
            Rollouts rollouts, int update, Rewards rewards, Baseline baseline, LearnedPolicy policy) {
        int actions = rollouts.actions();
        TrainerConfig config = TaskFixture.settings(Map.of("loss.aggregation", "constant", "loss.constantLength", 1));
        rewards.begin(update, rollouts);
        rewards.end();
        Advantages advantages = new Advantages(rollouts.episodes());
        new Advantage(TaskFixture.advantage("baseline=" + baseline), rollouts.groupSize())
                .of(rewards.rewards(), rollouts.groupSize(), advantages.episodes());
        LossWeights weights = new LossWeights(config.loss());
        int[] order = IntStream.range(0, rollouts.prompts()).toArray();
        weights.minibatch(rollouts, advantages, null, order, 0, order.length);
        weights.gather(0, order.length);
        ObservationBatch batch = new ObservationBatch(policy.shape().features(), 64);
        rollouts.rows().fill(weights.rows(), weights.rowCount(), batch);
        double[] logits = new double[weights.rowCount() * actions];
        double[] dLogits = new double[logits.length];
        policy.logits(batch, logits);
        new Objective(config.loss(), config.kl(), false, new double[actions])
                .apply(weights, rollouts.rows(), actions, logits, null, dLogits, 0, 0, 0);
        double[] out = new double[rollouts.rows().count() * actions];
        for (int i = 0; i < weights.rowCount(); i++) {
            for (int a = 0; a < actions; a++) {
                out[weights.rows()[i] * actions + a] = -dLogits[i * actions + a];
            }
        }
        return out;
    }
}
