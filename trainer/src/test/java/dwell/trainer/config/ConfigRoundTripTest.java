package dwell.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Stakes;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.Precision;
import dwell.trainer.config.PlugIns.Color;
import dwell.trainer.config.PlugIns.Everything;
import dwell.trainer.config.PlugIns.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigRoundTripTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "no",
            "true",
            "null",
            "~",
            "12",
            "1e3",
            "0x1F",
            ".inf",
            "a: b",
            "# x",
            "- x",
            "[x",
            "'",
            "\"",
            "line\nbreak",
            "tab\t",
            "é ü 漢字 🙂",
            "trailing ",
            "*a",
            "&a",
            "!t",
            "%d",
            "@",
            "`",
            "\\n",
            "a #b",
            "=",
            "<<");

    @TempDir
    Path folder;

    @Test
    void aConfigWrittenAsYamlLoadsBackEqual() throws IOException {
        ConfigLoader loader = new ConfigLoader(PlugIns.catalog());
        Path file = folder.resolve("config.yaml");
        for (int n = 0; n < 300; n++) {
            RunConfig config = new Draw(RandomKey.child(RandomKey.of(1, Purpose.CHECK), n)).config();
            String yaml = ConfigLoader.toYaml(config);
            Files.writeString(file, yaml);
            assertThat(loader.load(ConfigSources.ofFile(file))).as(yaml).isEqualTo(config);
        }
    }

    @Test
    void theTreeHasTheKeysOfTheSchema() {
        RunConfig config = new ConfigLoader(PlugIns.catalog()).defaults("evidence-v1", "mlp", "utility");
        var tree = ConfigLoader.toTree(config);
        assertThat(tree)
                .containsOnlyKeys("env", "mixture", "wrappers", "stakes", "policy", "trainer", "evaluation", "run");
        assertThat(ConfigTree.leaves(tree))
                .contains("env.id", "env.cueReliability", "stakes.price", "policy.hidden", "trainer.shaping.id")
                .contains("trainer.curriculum", "trainer.curriculumPath")
                .contains("trainer.shaping.weight", "evaluation.every", "run.seed");
    }

    /** Random values, each a draw of its own. */
    private static final class Draw {
        private final long key;
        private long counter;

        Draw(long key) {
            this.key = key;
        }

        int below(int bound) {
            return RandomKey.below(key, counter++, bound);
        }

        double number() {
            return Math.exp(200 * (RandomKey.uniform(key, counter++) - 0.5)) * (below(2) == 0 ? 1 : below(1000));
        }

        double share() {
            return RandomKey.uniform(key, counter++);
        }

        List<String> changes() {
            return below(2) == 0 ? List.of() : List.of("stakes.price=" + share(), "env.count=" + below(9));
        }

        String text() {
            return TEXTS.get(below(TEXTS.size()));
        }

        <E> E one(E[] values) {
            return values[below(values.length)];
        }

        List<CurriculumStage> curriculum() {
            return IntStream.range(0, below(3))
                    .mapToObj(i -> new CurriculumStage(
                            i == 0 ? 0 : 100 * i + below(100), List.of(share(), below(3) * 1.0, 1 - share())))
                    .toList();
        }

        Point point() {
            return new Point(number(), text());
        }

        SamplingConfig sampling() {
            boolean props = below(4) == 0;
            SamplingConfig.Degenerate degenerate =
                    props ? SamplingConfig.Degenerate.SKIP : one(SamplingConfig.Degenerate.values());
            boolean replay = degenerate == SamplingConfig.Degenerate.REPLAY;
            return new SamplingConfig(
                    props ? 1 : number() + 1e-9,
                    props ? 0 : share() / 2,
                    props ? SamplingConfig.FirstDecision.POLICY : one(SamplingConfig.FirstDecision.values()),
                    0.1 + share() / 2,
                    props || replay ? 0 : below(9),
                    one(SamplingConfig.Importance.values()),
                    one(SamplingConfig.ImportanceLevel.values()),
                    1 + number(),
                    props ? 2 + below(9) : below(2),
                    0.1 + share() / 2,
                    degenerate,
                    1 + below(9),
                    1 + below(9));
        }

        AdvantageConfig advantage() {
            return new AdvantageConfig(
                    AdvantageConfig.Baseline.LENGTH_WEIGHTED,
                    AdvantageConfig.Scale.RUNNING,
                    below(2),
                    number() + 1e-9,
                    AdvantageConfig.Terms.SUM_THEN_SCALE,
                    List.of(number(), number()),
                    one(AdvantageConfig.Filter.values()),
                    below(2) * 2,
                    share(),
                    List.of(1 + below(9)),
                    number() + 1e-9,
                    1 + below(9));
        }

        LossConfig loss() {
            return new LossConfig(
                    one(LossConfig.Aggregation.values()),
                    number() + 1e-3,
                    LossConfig.Ratio.DECISION,
                    LossConfig.Surrogate.SAPO,
                    share(),
                    below(2) == 0 ? -1 : number(),
                    1 + 1e-9 + number(),
                    number() + 1e-9,
                    number() + 1e-9,
                    number(),
                    one(LossConfig.Select.values()),
                    share() / 2 + 0.1,
                    -number(),
                    number(),
                    number(),
                    number());
        }

        KlConfig kl() {
            return new KlConfig(
                    number() + 1e-9,
                    one(KlConfig.Estimator.values()),
                    KlConfig.Place.LOSS,
                    number(),
                    number() + 1e-9,
                    below(9),
                    0.1 + share() / 2);
        }

        EntropyConfig entropy() {
            return new EntropyConfig(
                    number(),
                    below(2) == 0 ? -1 : number(),
                    0,
                    number() + 1e-9,
                    number() + 1e-9,
                    List.of(new EntropyConfig.KindFactor("think", number())));
        }

        WarmStartConfig warmStart() {
            double full = share() / 2;
            return new WarmStartConfig(
                    one(WarmStartConfig.Kind.values()),
                    text(),
                    below(99),
                    one(WarmStartConfig.Edit.values()),
                    share() / 2,
                    List.of(full, 0.25, 0.25, 0.0, 0.5 - full),
                    share() / 2,
                    0.1 + share() / 2,
                    below(9),
                    0.1 + share() / 2,
                    number() + 1e-9,
                    one(WarmStartConfig.Visits.values()),
                    1 + below(99),
                    number() + 1e-9);
        }

        RunConfig config() {
            Everything everything = new Everything(
                    -1 - below(1 << 30),
                    RandomKey.bits(key, counter++),
                    -number(),
                    below(2) == 0,
                    text(),
                    one(Color.values()),
                    IntStream.range(0, below(30)).mapToObj(i -> number()).toList(),
                    IntStream.range(0, below(3))
                            .mapToObj(i -> one(Color.values()))
                            .toList(),
                    point(),
                    IntStream.range(0, below(3)).mapToObj(i -> point()).toList());
            int minibatches = 1 + below(4);
            TrainerConfig trainer = new TrainerConfig(
                    below(1000),
                    minibatches * (1 + below(100)),
                    2 + below(20),
                    curriculum(),
                    one(TrainerConfig.CurriculumPath.values()),
                    one(TrainerConfig.Estimator.values()),
                    sampling(),
                    advantage(),
                    loss(),
                    kl(),
                    entropy(),
                    new TruncationConfig(
                            List.of(TruncationConfig.Mode.MASK, TruncationConfig.Mode.RAMP)
                                    .get(below(2)),
                            number(),
                            share() + 1e-9),
                    warmStart(),
                    1 + below(5),
                    minibatches,
                    1,
                    one(TrainerConfig.Optimizer.values()),
                    number() + 1e-9,
                    one(TrainerConfig.Schedule.values()),
                    share(),
                    share(),
                    number() + 1e-12,
                    number(),
                    below(2) == 0,
                    one(Precision.values()),
                    1 + below(8),
                    new Component("length-penalty", new PlugIns.Penalty(number())));
            return new RunConfig(
                    new Component("every-type", everything),
                    IntStream.range(0, below(3))
                            .mapToObj(i -> new MixtureMember(
                                    number() + 1e-9, number(), new Component("every-type", everything)))
                            .toList(),
                    IntStream.range(0, below(3))
                            .mapToObj(i -> new Component("twist", new PlugIns.Turn(number(), List.of(below(9)))))
                            .toList(),
                    new Stakes(number(), 1 + share(), -number(), share()),
                    new Component("net-2", new PlugIns.Sizes(List.of(1 + below(9)), text())),
                    trainer,
                    new EvaluationConfig(
                            1 + below(50),
                            one(EvaluationConfig.Mode.values()),
                            2 + below(90),
                            2 + below(9000),
                            changes()),
                    new RunSettings(
                            RandomKey.bits(key, counter++),
                            text(),
                            below(9),
                            1 + below(3),
                            one(dwell.policies.Backend.values())));
        }
    }
}
