package dwell.trainer.instrument;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The price-distortion map of a config: for each level and think probability, the expected update of the think logit against the true
 * net value of thinking. Thinking that pays and is pushed away is manufactured underthinking, thinking that does not and is pushed
 * towards is manufactured hypervigilance. Immutable.
 *
 * @param task in a few words
 * @param settings of the advantage and the reward, in a few words
 * @param computeUnit of the modes' compute
 * @param probabilities think probabilities of the columns, rising
 * @param levels with a think decision, easiest first
 * @param notes sentences on what the map leaves out
 */
public record PriceDistortion(
        String task,
        String settings,
        String computeUnit,
        List<Double> probabilities,
        List<Level> levels,
        List<String> notes) {
    /** Think probabilities that maps are drawn for. */
    public static final List<Double> GRID = List.of(.02, .1, .2, .3, .4, .5, .6, .7, .8, .9, .98);

    public PriceDistortion {
        probabilities = List.copyOf(probabilities);
        levels = List.copyOf(levels);
        notes = List.copyOf(notes);
    }

    /**
     * A mode of a level.
     *
     * @param accuracy probability of a right answer
     * @param compute mean units
     */
    public record Mode(double accuracy, double compute) {}

    /**
     * A row of the map.
     *
     * @param share of the level among prompts
     * @param netValue true net value of thinking: expected utility of thinking minus that of answering now
     * @param direct answering now
     * @param think thinking, then acting optimally
     * @param updates by think probability: expected update of the think logit divided by p (1 - p), at a learning rate of 1
     * @param marks by think probability
     */
    public record Level(
            String level,
            double share,
            double netValue,
            Mode direct,
            Mode think,
            List<Double> updates,
            List<Mark> marks) {
        public Level {
            updates = List.copyOf(updates);
            marks = List.copyOf(marks);
        }

        /** Cells of a mark. */
        public long count(Mark mark) {
            return marks.stream().filter(mark::equals).count();
        }
    }

    /**
     * The map of a config.
     *
     * @throws IllegalArgumentException with one sentence, if there is none: the environment is stepped, no decision is between thinking
     *     and answering, or groups are too large to enumerate
     */
    public static PriceDistortion of(RunConfig config, Catalog catalog) {
        return of(config, TwoModeTask.of(config, catalog), Effort.THOROUGH);
    }

    /**
     * The map of a config whose task is reduced already.
     *
     * @param effort how many groups are enumerated
     */
    public static PriceDistortion of(RunConfig config, TwoModeTask task, Effort effort) {
        TrainerConfig trainer = config.trainer();
        LevelUpdates updates = task.updates(trainer, effort);
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < task.count(); i++) {
            levels.add(level(task, updates, i));
        }
        return new PriceDistortion(
                config.task(), Settings.of(trainer), task.computeUnit(), GRID, levels, notes(trainer, task, effort));
    }

    /** What an expected update under these settings leaves out. */
    static List<String> notes(TrainerConfig trainer, TwoModeTask task, Effort effort) {
        List<String> notes = new ArrayList<>(LeftOut.of(trainer));
        if (task.merges(trainer, effort)) {
            notes.add(
                    ("kinds of episodes are merged by verdict and compute, for about %,d groups in all; exact under scale none where"
                                    + " rewards are linear in compute, else approximate")
                            .formatted((long) effort.wished()));
        }
        return notes;
    }

    private static Level level(TwoModeTask task, LevelUpdates updates, int i) {
        double netValue = task.netValue(i);
        List<Double> row = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        for (double p : GRID) {
            double update = updates.perVariance(i, p);
            row.add(update);
            marks.add(Mark.of(netValue, update));
        }
        double[] sums = new double[4];
        for (TwoModePrompt prompt : task.prompts(i)) {
            sums[0] += prompt.weight() * TwoModePrompt.accuracy(prompt.direct());
            sums[1] += prompt.weight() * TwoModePrompt.compute(prompt.direct());
            sums[2] += prompt.weight() * TwoModePrompt.accuracy(prompt.think());
            sums[3] += prompt.weight() * TwoModePrompt.compute(prompt.think());
        }
        return new Level(
                task.name(i),
                task.share(i),
                netValue,
                new Mode(sums[0], sums[1]),
                new Mode(sums[2], sums[3]),
                row,
                marks);
    }

    /** Cells of a mark over all levels. */
    public long count(Mark mark) {
        return levels.stream().mapToLong(level -> level.count(mark)).sum();
    }

    /** Cells whose sign is wrong. */
    public long wrong() {
        return count(Mark.UNDERTHINKING) + count(Mark.HYPERVIGILANCE);
    }

    /** Whether no cell has a wrong sign. */
    public boolean clean() {
        return wrong() == 0;
    }

    /** Names of the levels with cells of a mark, easiest first. */
    public List<String> levelsWith(Mark mark) {
        return levels.stream()
                .filter(level -> level.count(mark) > 0)
                .map(Level::level)
                .toList();
    }
}
