package dwell.trainer.instrument;

import dwell.envs.Stakes;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.shaping.ShapingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One prompt with two modes under a trainer's settings; reward = correct - c if thinking. */
final class TwoModes {
    static final Catalog CATALOG = Catalog.installed();

    private TwoModes() {}

    private static final Map<List<String>, TrainerConfig> CONFIGS = new HashMap<>();

    /** Settings beside the shaping; {@code c} is charged for thinking, negative for a bonus. */
    static TrainerConfig config(int groupSize, double c, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "trainer.groupSize=" + groupSize,
                "trainer.shaping.id=length-penalty",
                "trainer.shaping.coefficient=" + c));
        all.addAll(List.of(settings));
        return trainer(all.toArray(String[]::new));
    }

    static TrainerConfig trainer(String... settings) {
        return CONFIGS.computeIfAbsent(
                List.of(settings),
                key -> new ConfigLoader(CATALOG)
                        .load(ConfigSources.none().with(settings))
                        .trainer());
    }

    /** Expected updates of the think logit of one prompt, right with p0 or, thinking, with p1. */
    static LevelUpdates updates(double p0, double p1, TrainerConfig config) {
        return updates(TwoModePrompt.of(p0, p1), config);
    }

    static LevelUpdates updates(TwoModePrompt prompt, TrainerConfig config) {
        return updates(prompt, config, Stakes.ofPrice(0));
    }

    static LevelUpdates updates(TwoModePrompt prompt, TrainerConfig config, Stakes stakes) {
        return LevelUpdates.of(config, CATALOG, context(config, stakes), List.of(List.of(prompt)), new double[] {1});
    }

    static ShapingContext context(TrainerConfig config, Stakes stakes) {
        return new ShapingContext(stakes, config.groupSize(), config.updates(), List.of("only"), Optional.empty());
    }
}
