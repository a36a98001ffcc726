package dwell.trainer.instrument;

import dwell.envs.Stakes;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.TruncationConfig.Mode;
import dwell.trainer.evaluate.Declared;
import dwell.trainer.shaping.ProcessFacts;
import dwell.trainer.shaping.ShapingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process as prompts with two modes, see {@link ModeReduction}, by level. Levels without a think decision are left out. Confined to
 * one thread.
 */
public final class TwoModeTask {
    private final CompiledProcess process;
    private final Stakes stakes;
    private final Catalog catalog;
    private final ProcessFacts facts;
    private final List<Integer> levels = new ArrayList<>();
    private final List<List<TwoModePrompt>> prompts = new ArrayList<>();
    private final double[] shares;

    private TwoModeTask(CompiledProcess process, Stakes stakes, Catalog catalog) {
        this.process = process;
        this.stakes = stakes;
        this.catalog = catalog;
        this.facts = new ProcessFacts(process, stakes, catalog::fixedPolicy);
        List<List<TwoModePrompt>> all = ModeReduction.of(process, stakes);
        double sum = 0;
        for (int level = 0; level < all.size(); level++) {
            if (!all.get(level).isEmpty()) {
                levels.add(level);
                prompts.add(all.get(level));
                sum += process.levelWeight(level);
            }
        }
        if (levels.isEmpty()) {
            throw new IllegalArgumentException(
                    "the task has no decision between an action that deliberates and one that does not");
        }
        shares = new double[levels.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = process.levelWeight(levels.get(i)) / sum;
        }
    }

    /**
     * Reduces a process.
     *
     * @throws IllegalArgumentException with one sentence, if it has no decision between thinking and answering
     */
    public static TwoModeTask of(CompiledProcess process, Stakes stakes, Catalog catalog) {
        return new TwoModeTask(process, stakes, catalog);
    }

    /**
     * Compiles the task of a config and reduces it.
     *
     * @throws IllegalArgumentException with one sentence, also where the environment is stepped
     */
    public static TwoModeTask of(RunConfig config, Catalog catalog) {
        String env = config.env().id();
        if (catalog.task(env) instanceof EnvironmentFamily) {
            throw new IllegalArgumentException(
                    "env %s is stepped; expected updates need a process, whose tables say what thinking is worth"
                            .formatted(env));
        }
        CompiledProcess process =
                ProcessCompiler.compile(Declared.of(catalog, config).train());
        return of(process, config.stakes(), catalog);
    }

    /** Number of levels that have a think decision. */
    public int count() {
        return levels.size();
    }

    /** Name of a level. */
    public String name(int i) {
        return process.levels().get(levels.get(i));
    }

    /** Share of a level among the prompts of the levels that are looked at. */
    public double share(int i) {
        return shares[i];
    }

    /** Prompts of a level, their weights summing to 1. */
    public List<TwoModePrompt> prompts(int i) {
        return List.copyOf(prompts.get(i));
    }

    /** Mean true net value of thinking on a level. */
    public double netValue(int i) {
        return prompts.get(i).stream()
                .mapToDouble(prompt -> prompt.weight() * prompt.netValue(stakes))
                .sum();
    }

    /** Mean compute of thinking beyond that of answering now, over all levels; at least 0. */
    double thoughtCompute() {
        double mean = 0;
        for (int i = 0; i < shares.length; i++) {
            for (TwoModePrompt prompt : prompts.get(i)) {
                mean += shares[i]
                        * prompt.weight()
                        * (TwoModePrompt.compute(prompt.think()) - TwoModePrompt.compute(prompt.direct()));
            }
        }
        return Math.max(0, mean);
    }

    /** Unit of compute. */
    public String computeUnit() {
        return process.declaration().computeUnit();
    }

    /** What a shaping may know. */
    public ShapingContext context(TrainerConfig config) {
        return new ShapingContext(stakes, config.groupSize(), config.updates(), process.levels(), Optional.of(facts));
    }

    /** The largest number of compositions that any prompt has under a group size, not merged. */
    private double mostCompositions(int groupSize) {
        return prompts.stream()
                .flatMap(List::stream)
                .mapToDouble(prompt -> Compositions.count(
                        groupSize, prompt.direct().size() + prompt.think().size()))
                .max()
                .orElse(0);
    }

    /** Number of different prompts of all levels. */
    int promptCount() {
        return prompts.stream().mapToInt(List::size).sum();
    }

    /**
     * Expected updates under a trainer's settings.
     *
     * @param effort how many groups are enumerated
     * @throws IllegalArgumentException with one sentence, if they are too many
     */
    public LevelUpdates updates(TrainerConfig config, Effort effort) {
        double groups = groups(config);
        if (groups > effort.most()) {
            throw new IllegalArgumentException(
                    "trainer.groupSize is %d, which makes %.1e groups of the %d kinds of prompts; at most %.1e are enumerated"
                            .formatted(config.groupSize(), groups, promptCount(), effort.most()));
        }
        double each = effort.wished() / promptCount();
        List<List<TwoModePrompt>> merged = prompts.stream()
                .map(level -> level.stream()
                        .map(prompt -> KindMerging.merged(prompt, config.groupSize(), endings(config), each))
                        .toList())
                .toList();
        return LevelUpdates.of(config, catalog, context(config), merged, shares);
    }

    /** Groups of all prompts where kinds are merged as far as they can be. */
    private double groups(TrainerConfig config) {
        return prompts.stream()
                .flatMap(List::stream)
                .mapToDouble(
                        prompt -> Compositions.count(config.groupSize(), KindMerging.fewest(prompt, endings(config))))
                .sum();
    }

    private static boolean endings(TrainerConfig config) {
        return config.truncation().mode() != Mode.KEEP;
    }

    /** Whether kinds of episodes are merged under an effort. */
    boolean merges(TrainerConfig config, Effort effort) {
        return mostCompositions(config.groupSize()) > effort.wished() / promptCount();
    }
}
