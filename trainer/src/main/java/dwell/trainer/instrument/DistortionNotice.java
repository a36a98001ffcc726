package dwell.trainer.instrument;

import dwell.envs.process.CompiledProcess;
import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.AdvantageConfig.Filter;
import dwell.trainer.config.AdvantageConfig.Scale;
import dwell.trainer.config.AdvantageConfig.Terms;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.LossConfig.Aggregation;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.TrainerConfig.Estimator;
import dwell.trainer.config.TruncationConfig;
import java.util.List;
import java.util.Optional;

/** The line that training starts with where a config's {@link PriceDistortion} has wrong signs. Costs a small part of a second. */
public final class DistortionNotice {
    /** A process of more states is not looked at unasked. */
    private static final int MOST_STATES = 20_000;

    private static final int MOST_PROMPTS = 60;

    private DistortionNotice() {}

    /**
     * The notice.
     *
     * @param process of the config
     * @return one sentence: how many cells are wrong and which setting mends it, or why nobody looked; empty for a clean map, and for
     *     tasks without one
     */
    public static Optional<String> of(RunConfig config, Catalog catalog, CompiledProcess process) {
        if (cannotBeWrong(config.trainer())) {
            return Optional.empty();
        }
        if (process.stateCount() > MOST_STATES) {
            return Optional.of(skipped("the task has %,d states".formatted(process.stateCount())));
        }
        TwoModeTask task;
        try {
            task = TwoModeTask.of(process, config.stakes(), catalog);
        } catch (IllegalArgumentException noMap) {
            return Optional.empty();
        }
        if (task.promptCount() > MOST_PROMPTS) {
            return Optional.of(skipped("the task has %d kinds of prompts".formatted(task.promptCount())));
        }
        try {
            PriceDistortion map = PriceDistortion.of(config, task, Effort.QUICK);
            return map.clean() ? Optional.empty() : Optional.of(sentence(config, catalog, task, map));
        } catch (IllegalArgumentException tooMany) {
            return Optional.of(skipped("groups are large"));
        }
    }

    /**
     * Whether every update has the sign of what thinking is worth, whatever the task: the reward is the utility, no member is left out or
     * weighed by its length, and what divides an advantage is common to the batch.
     */
    static boolean cannotBeWrong(TrainerConfig config) {
        AdvantageConfig advantage = config.advantage();
        return config.shaping().id().equals("utility")
                && (config.estimator() != Estimator.SAMPLED
                        || advantage.scale() != Scale.GROUP_STD
                                && advantage.terms() == Terms.SUM_THEN_SCALE
                                && advantage.filter() == Filter.ALL
                                && advantage.baseline() != Baseline.LENGTH_WEIGHTED
                                && config.truncation().mode() == TruncationConfig.Mode.KEEP
                                && (config.loss().aggregation() == Aggregation.DECISION_MEAN
                                        || config.loss().aggregation() == Aggregation.CONSTANT));
    }

    private static String skipped(String reason) {
        return "not looked for price distortion, since %s; ./dwell lint does".formatted(reason);
    }

    private static String sentence(RunConfig config, Catalog catalog, TwoModeTask task, PriceDistortion map) {
        Optional<Remedy> remedy = Remedy.of(config, catalog, task, Effort.QUICK, true).stream()
                .filter(Remedy::mends)
                .findFirst();
        List<String> levels = map.levelsWith(Mark.UNDERTHINKING);
        boolean under = !levels.isEmpty();
        if (!under) {
            levels = map.levelsWith(Mark.HYPERVIGILANCE);
        }
        return "warning: these settings push thinking %s on %s (%d of %d cells of ./dwell lint)%s"
                .formatted(
                        under ? "away where it pays" : "on where it does not pay",
                        levels.size() > 3 ? levels.size() + " levels" : String.join(", ", levels),
                        map.wrong(),
                        map.levels().size() * map.probabilities().size(),
                        remedy.map(one -> "; " + one.text() + " mends it").orElse(""));
    }
}
