package dwell.trainer.rollout;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.FirstDraw;
import dwell.envs.process.Simulator;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.NonFiniteException;
import dwell.trainer.Resumable;
import dwell.trainer.Workers;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.objective.LogSoftmax;
import dwell.trainer.warm.TeacherWalk;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rollouts of a compiled process by table lookup, the network evaluated once for each distinct observation that is visited.
 *
 * <p>Which observations will be visited is not known beforehand. Those of the last update, the hot rows, are evaluated first,
 * and all others when an episode meets them, see {@link SharedWalk}.
 *
 * <p>Rows have the numbers of the process's observations. Behind them come, where first decisions are forced, one row for each
 * observation in which an episode can begin, and then the rows of guided members or of replayed groups.
 */
public final class SharedCollector implements Collector {
    /**
     * Rows of a process that greedy episodes may have evaluated together. They go where sampled ones do not, a row further in each
     * wave, and every wave walks again from the start.
     */
    private static final int MOST_AT_ONCE = 8192;

    private final CompiledProcess process;
    private final Curriculum curriculum;
    private final Simulator simulator;
    private final LearnedPolicy policy;
    private final Workers workers;
    private final DrawKeys keys;
    private final Behaviour behaviour;
    private final Props props;
    private final boolean measuresSamplingError;
    private final LaggedWeights lagged;
    private final RowTable table;
    private final int ownRows;
    private final ForcedFirst forced;
    private final PresentPolicy present;
    private final Rollouts rollouts;
    private final GuidedMembers guided;
    private final SharedWalk walk;
    private final int[] prompts;
    private final ObservationBatch batch;
    /** Rows whose log-probabilities under the present policy are in the table. */
    private final BitSet known;

    private final double[] probability;
    private int[] hot = new int[0];
    private double[] logits = new double[0];
    private Rollouts greedy;
    private SharedWalk greedyWalk;

    /** A collector of the process's own items, on-policy. */
    public SharedCollector(
            CompiledProcess process, LearnedPolicy policy, Workers workers, long seed, int prompts, int groupSize) {
        this(process, Curriculum.none(process), SamplingConfig.defaults(), policy, workers, seed, prompts, groupSize);
    }

    /** A collector without a teacher. */
    SharedCollector(
            CompiledProcess process,
            Curriculum curriculum,
            SamplingConfig sampling,
            LearnedPolicy policy,
            Workers workers,
            long seed,
            int prompts,
            int groupSize) {
        this(process, curriculum, sampling, null, policy, workers, seed, prompts, groupSize);
    }

    /**
     * @param curriculum over the same process; owned by the collector
     * @param teacher that draws guided members; null where there are none
     */
    SharedCollector(
            CompiledProcess process,
            Curriculum curriculum,
            SamplingConfig sampling,
            TeacherWalk teacher,
            LearnedPolicy policy,
            Workers workers,
            long seed,
            int prompts,
            int groupSize) {
        int actions = process.actionCount();
        this.process = process;
        this.curriculum = curriculum;
        this.simulator = new Simulator(process);
        this.policy = policy;
        this.workers = workers;
        this.keys = new DrawKeys(seed, prompts);
        this.behaviour = new Behaviour(sampling, process.actions(), groupSize);
        this.props = new Props(sampling, prompts, actions);
        this.measuresSamplingError = sampling.propsRounds() > 0;
        this.lagged = new LaggedWeights(policy, sampling.lag());
        this.table = table(process, behaviour.onPolicy());
        this.forced = behaviour.forced() ? new ForcedFirst(process, behaviour, table) : null;
        this.ownRows = table.count;
        this.present = new PresentPolicy(policy, table);
        this.rollouts = new Rollouts(
                prompts, groupSize, actions, process.levelCount(), SharedWalk.shards(prompts), table, process);
        this.guided = GuidedMembers.of(sampling, teacher, process, rollouts, table, true);
        this.walk = new SharedWalk(process, simulator, curriculum, workers, rollouts, props);
        this.prompts = new int[prompts];
        this.batch = new ObservationBatch(process.featureCount(), 1024);
        this.known = new BitSet(process.rowCount());
        this.probability = new double[actions];
    }

    /** A table of the observations of a process, nothing evaluated. */
    static RowTable table(CompiledProcess process, boolean onPolicy) {
        RowTable table = new RowTable(process.featureCount(), process.actionCount(), onPolicy);
        int rows = process.rowCount();
        table.reserve(rows);
        table.count = rows;
        System.arraycopy(process.rowFeatures(), 0, table.features, 0, rows * process.featureCount());
        for (int row = 0; row < rows; row++) {
            table.observation[row] = row;
            for (int a = 0; a < process.actionCount(); a++) {
                table.legal[row * process.actionCount() + a] = process.legal(row, a);
            }
        }
        return table;
    }

    @Override
    public Rollouts collect(int update) {
        curriculum.at(update);
        keys.begin(update);
        known.clear();
        table.count = ownRows;
        walk.clear();
        lagged.remember();
        lagged.take();
        try {
            evaluate(hot, hot.length);
            rounds();
        } finally {
            lagged.putBack();
        }
        finish();
        return rollouts;
    }

    /** Walks all prompts: at once, or, under PROPS, round by round, the probabilities adapted after each. */
    private void rounds() {
        props.begin();
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
            if (round + 1 < props.rounds()) {
                adapt();
            }
        }
    }

    private void walk(int count) {
        walk.run(prompts, count, keys::item, keys::group, firstDraw(), this::evaluate);
    }

    private FirstDraw firstDraw() {
        return forced == null ? null : forced.draw();
    }

    private void adapt() {
        for (int row = 0; row < process.rowCount(); row++) {
            if (props.visited(row)) {
                props.logProbabilities(row, table.policy, row * process.actionCount(), probability, 0);
                setRow(row);
            }
        }
    }

    @Override
    public void redraw(int update, int attempt, int[] which, int count) {
        for (int i = 0; i < count; i++) {
            keys.redraw(update, attempt, which[i]);
            prompts[i] = which[i];
        }
        lagged.take();
        try {
            walk(count);
        } finally {
            lagged.putBack();
        }
        finish();
    }

    private void finish() {
        rollouts.count();
        hot = visited();
        if (lagged.active()) {
            int[] unknown = Arrays.stream(hot).filter(row -> !known.get(row)).toArray();
            evaluatePresent(unknown, unknown.length);
        }
        if (guided != null) {
            table.count = ownRows;
            guided.lay(keys::group);
            present.evaluateRange(ownRows, table.count);
        }
    }

    private void evaluatePresent(int[] rows, int count) {
        present.evaluate(rows, count);
        for (int i = 0; i < count; i++) {
            known.set(rows[i]);
            if (forced != null) {
                forced.copyPolicy(rows[i]);
            }
        }
    }

    /** Writes what the rows' actions are drawn from, under the weights that draw. */
    private void evaluate(int[] rows, int count) {
        if (count == 0) {
            return;
        }
        int actions = process.actionCount();
        table.fill(rows, count, batch);
        if (logits.length < count * actions) {
            logits = new double[2 * count * actions];
        }
        policy.logits(batch, logits);
        NonFiniteException.check("rollout logits", logits, count * actions);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int at = row * actions;
            behaviour.of(logits, i * actions, table.legal, at, table.behaviour, at);
            System.arraycopy(table.behaviour, at, probability, 0, actions);
            setRow(row);
            if (forced != null) {
                forced.evaluate(row, simulator);
            }
            if (lagged.active()) {
                continue;
            }
            known.set(row);
            if (!table.onPolicy()) {
                LogSoftmax.of(logits, i * actions, actions, table.legal, at, table.policy, at);
            }
            if (forced != null) {
                forced.copyPolicy(row);
            }
        }
    }

    /** Lets actions of a row be drawn from the log-probabilities in {@link #probability}. */
    private void setRow(int row) {
        for (int a = 0; a < probability.length; a++) {
            probability[a] = Math.exp(probability[a]);
        }
        simulator.setRow(probability, 0, row, walk.cumulative);
    }

    /** Observations that were visited, ascending. */
    private int[] visited() {
        int actions = process.actionCount();
        boolean[] seen = new boolean[ownRows * actions];
        walk.markVisited(seen);
        boolean[] visited = new boolean[process.rowCount()];
        for (int cell = 0; cell < seen.length; cell++) {
            if (seen[cell]) {
                visited[table.observation[cell / actions]] = true;
            }
        }
        int[] rows = new int[process.rowCount()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if (visited[row]) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    @Override
    public Rollouts greedy() {
        if (greedy == null) {
            greedy = new Rollouts(
                    prompts.length,
                    1,
                    process.actionCount(),
                    process.levelCount(),
                    SharedWalk.shards(prompts.length),
                    table,
                    process);
            greedyWalk = new SharedWalk(
                    process,
                    simulator,
                    curriculum,
                    workers,
                    greedy,
                    new Props(SamplingConfig.defaults(), prompts.length, process.actionCount()));
        }
        greedyWalk.clear();
        known.stream().forEach(this::setGreedy);
        Arrays.setAll(prompts, p -> p);
        greedyWalk.run(prompts, prompts.length, keys::item, keys::greedy, null, (rows, count) -> {
            int[] wanted = process.rowCount() > MOST_AT_ONCE ? rows : unknown();
            evaluatePresent(wanted, wanted.length);
            Arrays.stream(wanted).forEach(this::setGreedy);
        });
        greedy.count();
        return greedy;
    }

    private int[] unknown() {
        return IntStream.range(0, process.rowCount())
                .filter(row -> !known.get(row))
                .toArray();
    }

    private void setGreedy(int row) {
        Arrays.fill(probability, 0);
        probability[ActionDraw.greedy(table.policy, row * probability.length, probability.length)] = 1;
        simulator.setRow(probability, 0, row, greedyWalk.cumulative);
    }

    @Override
    public void replay(int[] which, List<StoredGroup> groups) {
        StoredGroup.lay(groups, which, rollouts, table, present);
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
        return Optional.of(process);
    }

    @Override
    public List<String> levels() {
        return process.levels();
    }

    /** The rows evaluated first at the next update. They decide which rows share a batch, and so how sums are rounded. */
    @Override
    public int[] state() {
        return hot.clone();
    }

    @Override
    public void restore(int[] state) {
        for (int row : state) {
            if (row < 0 || row >= process.rowCount()) {
                throw new IllegalArgumentException(
                        "the checkpoint names observation %d, but the task has %d; its config.yaml was changed"
                                .formatted(row, process.rowCount()));
            }
        }
        hot = state.clone();
    }

    @Override
    public Resumable memory() {
        return lagged;
    }
}
