package dwell.trainer;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.objective.Advantage;
import dwell.trainer.objective.LossWeights;
import dwell.trainer.objective.Objective;
import dwell.trainer.record.Metric;
import dwell.trainer.record.MetricValues;
import dwell.trainer.rollout.Collector;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.shaping.Shaping;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * GRPO. {@link #update()} tells the whole story: collect rollouts, reward them, turn rewards into advantages, and for each
 * minibatch sum the loss weights, run the network, take the gradient of the objective, and step.
 *
 * <p>Confined to one thread; the policy belongs to the caller.
 */
public final class Trainer implements AutoCloseable {
    private final TrainerConfig config;
    private final long shuffleKey;
    private final Collector collector;
    private final Rewards rewards;
    private final Advantage advantage;
    private final Objective objective;
    private final LearnedPolicy policy;
    private final LearnedPolicy reference;
    private final PolicyUpdater updater;
    private final LossWeights weights;
    private final double[] advantages;
    private final int[] order;
    private final ObservationBatch batch;
    private final double[] before;
    private final double[] after;
    private double[] logits = new double[0];
    private double[] referenceLogits = new double[0];
    private double[] dLogits = new double[0];
    private int update;

    private Trainer(TrainerParts parts) {
        this.config = parts.config();
        this.shuffleKey = RandomKey.of(parts.seed(), Purpose.SHUFFLE);
        this.collector = parts.collector();
        this.rewards = parts.rewards();
        this.policy = parts.policy();
        this.reference = parts.reference();
        this.advantage = new Advantage(
                config.advantage().baseline(),
                config.advantage().scale(),
                config.advantage().scaleEpsilon());
        this.objective = new Objective(
                config.loss().clip(),
                config.loss().clipAbove(),
                config.kl().weight(),
                config.kl().estimator(),
                config.entropy().bonus());
        this.updater = new PolicyUpdater(config, policy);
        this.weights =
                new LossWeights(config.loss().aggregation(), config.loss().constantLength());
        this.advantages = new double[config.episodes()];
        this.order = new int[config.prompts()];
        this.batch = new ObservationBatch(policy.shape().features(), 1024);
        this.before = HostTransfer.readAll(policy.parameters());
        this.after = new double[before.length];
    }

    /**
     * A trainer for a compiled process.
     *
     * @param seed of every random stream of the training
     * @param policy what is trained; owned by the caller
     * @param reference what a KL penalty is measured against, owned by the caller; null where {@code kl.weight} is 0
     * @param workers shared with whoever lent them, and closed by the caller
     */
    public static Trainer of(
            TrainerConfig config,
            long seed,
            CompiledProcess process,
            Stakes stakes,
            Shaping<?> shaping,
            LearnedPolicy policy,
            LearnedPolicy reference,
            Workers workers) {
        Collector collector = Collector.of(process, config, policy, workers, seed);
        return of(config, seed, collector, stakes, shaping, policy, reference);
    }

    /**
     * A trainer for whatever a collector collects from.
     *
     * @param collector of the same seed, prompts, group size and policy
     * @param reference as for a compiled process
     */
    public static Trainer of(
            TrainerConfig config,
            long seed,
            Collector collector,
            Stakes stakes,
            Shaping<?> shaping,
            LearnedPolicy policy,
            LearnedPolicy reference) {
        return new Trainer(TrainerParts.of(config, seed, collector, stakes, shaping, policy, reference));
    }

    /**
     * Does one update.
     *
     * @return its metrics
     * @throws NonFiniteException if a number is not finite, naming the station
     */
    public MetricValues update() {
        MetricValues metrics = new MetricValues();
        rememberWeights();
        Rollouts rollouts = collector.collect(update);
        double[] reward = rewards.of(rollouts);
        int equalGroups = advantage.of(reward, config.groupSize(), advantages);
        RolloutMetrics.describe(rollouts, reward, advantages, metrics);
        describe(equalGroups, metrics);
        for (int pass = 0; pass < config.passes(); pass++) {
            shuffle(pass);
            for (int minibatch = 0; minibatch < config.minibatches(); minibatch++) {
                gather(rollouts, minibatch);
                step(rollouts, metrics);
            }
        }
        update++;
        describeWeights(metrics);
        return metrics;
    }

    private void rememberWeights() {
        HostTransfer.readAll(policy.parameters(), before);
    }

    private void gather(Rollouts rollouts, int minibatch) {
        int size = config.prompts() / config.minibatches();
        weights.gather(rollouts, advantages, order, minibatch * size, (minibatch + 1) * size);
    }

    /** One optimiser step. */
    private void step(Rollouts rollouts, MetricValues metrics) {
        int entries = weights.rowCount() * rollouts.actions();
        if (entries == 0) {
            return;
        }
        if (logits.length < entries) {
            logits = new double[2 * entries];
            referenceLogits = new double[2 * entries];
            dLogits = new double[2 * entries];
        }
        rollouts.rows().fill(weights.rows(), weights.rowCount(), batch);
        if (objective.needsReference()) {
            reference.logits(batch, referenceLogits);
        }
        policy.logits(batch, logits);
        Objective.Step step =
                objective.apply(weights, rollouts.rows(), rollouts.actions(), logits, referenceLogits, dLogits);
        if (!Double.isFinite(step.loss())) {
            throw new NonFiniteException("objective", "the loss is " + step.loss());
        }
        policy.backward(dLogits);
        double norm = updater.step(update);
        metrics.set(Metric.GRADIENT_NORM, norm)
                .set(
                        Metric.CLIPPED_GRADIENT_NORM,
                        config.gradientClip() > 0 ? Math.min(norm, config.gradientClip()) : norm);
        describe(step, weights.rowCount(), metrics);
    }

    /** Puts prompts into minibatches anew for each pass. */
    private void shuffle(int pass) {
        long key = RandomKey.child(RandomKey.child(shuffleKey, update), pass);
        for (int i = 0; i < order.length; i++) {
            int j = RandomKey.below(key, i, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    private void describe(int equalGroups, MetricValues metrics) {
        metrics.set(Metric.UPDATE, update + 1)
                .set(Metric.LEARNING_RATE, PolicyUpdater.learningRate(config, update))
                .set(Metric.ZERO_VARIANCE_GROUPS, (double) equalGroups / config.prompts());
        for (int term = 0; term < rewards.terms().size(); term++) {
            metrics.setTerm(rewards.terms().get(term), rewards.termMean(term));
        }
    }

    private static void describe(Objective.Step step, int rows, MetricValues metrics) {
        if (Double.isNaN(metrics.get(Metric.ENTROPY))) {
            metrics.set(Metric.ENTROPY, step.entropy());
        }
        double most = metrics.get(Metric.RATIO_MAX);
        metrics.set(Metric.ROWS, rows)
                .set(Metric.LOSS, step.loss())
                .set(Metric.KL, step.kl())
                .set(Metric.RATIO_MEAN, step.ratioMean())
                .set(Metric.RATIO_MAX, Double.isNaN(most) ? step.ratioMax() : Math.max(most, step.ratioMax()))
                .set(Metric.CLIP_LOW, step.clippedLow())
                .set(Metric.CLIP_HIGH, step.clippedHigh());
    }

    private void describeWeights(MetricValues metrics) {
        HostTransfer.readAll(policy.parameters(), after);
        double squares = 0;
        double changes = 0;
        for (int i = 0; i < after.length; i++) {
            squares += after[i] * after[i];
            changes += (after[i] - before[i]) * (after[i] - before[i]);
        }
        double norm = Math.sqrt(squares);
        if (!Double.isFinite(norm)) {
            throw new NonFiniteException("weights", "their norm is " + norm);
        }
        double change = Math.sqrt(changes);
        metrics.set(Metric.WEIGHT_NORM, norm).set(Metric.UPDATE_RATIO, norm == 0 ? 0 : change / norm);
    }

    /** Updates done. */
    public int updates() {
        return update;
    }

    /** What goes into a checkpoint beside the weights. */
    State state() {
        return new State(update, updater.steps(), updater.state(), collector.state());
    }

    /** Takes the place of an earlier run's trainer; weights and moments are written by the caller. */
    void restore(int updates, int optimiserSteps, int[] collectorState) {
        update = updates;
        updater.restore(optimiserSteps);
        collector.restore(collectorState);
    }

    /**
     * State of a trainer between two updates.
     *
     * @param moments of the optimiser, live; null where it has none
     */
    record State(int updates, int optimiserSteps, INDArray moments, int[] collector) {}

    @Override
    public void close() {
        updater.close();
    }
}
