package dwell.trainer.instrument;

import dwell.trainer.config.AdvantageConfig.Filter;
import dwell.trainer.config.AdvantageConfig.Terms;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.TruncationConfig.Mode;
import java.util.ArrayList;
import java.util.List;

/** The settings that decide a {@link PriceDistortion}, in words. */
final class Settings {
    private Settings() {}

    /** For example {@code G = 16, baseline mean, scale group-std, decision-mean, shaping utility}. */
    static String of(TrainerConfig config) {
        List<String> words = new ArrayList<>(List.of(
                "G = " + config.groupSize(),
                "baseline " + config.advantage().baseline(),
                "scale " + config.advantage().scale()));
        if (config.advantage().terms() == Terms.SCALE_THEN_SUM) {
            words.add("terms " + config.advantage().terms());
        }
        if (config.advantage().filter() != Filter.ALL) {
            words.add("filter " + config.advantage().filter());
        }
        if (config.truncation().mode() != Mode.KEEP) {
            words.add("truncation " + config.truncation().mode());
        }
        words.add(config.loss().aggregation().toString());
        words.add("shaping " + config.shaping().id());
        return String.join(", ", words);
    }
}
