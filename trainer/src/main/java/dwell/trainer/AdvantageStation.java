package dwell.trainer;

import dwell.envs.Stakes;
import dwell.envs.exact.MostCompute;
import dwell.envs.exact.RowValues;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.AdvantageConfig.Terms;
import dwell.trainer.config.KlConfig;
import dwell.trainer.config.SamplingConfig.Degenerate;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.TruncationConfig.Mode;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.objective.Advantage;
import dwell.trainer.objective.Advantages;
import dwell.trainer.objective.Truncation;
import dwell.trainer.rollout.Curriculum;
import dwell.trainer.rollout.ProcessRows;
import dwell.trainer.rollout.Rollouts;
import java.util.Arrays;

/**
 * From the rewards of an update to its advantages, with all that {@code trainer.advantage}, {@code trainer.truncation} and {@code
 * sampling.degenerate: skip} say: values of observations, truncation, filter, baseline, scale, and the critic's learning.
 *
 * <p>The order of calls is {@link #of} once an update, then {@link #learn} once for each minibatch. What is remembered from
 * update to update is {@link #state}. Confined to one thread.
 */
final class AdvantageStation implements Resumable, AutoCloseable {
    /** Updates between two comparisons of a critic with the truth, which take longer than its own work. */
    private static final int EXPLAINED_EVERY = 10;

    private final AdvantageConfig config;
    private final CompiledProcess process;
    private final Stakes additive;
    private final LearnedPolicy policy;
    private final Curriculum curriculum;
    private final Truncation truncation;
    private final Advantage advantage;
    private final Advantages advantages;
    private final Critic critic;
    private final double[][] targets;
    private final ObservationBatch processRows;
    private final ObservationBatch batch;
    private double[] values = new double[0];
    private double[][] terms = new double[0][];

    /**
     * Puts the station together.
     *
     * @param process that is trained on; null where the environment is stepped
     * @param additive what the shaping pays, where it pays a value for the verdict minus a coefficient times compute, as stakes
     *     with the coefficient for price (see {@link dwell.trainer.shaping.AdditiveShaping}); null where it pays otherwise
     * @param policy that is trained; owned by the caller
     * @param termCount terms of the shaping
     * @throws IllegalArgumentException with one sentence, if the config does not fit the task or the shaping
     */
    AdvantageStation(
            TrainerConfig config,
            long seed,
            CompiledProcess process,
            Stakes additive,
            LearnedPolicy policy,
            int termCount,
            Workers workers) {
        this.config = config.advantage();
        this.process = process;
        this.additive = additive;
        this.policy = policy;
        requireFits(config, termCount);
        boolean exact =
                process != null && additive != null && this.config.baseline().byDecision();
        this.curriculum = exact ? new Curriculum(process, config.curriculum(), config.curriculumPath()) : null;
        this.processRows = exact ? ProcessRows.all(process) : null;
        this.truncation = new Truncation(
                config.truncation(), config.truncation().mode() == Mode.RAMP ? MostCompute.of(process) : 0);
        this.advantage =
                new Advantage(this.config, config.groupSize(), config.sampling().degenerate() == Degenerate.SKIP);
        this.advantages = new Advantages(config.episodes());
        this.critic =
                this.config.baseline() == Baseline.CRITIC ? new Critic(config, policy.shape(), seed, workers) : null;
        this.targets = new double[config.prompts()][];
        this.batch = new ObservationBatch(policy.shape().features(), 1024);
    }

    private void requireFits(TrainerConfig config, int termCount) {
        boolean exact = this.config.baseline() == Baseline.EXACT;
        require(
                !exact || process != null,
                "trainer.advantage.baseline must not be exact for a stepped environment, which has no tables");
        require(
                !exact || additive != null,
                "trainer.advantage.baseline must not be exact under shaping %s; it needs one that is additive in compute: utility or length-penalty with a coefficient of at least 0",
                config.shaping().id());
        require(
                !exact
                        || config.kl().place() != KlConfig.Place.REWARD
                        || config.kl().beta() == 0,
                "trainer.advantage.baseline must not be exact where trainer.kl.place is reward, since that penalty is not in the exact value");
        require(
                !exact
                        || config.truncation().mode() != Mode.PENALISE
                                && config.truncation().mode() != Mode.RAMP,
                "trainer.advantage.baseline must not be exact where trainer.truncation.mode is %s, since that penalty is not in the exact value",
                config.truncation().mode());
        require(
                config.truncation().mode() != Mode.RAMP || process != null,
                "trainer.truncation.mode must not be ramp for a stepped environment, whose largest compute is not known");
        int weights = this.config.termWeights().size();
        require(
                weights == 0 || weights == termCount,
                "trainer.advantage.termWeights must be empty or have one number for each of the %d terms of shaping %s, had %d",
                termCount,
                config.shaping().id(),
                weights);
    }

    private static void require(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }

    /** Whether {@link #of} needs the rewards of greedy rollouts. */
    boolean needsGreedy() {
        return config.baseline() == Baseline.GREEDY;
    }

    /**
     * Advantages of an update; to be called before the policy's first step of the update.
     *
     * @param update updates done before it
     * @param rewards shape [episodes], prompt-major
     * @param rewardTerms shape [terms][episodes]; read under {@code scale-then-sum} only
     * @param greedyRewards shape [prompts], of one greedy rollout of each item; read where {@link #needsGreedy} only
     * @param metrics gets what is known about the critic
     * @return owned by this object, valid until the next call
     */
    Advantages of(
            int update,
            Rollouts rollouts,
            double[] rewards,
            double[][] rewardTerms,
            double[] greedyRewards,
            MetricValues metrics) {
        advantages.trainAll();
        double[] exact = null;
        double[] rowValues = null;
        if (config.baseline().byDecision()) {
            int[] visited = rollouts.visitedRows();
            boolean wanted = critic == null || update % EXPLAINED_EVERY == 0;
            exact = processRows != null && wanted ? exact(update, rollouts, visited) : null;
            rowValues = critic == null ? exact : critic.values(rollouts, visited, visited.length);
        }
        double[] paid = truncation.of(rewards, rollouts, rowValues, advantages);
        if (config.baseline().byDecision()) {
            advantage.ofDecisions(paid, rowValues, rollouts, targets, advantages);
        } else {
            advantage.of(paid, withPenalty(rewardTerms), rollouts, greedyRewards, advantages);
        }
        if (critic != null && update % EXPLAINED_EVERY == 0) {
            describe(rollouts, rowValues, exact, metrics);
        }
        return advantages;
    }

    /** Exact values of visited rows; a row of the rollouts is one of the process, or a decision that knows which. */
    private double[] exact(int update, Rollouts rollouts, int[] visited) {
        if (values.length < rollouts.rows().count()) {
            values = new double[2 * rollouts.rows().count()];
        }
        curriculum.at(update);
        double[] table = RowValues.of(
                process, additive, curriculum.prior(), ProcessRows.probabilities(process, policy, processRows));
        rollouts.rows().fill(visited, visited.length, batch);
        for (int i = 0; i < visited.length; i++) {
            double value = table[batch.rows()[i]];
            if (!Double.isFinite(value)) {
                throw new NonFiniteException(
                        "exact baseline", "row %d was visited, though the policy never does".formatted(visited[i]));
            }
            values[visited[i]] = value;
        }
        return values;
    }

    /** The terms, and the penalty on truncation as one more. */
    private double[][] withPenalty(double[][] rewardTerms) {
        if (config.terms() != Terms.SCALE_THEN_SUM || !truncation.penalises()) {
            return rewardTerms;
        }
        if (terms.length != rewardTerms.length + 1) {
            terms = new double[rewardTerms.length + 1][];
        }
        System.arraycopy(rewardTerms, 0, terms, 0, rewardTerms.length);
        terms[rewardTerms.length] = truncation.penalties();
        return terms;
    }

    /**
     * Lets the critic learn from a minibatch; nothing under other baselines.
     *
     * @param prompts the prompts of the minibatch are entries {@code from} to {@code to - 1}
     * @param metrics gets the critic's loss
     */
    void learn(Rollouts rollouts, int[] prompts, int from, int to, MetricValues metrics) {
        if (critic != null) {
            metrics.set(Metric.VALUE_LOSS, critic.learn(rollouts, targets, advantages.trained(), prompts, from, to));
        }
    }

    private void describe(Rollouts rollouts, double[] rowValues, double[] exact, MetricValues metrics) {
        metrics.set(Metric.EXPLAINED_VARIANCE, explained(rollouts, rowValues, (row, target) -> target));
        if (exact != null) {
            metrics.set(Metric.EXACT_EXPLAINED_VARIANCE, explained(rollouts, rowValues, (row, target) -> exact[row]));
        }
    }

    private interface Truth {
        double of(int row, double target);
    }

    /** 1 - Var(truth - value) / Var(truth) over decisions that are trained on; NaN where the truth does not vary. */
    private double explained(Rollouts rollouts, double[] rowValues, Truth truth) {
        int[] prompts = new int[rollouts.prompts()];
        Arrays.setAll(prompts, p -> p);
        // Count, sums of truth and error, sums of their squared distances to their means.
        double[] sums = new double[5];
        double[] means = new double[2];
        boolean[] trained = advantages.trained();
        Critic.forEach(rollouts, targets, trained, prompts, 0, prompts.length, (row, target) -> {
            sums[0]++;
            sums[1] += truth.of(row, target);
            sums[2] += truth.of(row, target) - rowValues[row];
        });
        means[0] = sums[1] / sums[0];
        means[1] = sums[2] / sums[0];
        Critic.forEach(rollouts, targets, trained, prompts, 0, prompts.length, (row, target) -> {
            double error = truth.of(row, target) - rowValues[row] - means[1];
            sums[3] += (truth.of(row, target) - means[0]) * (truth.of(row, target) - means[0]);
            sums[4] += error * error;
        });
        return sums[3] > 0 ? 1 - sums[4] / sums[3] : Double.NaN;
    }

    /** The running deviation, then the critic: optimiser steps, weights, moments. */
    @Override
    public double[] state() {
        double[] running = advantage.state();
        if (critic == null) {
            return running;
        }
        double[] ofCritic = critic.state();
        double[] state = Arrays.copyOf(running, running.length + ofCritic.length);
        System.arraycopy(ofCritic, 0, state, running.length, ofCritic.length);
        return state;
    }

    @Override
    public void restore(double[] state) {
        int running = advantage.state().length;
        int expected = running + (critic == null ? 0 : critic.stateLength());
        require(
                state.length == expected,
                "it has %d numbers of baseline and scale, the run needs %d",
                state.length,
                expected);
        advantage.restore(Arrays.copyOf(state, running));
        if (critic != null) {
            critic.restore(state, running);
        }
    }

    @Override
    public void close() {
        if (critic != null) {
            critic.close();
        }
    }
}
