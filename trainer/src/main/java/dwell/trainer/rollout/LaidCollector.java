package dwell.trainer.rollout;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Item;
import dwell.envs.process.Simulator;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.NonFiniteException;
import dwell.trainer.Resumable;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.config.SamplingConfig.Degenerate;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.objective.LogSoftmax;
import java.util.List;
import java.util.Optional;

/**
 * Rollouts that somebody chose, not drawn: each member of each group has the {@link EpisodePath} that {@link #lay} gave it. Rows
 * and what is known about them are as {@link SharedCollector} has them, so whoever lays all groups with their probabilities sees
 * everything that training can see. The members of a group are alike but where first decisions are forced: then the first ones do
 * not deliberate, and the others do.
 */
public final class LaidCollector implements Collector {
    private final CompiledProcess process;
    private final LearnedPolicy policy;
    private final Behaviour behaviour;
    private final RowTable table;
    private final ForcedFirst forced;
    private final Rollouts rollouts;
    private final int[][] laid;
    private final double[] mode;

    /** A collector of the shape of a config; {@link #evaluate} comes first. */
    public LaidCollector(CompiledProcess process, TrainerConfig config, LearnedPolicy policy) {
        int actions = process.actionCount();
        this.process = process;
        this.policy = policy;
        this.behaviour = new Behaviour(config.sampling(), process.actions(), config.groupSize());
        this.table = SharedCollector.table(process, behaviour.onPolicy());
        this.forced = behaviour.forced() ? new ForcedFirst(process, behaviour, table) : null;
        this.rollouts = new Rollouts(
                config.prompts(), config.groupSize(), actions, process.levelCount(), config.prompts(), table, process);
        this.laid = new int[config.prompts()][];
        this.mode = new double[actions];
    }

    /** Whether all that a config draws by chance is what paths and their probabilities say. */
    public static boolean fits(SamplingConfig sampling) {
        return sampling.propsRounds() <= 1
                && sampling.lag() == 0
                && sampling.degenerate() != Degenerate.RESAMPLE
                && sampling.degenerate() != Degenerate.REPLAY;
    }

    /** Takes the policy's weights as they are for those that draw. */
    public void evaluate() {
        int rows = process.rowCount();
        int actions = process.actionCount();
        ObservationBatch batch = ProcessRows.all(process);
        double[] logits = new double[rows * actions];
        policy.logits(batch, logits);
        NonFiniteException.check("rollout logits", logits, logits.length);
        Simulator simulator = new Simulator(process);
        for (int row = 0; row < rows; row++) {
            int at = row * actions;
            behaviour.of(logits, at, table.legal, at, table.behaviour, at);
            if (forced != null) {
                forced.evaluate(row, simulator);
            }
            if (!table.onPolicy()) {
                LogSoftmax.of(logits, at, actions, table.legal, at, table.policy, at);
            }
            if (forced != null) {
                forced.copyPolicy(row);
            }
        }
    }

    /** Members of a group, from 0 on, that are drawn alike; the rest are alike too. */
    public int leading() {
        return forced == null ? rollouts.groupSize() : behaviour.leading();
    }

    /** Probability with which a member's episode goes a way, given the item. */
    public double probability(EpisodePath path, boolean leads) {
        double log = 0;
        int actions = process.actionCount();
        List<Integer> cells = path.cells();
        for (int d = 0; d < cells.size(); d++) {
            int cell = cells.get(d);
            int row = cell / actions;
            if (d == 0 && forced != null && forced.number(row) != row) {
                behaviour.ofMode(!leads, table.behaviour, table.legal, row * actions, mode, 0);
                log += mode[cell % actions];
            } else {
                log += table.behaviour[cell];
            }
        }
        return path.chance() * Math.exp(log);
    }

    /**
     * Lays a group.
     *
     * @param paths shape [groupSize], one for each member
     */
    public void lay(int prompt, Item item, EpisodePath[] paths) {
        int actions = process.actionCount();
        int size = 0;
        for (EpisodePath path : paths) {
            size += path.cells().size();
        }
        if (laid[prompt] == null || laid[prompt].length < size) {
            laid[prompt] = new int[2 * size];
        }
        rollouts.item[prompt] = item;
        rollouts.level[prompt] = process.levelOf(item.hiddenClass());
        rollouts.shard[prompt] = prompt;
        rollouts.decisions[prompt] = laid[prompt];
        int at = 0;
        for (int member = 0; member < paths.length; member++) {
            EpisodePath path = paths[member];
            int e = prompt * paths.length + member;
            rollouts.begin[e] = at;
            rollouts.length[e] = path.cells().size();
            rollouts.terminal[e] = path.terminal();
            rollouts.thinks[e] = path.thinks();
            rollouts.compute[e] = path.compute();
            for (int d = 0; d < path.cells().size(); d++) {
                int cell = path.cells().get(d);
                int row = d == 0 && forced != null ? forced.number(cell / actions) : cell / actions;
                laid[prompt][at++] = row * actions + cell % actions;
            }
        }
    }

    @Override
    public Rollouts collect(int update) {
        rollouts.count();
        return rollouts;
    }

    @Override
    public void redraw(int update, int attempt, int[] prompts, int count) {
        throw new UnsupportedOperationException("laid rollouts are not drawn");
    }

    @Override
    public void replay(int[] prompts, List<StoredGroup> groups) {
        throw new UnsupportedOperationException("laid rollouts are not replaced");
    }

    @Override
    public Rollouts greedy() {
        throw new UnsupportedOperationException("greedy rollouts are drawn");
    }

    @Override
    public void describe(MetricValues metrics) {
        FirstDecisions.describe(behaviour, rollouts, metrics);
    }

    @Override
    public Optional<CompiledProcess> process() {
        return Optional.of(process);
    }

    @Override
    public List<String> levels() {
        return process.levels();
    }

    @Override
    public int[] state() {
        return new int[0];
    }

    @Override
    public void restore(int[] state) {
        // Nothing is remembered: what is laid is no state of a run.
    }

    @Override
    public Resumable memory() {
        return new Resumable() {
            @Override
            public double[] state() {
                return new double[0];
            }

            @Override
            public void restore(double[] state) {
                // Nothing is remembered.
            }
        };
    }
}
