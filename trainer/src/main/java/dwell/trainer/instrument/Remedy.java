package dwell.trainer.instrument;

import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.AdvantageConfig.Scale;
import dwell.trainer.config.AdvantageConfig.Terms;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.TruncationConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of a config that might mend its {@link PriceDistortion}.
 *
 * @param settings keys and values, as for {@code --set}; more than one only where the first needs the others
 * @param wrong cells with a wrong sign that are left
 */
public record Remedy(List<String> settings, long wrong) {
    public Remedy {
        settings = List.copyOf(settings);
    }

    /** Whether no cell has a wrong sign any more. */
    public boolean mends() {
        return wrong == 0;
    }

    /** The settings as they are given to a command, such as {@code --set trainer.advantage.scale=none}. */
    public String text() {
        return "--set " + String.join(" --set ", settings);
    }

    /**
     * Tries the obvious changes, those of one setting first.
     *
     * @param effort how many groups the map of each enumerates
     * @return all that can be tried, the obvious first
     */
    public static List<Remedy> of(RunConfig config, Catalog catalog, TwoModeTask task, Effort effort) {
        return of(config, catalog, task, effort, false);
    }

    /** @param first whether to try no more once one mends it */
    static List<Remedy> of(RunConfig config, Catalog catalog, TwoModeTask task, Effort effort, boolean first) {
        ConfigLoader loader = new ConfigLoader(catalog);
        List<Remedy> remedies = new ArrayList<>();
        for (List<String> settings : candidates(config, task)) {
            try {
                RunConfig changed = loader.changed(config, settings);
                long wrong = DistortionNotice.cannotBeWrong(changed.trainer())
                        ? 0
                        : PriceDistortion.of(changed, task, effort).wrong();
                Remedy remedy = new Remedy(settings, wrong);
                remedies.add(remedy);
                if (first && remedy.mends()) {
                    break;
                }
            } catch (IllegalArgumentException notPossible) {
                // The other settings do not allow this one, or its groups are too many: it is no remedy then.
                continue;
            }
        }
        return remedies;
    }

    private static List<List<String>> candidates(RunConfig config, TwoModeTask task) {
        TrainerConfig trainer = config.trainer();
        AdvantageConfig advantage = trainer.advantage();
        List<List<String>> out = new ArrayList<>();
        for (Scale scale : List.of(Scale.NONE, Scale.BATCH_STD)) {
            if (advantage.scale() != scale) {
                out.add(List.of("trainer.advantage.scale=" + scale));
            }
        }
        if (advantage.terms() == Terms.SCALE_THEN_SUM) {
            out.add(List.of("trainer.advantage.terms=" + Terms.SUM_THEN_SCALE));
        }
        if (advantage.filter() != AdvantageConfig.Filter.ALL) {
            out.add(List.of("trainer.advantage.filter=" + AdvantageConfig.Filter.ALL));
        }
        if (trainer.truncation().mode() != TruncationConfig.Mode.KEEP) {
            out.add(List.of("trainer.truncation.mode=" + TruncationConfig.Mode.KEEP));
        }
        for (String aggregation : List.of("decision-mean", "constant")) {
            if (!trainer.loss().aggregation().toString().equals(aggregation)) {
                out.add(List.of("trainer.loss.aggregation=" + aggregation));
            }
        }
        if (!trainer.shaping().id().equals("utility")) {
            out.add(List.of("trainer.shaping.id=utility"));
        }
        out.add(List.of("trainer.groupSize=" + 2 * trainer.groupSize()));
        out.add(List.of("trainer.groupSize=" + 4 * trainer.groupSize()));
        if (trainer.shaping().id().equals("utility") && advantage.scale() == Scale.GROUP_STD) {
            out.add(List.of(
                    "trainer.advantage.terms=" + Terms.SCALE_THEN_SUM,
                    "trainer.advantage.scale=" + Scale.NONE,
                    // The second term is the cost of compute: weighted by what a thought costs.
                    "trainer.advantage.termWeights=[1, %.3g]"
                            .formatted(config.stakes().price() * task.thoughtCompute())));
        }
        return out;
    }
}
