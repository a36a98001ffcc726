package dwell.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final Catalog CATALOG = Catalog.installed();

    private static RunConfig config(String... settings) {
        return new ConfigLoader(CATALOG).load(ConfigSources.none().with(settings));
    }

    private static EpisodeReport explain(RunConfig config, String policy, int item, int episode, String level) {
        return Explainer.ofFixed(config, CATALOG, policy, new WhichEpisode(item, episode, level));
    }

    @Test
    void theCostsAddUpToTheEpisodesRegretAndTheUtilityIsAccountedFor() {
        for (RunConfig config : List.of(
                config("env.id=evidence-v1", "maxThinks=6"),
                config("env.id=evidence-v1", "maxThinks=6", "introspection=noisy", "env.abstain=true", "wrong=-1"),
                config("env.id=replay-v1", "reading=cascade"))) {
            for (String policy : List.of("think:2", "confidence:0.8", "optimal")) {
                for (int item = 0; item < 5; item++) {
                    EpisodeReport one = explain(config, policy, item, item % 2, null);
                    double costs = 0;
                    double luck = 0;
                    double compute = 0;
                    for (EpisodeReport.Step step : one.steps()) {
                        costs += step.cost();
                        luck += step.luck();
                        compute += step.compute();
                        if (step.decision()) {
                            assertThat(step.value() - step.values().get(step.action()))
                                    .isCloseTo(step.cost(), within(1e-12));
                            assertThat(step.probabilities().values().stream()
                                            .mapToDouble(p -> p)
                                            .sum())
                                    .isCloseTo(1, within(1e-9));
                        }
                        assertThat(step.belief().values().stream()
                                        .mapToDouble(p -> p)
                                        .sum())
                                .isCloseTo(1, within(1e-9));
                    }
                    assertThat(one.cost()).isCloseTo(costs, within(1e-12));
                    assertThat(one.utility()).isCloseTo(one.startValue() - costs + luck, within(1e-12));
                    double value = one.verdict().equals("correct")
                            ? one.stakes().correct()
                            : one.verdict().equals("wrong")
                                    ? one.stakes().wrong()
                                    : one.stakes().abstain();
                    assertThat(one.utility()).isCloseTo(value - one.stakes().price() * compute, within(1e-12));
                    if (policy.equals("optimal")) {
                        assertThat(one.cost()).isZero();
                    }
                }
            }
        }
    }

    @Test
    void anItemIsTheSameForEveryPolicyAndSeed() {
        RunConfig config = config("env.id=evidence-v1", "maxThinks=6");
        RunConfig other = config("env.id=evidence-v1", "maxThinks=6", "run.seed=9");
        for (int item = 0; item < 10; item++) {
            EpisodeReport a = explain(config, "think:1", item, 0, null);
            EpisodeReport b = explain(other, "confidence:0.9", item, 0, null);
            assertThat(b.hidden()).isEqualTo(a.hidden());
            assertThat(b.startValue()).isEqualTo(a.startValue());
            assertThat(b.steps().get(1).state())
                    .as("the free vote")
                    .isEqualTo(a.steps().get(1).state());
        }
    }

    @Test
    void itemsOfALevelAreCountedInOrder() {
        RunConfig config = config("env.id=evidence-v1", "maxThinks=2");
        Map<String, Integer> seen = new HashMap<>();
        for (int item = 0; item < 20; item++) {
            String level = explain(config, "think:0", item, 0, null).level();
            int nth = seen.merge(level, 1, Integer::sum) - 1;
            assertThat(explain(config, "think:0", nth, 0, level).item()).isEqualTo(item);
        }
        assertThat(explain(config, "think:0", 0, 0, "2").level()).isEqualTo("q=0.8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explain(config, "think:0", 0, 0, "6"))
                .withMessage("level must be one of q=0.95, q=0.8, q=0.65, q=0.55, q=0.5, or its number from 1 to 5,"
                        + " was '6'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WhichEpisode(-1, 0, null))
                .withMessage("item must be at least 0, was -1");
    }
}
