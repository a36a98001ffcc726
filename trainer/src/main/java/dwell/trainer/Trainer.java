package dwell.trainer;

import dwell.envs.Action;
import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.config.KlConfig;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.objective.Advantage;
import dwell.trainer.objective.Advantages;
import dwell.trainer.objective.LossWeights;
import dwell.trainer.objective.Objective;
import dwell.trainer.record.Metric;
import dwell.trainer.record.MetricValues;
import dwell.trainer.record.Resumable;
import dwell.trainer.rollout.Collector;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.shaping.Shaping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final long selectKey;
    private final Collector collector;
    private final Rewards rewards;
    private final Advantage advantage;
    private final Objective objective;
    private final LearnedPolicy policy;
    private final LearnedPolicy reference;
    private final PolicyUpdater updater;
    private final KlControl kl;
    private final KlReward klReward;
    private final EntropyControl entropy;
    private final Reference moving;
    private final LossWeights weights;
    private final Advantages advantages;
    private final int[] order;
    private final ObservationBatch batch;
    private final Map<String, Resumable> remembering = new LinkedHashMap<>();
    private final double[] before;
    private final double[] after;
    private double[] logits = new double[0];
    private double[] referenceLogits = new double[0];
    private double[] dLogits = new double[0];
    private int update;

    private Trainer(TrainerParts parts) {
        this.config = parts.config();
        this.shuffleKey = RandomKey.of(parts.seed(), Purpose.SHUFFLE);
        this.selectKey = RandomKey.of(parts.seed(), Purpose.SELECT);
        this.collector = parts.collector();
        this.rewards = parts.rewards();
        this.policy = parts.policy();
        this.reference = parts.reference();
        this.advantage = new Advantage(config.advantage(), config.groupSize());
        this.objective = new Objective(
                config.loss(),
                config.kl(),
                config.sampling().importance() != SamplingConfig.Importance.BEHAVIOUR,
                parts.actions().stream()
                        .mapToDouble(action -> config.entropy().factor(action.kind()))
                        .toArray());
        this.kl = new KlControl(config.kl());
        this.klReward =
                config.kl().place() == KlConfig.Place.REWARD && config.kl().beta() > 0
                        ? new KlReward(config.kl(), reference)
                        : null;
        this.entropy = new EntropyControl(config.entropy(), config.updates());
        this.moving = reference == null ? null : new Reference(config.kl(), policy, reference);
        this.updater = new PolicyUpdater(config, policy);
        this.weights = new LossWeights(config.loss());
        this.advantages = new Advantages(config.episodes());
        this.order = new int[config.prompts()];
        this.batch = new ObservationBatch(policy.shape().features(), 1024);
        remember("kl", kl);
        remember("entropy", entropy);
        if (moving != null) {
            remember("reference", moving);
        }
        this.before = HostTransfer.readAll(policy.parameters());
        this.after = new double[before.length];
    }

    private void remember(String name, Resumable part) {
        remembering.put(name, part);
    }

    /**
     * A trainer for a compiled process.
     *
     * @param seed of every random stream of the training
     * @param policy what is trained; owned by the caller
     * @param reference what a KL penalty is measured against, owned by the caller; null where {@code kl.beta} is 0
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
        return of(config, seed, process.actions(), collector, stakes, shaping, policy, reference);
    }

    /**
     * A trainer for whatever a collector collects from.
     *
     * @param actions of the task, in order
     * @param collector of the same seed, prompts, group size and policy
     * @param reference as for a compiled process
     */
    public static Trainer of(
            TrainerConfig config,
            long seed,
            List<Action> actions,
            Collector collector,
            Stakes stakes,
            Shaping<?> shaping,
            LearnedPolicy policy,
            LearnedPolicy reference) {
        return new Trainer(TrainerParts.of(config, seed, actions, collector, stakes, shaping, policy, reference));
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
        double[] reward = rewards.of(rollouts, update);
        penalise(rollouts, reward, metrics);
        int equalGroups = advantage.of(reward, config.groupSize(), advantages.episodes());
        RolloutMetrics.describe(rollouts, reward, advantages.episodes(), metrics);
        describe(equalGroups, metrics);
        for (int pass = 0; pass < config.passes(); pass++) {
            shuffle(pass);
            for (int minibatch = 0; minibatch < config.minibatches(); minibatch++) {
                step(rollouts, pass, minibatch, metrics);
            }
        }
        update++;
        adapt(metrics);
        describeWeights(metrics);
        return metrics;
    }

    private void rememberWeights() {
        HostTransfer.readAll(policy.parameters(), before);
    }

    /** The KL penalty where it is part of the reward. */
    private void penalise(Rollouts rollouts, double[] reward, MetricValues metrics) {
        if (klReward != null) {
            metrics.set(Metric.KL, klReward.subtract(rollouts, reward, kl.beta()));
        }
    }

    /** One optimiser step: the gradients of the parts of a minibatch, added up. */
    private void step(Rollouts rollouts, int pass, int minibatch, MetricValues metrics) {
        int size = config.prompts() / config.minibatches();
        int from = minibatch * size;
        weights.minibatch(rollouts, advantages, null, order, from, from + size);
        long key = RandomKey.child(RandomKey.child(RandomKey.child(selectKey, update), pass), minibatch);
        int parts = config.microBatches();
        Objective.Step found = Objective.Step.NONE;
        int rows = 0;
        for (int part = 0; part < parts; part++) {
            weights.gather(from + size / parts * part, from + size / parts * (part + 1));
            if (weights.rowCount() > 0) {
                found = found.plus(differentiate(rollouts, key));
                updater.add(parts > 1);
                rows += weights.rowCount();
            }
        }
        if (rows > 0) {
            describe(found, rows, metrics);
            double norm = updater.step(update);
            metrics.set(Metric.GRADIENT_NORM, norm)
                    .set(
                            Metric.CLIPPED_GRADIENT_NORM,
                            config.gradientClip() > 0 ? Math.min(norm, config.gradientClip()) : norm);
        }
    }

    /** Runs the network over the rows of what was gathered, forward and backward. */
    private Objective.Step differentiate(Rollouts rollouts, long key) {
        int entries = weights.rowCount() * rollouts.actions();
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
        Objective.Step step = objective.apply(
                weights,
                rollouts.rows(),
                rollouts.actions(),
                logits,
                referenceLogits,
                dLogits,
                kl.beta(),
                entropy.bonus(update),
                key);
        if (!Double.isFinite(step.loss())) {
            throw new NonFiniteException("objective", "the loss is " + step.loss());
        }
        policy.backward(dLogits);
        return step;
    }

    /** Moves what changes from update to update by itself. */
    private void adapt(MetricValues metrics) {
        metrics.set(Metric.KL_BETA, config.kl().beta() > 0 ? kl.beta() : Double.NaN)
                .set(Metric.ENTROPY_BONUS, entropy.bonus(update - 1) > 0 ? entropy.bonus(update - 1) : Double.NaN);
        kl.after(metrics.get(Metric.KL));
        entropy.after(metrics.get(Metric.ENTROPY));
        if (moving != null) {
            moving.after(update);
        }
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

    private void describeRewards(MetricValues metrics) {
        metrics.set(Metric.UPDATE, update + 1).set(Metric.LEARNING_RATE, PolicyUpdater.learningRate(config, update));
        for (int term = 0; term < rewards.terms().size(); term++) {
            metrics.setTerm(rewards.terms().get(term), rewards.termMean(term));
        }
    }

    private void describe(Objective.Step step, int rows, MetricValues metrics) {
        if (Double.isNaN(metrics.get(Metric.ENTROPY))) {
            metrics.set(Metric.ENTROPY, step.entropy());
        }
        double most = metrics.get(Metric.RATIO_MAX);
        metrics.set(Metric.ROWS, rows)
                .set(Metric.LOSS, step.loss())
                .set(Metric.KL, objective.needsReference() ? step.kl() : metrics.get(Metric.KL))
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
        Map<String, double[]> parts = new LinkedHashMap<>();
        remembering.forEach((name, part) -> parts.put(name, part.state()));
        return new State(update, updater.steps(), updater.state(), collector.state(), parts);
    }

    /**
     * Takes the place of an earlier run's trainer; weights and moments are written by the caller.
     *
     * @param parts as in {@link State}
     * @throws IllegalArgumentException with one sentence, if a part is missing
     */
    void restore(int updates, int optimiserSteps, int[] collectorState, Map<String, double[]> parts) {
        remembering.forEach((name, part) -> {
            if (!parts.containsKey(name)) {
                throw new IllegalArgumentException(
                        "the checkpoint has no state of '%s'; its config.yaml was changed".formatted(name));
            }
            part.restore(parts.get(name));
        });
        update = updates;
        updater.restore(optimiserSteps);
        collector.restore(collectorState);
    }

    /**
     * State of a trainer between two updates.
     *
     * @param moments of the optimiser, live; null where it has none
     * @param parts what each part of the trainer that remembers something has to keep, by name
     */
    record State(int updates, int optimiserSteps, INDArray moments, int[] collector, Map<String, double[]> parts) {}

    @Override
    public void close() {
        updater.close();
    }
}
