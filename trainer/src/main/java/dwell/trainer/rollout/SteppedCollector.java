package dwell.trainer.rollout;

import dwell.envs.Require;
import dwell.envs.VectorEnvironment;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.trainer.Resumable;
import dwell.trainer.Workers;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.objective.LogSoftmax;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/**
 * Rollouts of vector environments, stepped side by side; every decision is a network row of its own. For environments
 * without tables, and, on a compiled process, the plain way against which {@link SharedCollector} is checked: the draws are
 * the same.
 */
public final class SteppedCollector implements Collector {
    private final SideBySide episodes;
    private final CompiledProcess process;
    private final Curriculum curriculum;
    private final LearnedPolicy policy;
    private final DrawKeys keys;
    private final Behaviour behaviour;
    private final Props props;
    private final boolean measuresSamplingError;
    private final LaggedWeights lagged;
    private final RowTable rows;
    private final PresentPolicy present;
    private final Rollouts rollouts;
    private final SteppedWalk walk;
    private final int actions;
    private final int[] prompts;
    /** What an action is drawn from where that is not in the table, by place. */
    private final double[] drawn;

    private Rollouts greedy;
    private SteppedWalk greedyWalk;

    /**
     * A collector over environments of one kind, which are no process.
     *
     * @param environment makes one of a number of slots; called once for each shard of prompts
     * @throws IllegalArgumentException with one sentence, if the sampling needs a process
     */
    public SteppedCollector(
            IntFunction<VectorEnvironment> environment,
            SamplingConfig sampling,
            LearnedPolicy policy,
            Workers workers,
            long seed,
            int prompts,
            int groupSize) {
        this(environment, null, null, sampling, policy, workers, seed, prompts, groupSize);
    }

    /**
     * A collector over environments that step a process.
     *
     * @param process that the environments step; null where there is none
     * @param curriculum that their items come from, owned by the collector; null where there is no process
     */
    SteppedCollector(
            IntFunction<VectorEnvironment> environment,
            CompiledProcess process,
            Curriculum curriculum,
            SamplingConfig sampling,
            LearnedPolicy policy,
            Workers workers,
            long seed,
            int prompts,
            int groupSize) {
        Require.that(
                process != null || sampling.propsRounds() == 0,
                "trainer.sampling.propsRounds must be 0 for a stepped environment, which has no table of observations to count"
                        + " actions by, was %d",
                sampling.propsRounds());
        this.process = process;
        this.curriculum = curriculum;
        this.episodes = new SideBySide(environment, workers, prompts, groupSize);
        this.policy = policy;
        this.keys = new DrawKeys(seed, prompts);
        this.actions = episodes.any().actions().size();
        this.behaviour = new Behaviour(sampling, episodes.any().actions(), groupSize);
        this.props = new Props(sampling, prompts, actions);
        this.measuresSamplingError = sampling.propsRounds() > 0;
        this.lagged = new LaggedWeights(policy, sampling.lag());
        this.rows = new RowTable(episodes.any().featureCount(), actions, behaviour.onPolicy());
        this.present = new PresentPolicy(policy, rows);
        this.rollouts = new Rollouts(prompts, groupSize, actions, levels().size(), 1, rows, process);
        this.walk = new SteppedWalk(episodes, policy, rollouts, rows, groupSize);
        this.prompts = new int[prompts];
        this.drawn = new double[2 * rollouts.episodes() * actions];
    }

    @Override
    public Rollouts collect(int update) {
        keys.begin(update);
        if (curriculum != null) {
            curriculum.at(update);
        }
        walk.clear();
        props.begin();
        lagged.remember();
        lagged.take();
        try {
            for (int round = 0; round < props.rounds(); round++) {
                int from = props.firstPrompt(round);
                int count = props.firstPrompt(round + 1) - from;
                for (int i = 0; i < count; i++) {
                    prompts[i] = from + i;
                }
                walk(count);
                if (measuresSamplingError) {
                    props.count(rollouts, round);
                }
            }
        } finally {
            lagged.putBack();
        }
        evaluatePresent(0);
        return rollouts;
    }

    private void walk(int count) {
        for (int i = 0; i < count && curriculum != null; i++) {
            rollouts.item[prompts[i]] = curriculum.item(keys.item(prompts[i]));
        }
        walk.run(prompts, count, keys::item, keys::group, this::draw);
    }

    @Override
    public void redraw(int update, int attempt, int[] which, int count) {
        for (int i = 0; i < count; i++) {
            keys.redraw(update, attempt, which[i]);
            prompts[i] = which[i];
        }
        int before = rows.count;
        lagged.take();
        try {
            walk(count);
        } finally {
            lagged.putBack();
        }
        evaluatePresent(before);
    }

    private void evaluatePresent(int from) {
        if (lagged.active()) {
            present.evaluateRange(from, rows.count);
        }
    }

    private int draw(double[] logits, int from, int row, int place, int member, boolean first, double u) {
        int at = row * actions;
        behaviour.of(logits, from, rows.legal, at, rows.behaviour, at);
        if (!rows.onPolicy()) {
            LogSoftmax.of(logits, from, actions, rows.legal, at, rows.policy, at);
        }
        if (first && behaviour.forced() && behaviour.hasBothModes(rows.legal, at)) {
            int direct = 2 * place * actions;
            int thinking = direct + actions;
            behaviour.ofMode(false, rows.behaviour, rows.legal, at, drawn, direct);
            behaviour.ofMode(true, rows.behaviour, rows.legal, at, drawn, thinking);
            behaviour.first(drawn, direct, drawn, thinking, rows.behaviour, at);
            return ActionDraw.sampled(drawn, member < behaviour.leading() ? direct : thinking, actions, u);
        }
        if (props.rounds() > 1) {
            props.logProbabilities(rows.observation[row], rows.policy, at, drawn, place * actions);
            return ActionDraw.sampled(drawn, place * actions, actions, u);
        }
        return ActionDraw.sampled(rows.behaviour, at, actions, u);
    }

    @Override
    public Rollouts greedy() {
        if (greedy == null) {
            RowTable own = new RowTable(episodes.any().featureCount(), actions, true);
            greedy = new Rollouts(prompts.length, 1, actions, levels().size(), 1, own, process);
            greedyWalk = new SteppedWalk(episodes, policy, greedy, own, rollouts.groupSize());
        }
        RowTable own = greedy.table();
        greedyWalk.clear();
        Arrays.setAll(prompts, p -> p);
        for (int p = 0; p < prompts.length && curriculum != null; p++) {
            greedy.item[p] = curriculum.item(keys.item(p));
        }
        IntToLongFunction groups = keys::greedy;
        greedyWalk.run(prompts, prompts.length, keys::item, groups, (logits, from, row, place, member, first, u) -> {
            int at = row * actions;
            LogSoftmax.of(logits, from, actions, own.legal, at, own.policy, at);
            return ActionDraw.greedy(own.policy, at, actions);
        });
        return greedy;
    }

    @Override
    public void replay(int[] which, List<StoredGroup> groups) {
        StoredGroup.lay(groups, which, rollouts, rows, present);
    }

    @Override
    public void describe(MetricValues metrics) {
        FirstDecisions.describe(behaviour, rollouts, metrics);
        if (measuresSamplingError) {
            metrics.set(Metric.SAMPLING_ERROR, props.samplingError(rollouts));
        }
    }

    @Override
    public Optional<CompiledProcess> process() {
        return Optional.ofNullable(process);
    }

    @Override
    public List<String> levels() {
        return episodes.any().levels();
    }

    /** Nothing: every update evaluates what it meets. */
    @Override
    public int[] state() {
        return new int[0];
    }

    @Override
    public void restore(int[] state) {
        if (state.length > 0) {
            throw new IllegalArgumentException("the checkpoint was written with trainer.stateSharing: true");
        }
    }

    @Override
    public Resumable memory() {
        return lagged;
    }
}
