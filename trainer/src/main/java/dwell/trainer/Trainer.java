package dwell.trainer;

import dwell.envs.Action;
import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.objective.Advantages;
import dwell.trainer.rollout.Collector;
import dwell.trainer.rollout.DegenerateGroups;
import dwell.trainer.rollout.ImportanceWeights;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.shaping.Shaping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * GRPO. {@link #update()} tells the whole story: collect rollouts, reward them, mend groups that tell nothing, turn rewards into
 * advantages, and for each minibatch sum the loss weights, run the network, take the gradient of the objective, and step.
 *
 * <p>Confined to one thread; the policy belongs to the caller.
 */
public final class Trainer implements Learner {
    private final TrainerConfig config;
    private final long shuffleKey;
    private final Collector collector;
    private final Rewards rewards;
    private final DegenerateGroups groups;
    private final KlReward klReward;
    private final AdvantageStation station;
    private final ImportanceWeights importance;
    private final MinibatchStep step;
    private final KlControl kl;
    private final EntropyControl entropy;
    private final MovingReference moving;
    private final WeightChange change;
    private final int[] order;
    private final LearnedPolicy policy;
    private final Map<String, Resumable> remembering = new LinkedHashMap<>();
    private int update;

    private Trainer(TrainerParts parts) {
        this.config = parts.config();
        this.shuffleKey = RandomKey.of(parts.seed(), Purpose.SHUFFLE);
        this.collector = parts.collector();
        this.rewards = parts.rewards();
        this.groups = new DegenerateGroups(config.sampling(), collector, parts.seed(), config.prompts());
        this.klReward = parts.klReward();
        this.station = parts.station();
        this.importance = new ImportanceWeights(config.sampling());
        this.step = new MinibatchStep(
                config, RandomKey.of(parts.seed(), Purpose.SELECT), parts.actions(), parts.policy(), parts.reference());
        this.kl = new KlControl(config.kl());
        this.entropy = new EntropyControl(config.entropy(), config.updates());
        this.moving = new MovingReference(config.kl(), parts.policy(), parts.reference());
        this.change = new WeightChange(parts.policy());
        this.policy = parts.policy();
        this.order = new int[config.prompts()];
        remembering.put("collector", collector.memory());
        remembering.put("rewards", rewards);
        remembering.put("groups", groups);
        remembering.put("advantage", station);
        remembering.put("kl", kl);
        remembering.put("entropy", entropy);
        remembering.put("reference", moving);
    }

    /**
     * A trainer for a compiled process.
     *
     * @param seed of every random stream of the training
     * @param policy what is trained; owned by the caller
     * @param reference what a KL penalty is measured against, owned by the caller; null where {@code kl.beta} is 0
     * @param workers shared with whoever lent them, and closed by the caller
     * @throws IllegalArgumentException with one sentence, if config, task and shaping do not fit each other
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
        return of(config, seed, process.actions(), collector, stakes, shaping, policy, reference, workers);
    }

    /**
     * A trainer for whatever a collector collects from.
     *
     * @param actions of the task, in order
     * @param collector of the same seed, config and policy
     * @param reference as for a compiled process
     * @throws IllegalArgumentException as for a compiled process
     */
    public static Trainer of(
            TrainerConfig config,
            long seed,
            List<Action> actions,
            Collector collector,
            Stakes stakes,
            Shaping<?> shaping,
            LearnedPolicy policy,
            LearnedPolicy reference,
            Workers workers) {
        return new Trainer(
                TrainerParts.of(config, seed, actions, collector, stakes, shaping, policy, reference, workers));
    }

    @Override
    public MetricValues update() {
        MetricValues metrics = new MetricValues();
        change.begin();
        Rollouts rollouts = collector.collect(update);
        Advantages advantages = judge(update, rollouts, metrics);
        describe(rollouts, advantages, metrics);
        for (int pass = 0; pass < config.passes(); pass++) {
            shuffle(pass);
            for (int minibatch = 0; minibatch < config.minibatches(); minibatch++) {
                step(rollouts, advantages, pass * config.minibatches() + minibatch, metrics);
            }
        }
        update++;
        adapt(metrics);
        change.describe(metrics);
        return metrics;
    }

    /** Rewards, groups that tell nothing, and advantages of rollouts that were drawn as those of an update. */
    private Advantages judge(int draw, Rollouts rollouts, MetricValues metrics) {
        rewards.begin(update, rollouts);
        groups.mend(draw, rollouts, rewards, metrics);
        double[] greedy = station.needsGreedy() ? rewards.ofSingles(collector.greedy()) : null;
        rewards.end();
        penalise(rollouts, metrics);
        Advantages advantages = station.of(update, rollouts, rewards.rewards(), rewards.terms(), greedy, metrics);
        groups.leaveOut(advantages);
        importance.of(rollouts);
        return advantages;
    }

    /**
     * The direction in which an update's first pass would move the weights, if no step were taken: minus the gradient of the loss,
     * averaged over the minibatches. Rollouts are drawn as those of update {@code draw}; all else is as at the present update,
     * whose weights, optimiser and memory stay as they are.
     *
     * @return shape [weights], as {@link LearnedPolicy#parameters()}; owned by the caller
     * @throws NonFiniteException if a number is not finite, naming the station
     */
    public double[] direction(int draw) {
        Map<String, double[]> before = new LinkedHashMap<>();
        remembering.forEach((name, part) -> before.put(name, part.state().clone()));
        MetricValues metrics = new MetricValues();
        Rollouts rollouts = collector.collect(draw);
        Advantages advantages = judge(draw, rollouts, metrics);
        shuffle(0);
        double[] sum = new double[Math.toIntExact(policy.parameters().length())];
        double[] part = new double[sum.length];
        int size = config.prompts() / config.minibatches();
        for (int minibatch = 0; minibatch < config.minibatches(); minibatch++) {
            if (step.differentiate(
                    rollouts,
                    advantages,
                    importance.active() ? importance : null,
                    order,
                    minibatch * size,
                    size,
                    kl.beta(),
                    entropy.bonus(update),
                    update,
                    minibatch,
                    metrics)) {
                HostTransfer.readAll(policy.gradient(), part);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] -= part[i] / config.minibatches();
                }
            }
        }
        NonFiniteException.check("gradient", sum, sum.length);
        remembering.forEach((name, one) -> one.restore(before.get(name)));
        return sum;
    }

    /** The KL penalty, where it is part of the reward. */
    private void penalise(Rollouts rollouts, MetricValues metrics) {
        if (klReward != null) {
            metrics.set(Metric.KL, klReward.subtract(rollouts, rewards.rewards(), kl.beta()));
        }
    }

    private void step(Rollouts rollouts, Advantages advantages, int number, MetricValues metrics) {
        int size = config.prompts() / config.minibatches();
        int from = number % config.minibatches() * size;
        station.learn(rollouts, order, from, from + size, metrics);
        step.take(
                rollouts,
                advantages,
                importance.active() ? importance : null,
                order,
                from,
                size,
                kl.beta(),
                entropy.bonus(update),
                update,
                number,
                metrics);
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

    private void describe(Rollouts rollouts, Advantages advantages, MetricValues metrics) {
        RolloutMetrics.describe(rollouts, rewards.rewards(), advantages, metrics);
        collector.describe(metrics);
        importance.describe(metrics);
        metrics.set(Metric.UPDATE, update + 1)
                .set(Metric.LEARNING_RATE, PolicyUpdater.learningRate(config, update))
                .set(Metric.KL_BETA, config.kl().beta() > 0 ? kl.beta() : Double.NaN)
                .set(Metric.ENTROPY_BONUS, entropy.bonus(update) > 0 ? entropy.bonus(update) : Double.NaN);
        for (int term = 0; term < rewards.names().size(); term++) {
            metrics.setTerm(rewards.names().get(term), rewards.termMean(term));
        }
    }

    /** Moves what changes from update to update by itself. */
    private void adapt(MetricValues metrics) {
        kl.after(metrics.get(Metric.KL));
        entropy.after(metrics.get(Metric.ENTROPY));
        moving.after(update);
    }

    @Override
    public int updates() {
        return update;
    }

    @Override
    public State state() {
        Map<String, double[]> parts = new LinkedHashMap<>();
        remembering.forEach((name, part) -> parts.put(name, part.state()));
        PolicyUpdater updater = step.updater();
        return new State(update, updater.steps(), updater.state(), collector.state(), parts);
    }

    @Override
    public void restore(State state) {
        update = state.updates();
        step.updater().restore(state.optimiserSteps());
        collector.restore(state.collector());
        remembering.forEach((name, part) -> {
            double[] kept = state.parts().get(name);
            if (kept == null) {
                throw new IllegalArgumentException(
                        "the checkpoint has no state of the trainer's part '%s'".formatted(name));
            }
            part.restore(kept);
        });
    }

    @Override
    public void close() {
        step.close();
        station.close();
    }
}
