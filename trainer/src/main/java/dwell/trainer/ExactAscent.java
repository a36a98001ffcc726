package dwell.trainer;

import dwell.envs.Stakes;
import dwell.envs.exact.ExactGradient;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.TrainerConfig.Estimator;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.rollout.ProcessRows;
import dwell.trainer.shaping.AdditiveShaping;
import java.util.Map;

/**
 * Ascent along the exact gradient of the expected reward: what any estimator of it could reach with infinitely many rollouts an
 * update. {@code exact} follows the gradient in the weights (Sutton et al. 2000, theorem 1); {@code natural} moves the logits of
 * each row by the mean advantages of its actions, which is the gradient times the inverse Fisher matrix of a table of logits (Kakade
 * 2001). The network runs once over all rows; nothing is sampled.
 */
final class ExactAscent implements Learner {
    private final TrainerConfig config;
    private final CompiledProcess process;
    private final Stakes reward;
    private final LearnedPolicy policy;
    private final PolicyUpdater updater;
    private final WeightChange change;
    private final ObservationBatch rows;
    private int update;

    /**
     * An ascent for a config.
     *
     * @param process null where the environment is stepped
     * @param policy what is trained; owned by the caller
     * @throws IllegalArgumentException with one sentence, if there is no exact gradient for the config
     */
    ExactAscent(RunConfig run, CompiledProcess process, LearnedPolicy policy) {
        this.config = run.trainer();
        Estimator estimator = config.estimator();
        require(process != null, "trainer.estimator must be sampled for a stepped environment, was %s", estimator);
        this.reward = AdditiveShaping.stakes(config.shaping().parameters(), run.stakes())
                .orElseThrow(() -> new IllegalArgumentException(
                        "trainer.estimator must be sampled under shaping %s, which is not additive in compute, was %s"
                                .formatted(config.shaping().id(), estimator)));
        require(
                estimator == Estimator.EXACT || run.policy().id().equals("tabular"),
                "trainer.estimator must not be natural for policy %s; it needs policy tabular",
                run.policy().id());
        require(
                config.kl().beta() == 0 && config.entropy().bonus() == 0,
                "trainer.kl.beta and trainer.entropy.bonus must be 0 under trainer.estimator: %s",
                estimator);
        require(
                config.curriculum().isEmpty(),
                "trainer.curriculum must be empty under trainer.estimator: %s, which is the gradient on the task's own mix",
                estimator);
        this.process = process;
        this.policy = policy;
        this.updater = new PolicyUpdater(config, policy);
        this.change = new WeightChange(policy);
        this.rows = ProcessRows.all(process);
    }

    private static void require(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }

    @Override
    public MetricValues update() {
        MetricValues metrics = new MetricValues();
        change.begin();
        double[] probabilities = ProcessRows.probabilities(process, policy, rows);
        NonFiniteException.check("rollout logits", probabilities, probabilities.length);
        double[] descent = config.estimator() == Estimator.NATURAL
                ? ExactGradient.natural(process, reward, probabilities)
                : ExactGradient.of(process, reward, probabilities);
        for (int i = 0; i < descent.length; i++) {
            descent[i] = -descent[i];
        }
        policy.backward(descent);
        double norm = updater.step(update);
        metrics.set(Metric.UPDATE, update + 1)
                .set(Metric.DECISIONS, 0)
                .set(Metric.EPISODES, 0)
                .set(Metric.ROWS, process.rowCount())
                .set(Metric.LEARNING_RATE, PolicyUpdater.learningRate(config, update))
                .set(Metric.GRADIENT_NORM, norm)
                .set(
                        Metric.CLIPPED_GRADIENT_NORM,
                        config.gradientClip() > 0 ? Math.min(norm, config.gradientClip()) : norm);
        update++;
        change.describe(metrics);
        return metrics;
    }

    @Override
    public int updates() {
        return update;
    }

    @Override
    public State state() {
        return new State(update, updater.steps(), updater.state(), new int[0], Map.of());
    }

    @Override
    public void restore(State state) {
        update = state.updates();
        updater.restore(state.optimiserSteps());
    }

    @Override
    public void close() {
        updater.close();
    }
}
