package dwell.trainer.rollout;

import dwell.envs.Ending;
import dwell.envs.Verdict;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Item;
import dwell.trainer.objective.EpisodeFacts;
import dwell.trainer.shaping.Confidence;
import dwell.trainer.shaping.Items;
import dwell.trainer.shaping.OutcomeGroup;
import java.util.BitSet;

/**
 * The rollouts of one update: decisions, and the outcome of each episode. Episodes are prompt-major: member {@code g} of
 * prompt {@code p} is episode {@code p * groupSize + g}. Forced moves are not in it. Buffers are reused from update to update
 * and belong to the collector; everybody else reads.
 *
 * <p>A decision is a number {@code row * actions + action}. A row is a distinct observation of a compiled process, or, where
 * nothing is shared, one decision.
 */
public final class Rollouts implements EpisodeFacts {
    private final int prompts;
    private final int groupSize;
    private final int actions;
    private final int levels;
    final int[] level;
    final Item[] item;
    final int[][] decisions;
    final int[] shard;
    /** The shard that draws a prompt; {@link #shard} differs from it where the prompt's group was replaced by an older one. */
    final int[] home;

    final int[] begin;
    final int[] length;
    final int[] terminal;
    final int[] thinks;
    final double[] compute;
    private int decisionCount;
    private final RowTable rows;
    private final CompiledProcess process;

    private Items items;
    private Confidence confidence;

    /**
     * Empty rollouts.
     *
     * @param shards buffers of decisions; there is one more, behind them, for replaced groups
     * @param rows that decisions refer to, owned by the collector
     * @param process that is collected from; null where the environment is stepped
     */
    Rollouts(int prompts, int groupSize, int actions, int levels, int shards, RowTable rows, CompiledProcess process) {
        this.rows = rows;
        this.process = process;
        this.prompts = prompts;
        this.groupSize = groupSize;
        this.actions = actions;
        this.levels = levels;
        this.level = new int[prompts];
        this.item = new Item[prompts];
        this.decisions = new int[shards + 1][];
        this.shard = new int[prompts];
        this.home = new int[prompts];
        this.begin = new int[prompts * groupSize];
        this.length = new int[prompts * groupSize];
        this.terminal = new int[prompts * groupSize];
        this.thinks = new int[prompts * groupSize];
        this.compute = new double[prompts * groupSize];
    }

    public int prompts() {
        return prompts;
    }

    @Override
    public int groupSize() {
        return groupSize;
    }

    @Override
    public int episodes() {
        return prompts * groupSize;
    }

    public int actions() {
        return actions;
    }

    /** Counts the decisions of all episodes anew. */
    void count() {
        decisionCount = 0;
        for (int decisions : length) {
            decisionCount += decisions;
        }
    }

    /** Decisions of all episodes. */
    public int decisionCount() {
        return decisionCount;
    }

    /** The rows that decisions refer to. */
    public RowSource rows() {
        return rows;
    }

    RowTable table() {
        return rows;
    }

    /** Number of levels. */
    public int levels() {
        return levels;
    }

    /** Index of the level of a prompt's item. */
    public int level(int prompt) {
        return level[prompt];
    }

    /** The buffer that holds the decisions of a prompt's episodes, from {@link #begin} on. */
    public int[] decisions(int prompt) {
        return decisions[shard[prompt]];
    }

    /** Position of an episode's first decision in its buffer. */
    public int begin(int episode) {
        return begin[episode];
    }

    /** Number of decisions of an episode. */
    @Override
    public int length(int episode) {
        return length[episode];
    }

    public Verdict verdict(int episode) {
        return CompiledProcess.verdictOf(terminal[episode]);
    }

    @Override
    public Ending ending(int episode) {
        return CompiledProcess.endingOf(terminal[episode]);
    }

    /** Number of a prompt's item, see {@link Items}; -1 where the environment is stepped. */
    public int item(int prompt) {
        if (process == null) {
            return -1;
        }
        if (items == null) {
            items = Items.of(process);
        }
        return items.number(item[prompt].hiddenClass(), item[prompt].startState());
    }

    /** See {@link OutcomeGroup#confidence}. */
    public double confidence(int episode) {
        if (process == null) {
            return Double.NaN;
        }
        if (confidence == null) {
            confidence = Confidence.of(process);
        }
        int prompt = episode / groupSize;
        if (length[episode] == 0) {
            return confidence.ofState(item[prompt].startState());
        }
        int decision = decisions(prompt)[begin[episode] + length[episode] - 1];
        return confidence.of(rows.observation(decision / actions), decision % actions);
    }

    @Override
    public double compute(int episode) {
        return compute[episode];
    }

    public int thinks(int episode) {
        return thinks[episode];
    }

    /** The rows that decisions refer to, ascending. Allocates; not for every minibatch. */
    public int[] visitedRows() {
        BitSet seen = new BitSet(rows.count());
        for (int e = 0; e < episodes(); e++) {
            int[] cells = decisions(e / groupSize);
            for (int d = begin[e]; d < begin[e] + length[e]; d++) {
                seen.set(cells[d] / actions);
            }
        }
        return seen.stream().toArray();
    }

    /** A view of the outcomes of a group, to be moved from prompt to prompt by {@link GroupView#at}. */
    public GroupView groups() {
        return new GroupView();
    }

    /** The outcomes of one group. Confined to one thread. */
    public final class GroupView implements OutcomeGroup {
        private int prompt;
        private int first;

        private GroupView() {}

        /** Moves the view to a prompt. */
        public GroupView at(int prompt) {
            this.prompt = prompt;
            first = prompt * groupSize;
            return this;
        }

        @Override
        public int size() {
            return groupSize;
        }

        @Override
        public int level() {
            return level[prompt];
        }

        @Override
        public int item() {
            return Rollouts.this.item(prompt);
        }

        @Override
        public double confidence(int member) {
            return Rollouts.this.confidence(first + member);
        }

        @Override
        public Verdict verdict(int member) {
            return Rollouts.this.verdict(first + member);
        }

        @Override
        public Ending ending(int member) {
            return Rollouts.this.ending(first + member);
        }

        @Override
        public double compute(int member) {
            return compute[first + member];
        }

        @Override
        public int thinks(int member) {
            return thinks[first + member];
        }
    }
}
