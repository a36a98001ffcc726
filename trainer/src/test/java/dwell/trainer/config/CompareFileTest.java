package dwell.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dwell.trainer.config.AdvantageConfig.Scale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareFileTest {
    private static final Catalog CATALOG = Catalog.installed();

    private static CompareFile parse(String yaml) {
        return CompareFile.parse(yaml, "c.yaml", CATALOG);
    }

    @Test
    void armsProcessesAndSeedsStandInTheOrderOfTheFile() {
        CompareFile file = parse("arms: {z: {}, a: {}}\nprocesses: {y: {}, b: {env.id: recall-v1}}\n");
        assertThat(file.arms()).containsExactly("z", "a");
        assertThat(file.processes()).containsExactly("y", "b");
        assertThat(file.seeds())
                .as("ten unless given")
                .isEqualTo(LongStream.range(0, 10).boxed().toList());
        assertThat(file.config("a", "b", 7).env().id()).isEqualTo("recall-v1");
        assertThat(file.config("a", "b", 7).run().seed()).isEqualTo(7);
        assertThat(file.config("a", "b", 7).trainer().threads()).isEqualTo(1);
        assertThat(parse("arms: {a: {}}").processes()).containsExactly("task");
        assertThat(parse("arms: {a: {}}\nseeds: [5, 1]\nallowFewSeeds: true").seeds())
                .containsExactly(5L, 1L);
    }

    @Test
    void keysHoldAgainstPresetsAndArmsAgainstProcessesAgainstTheBase() {
        CompareFile file = parse("""
                base: {trainer.updates: 5, trainer: {prompts: 64, groupSize: 2}}
                processes:
                  math: {preset: math500-r1-7b, trainer.groupSize: 3}
                  evidence: {env: {id: evidence-v1, maxThinks: 4}, stakes.price: 0.02}
                arms:
                  plain: {}
                  scaled: {trainer.advantage: {scale: group-std}, trainer.prompts: 32}
                  small: {policy: {id: mlp, hidden: [4, 4]}}
                curves: {every: 2}
                """);
        RunConfig plain = file.config("plain", "math", 0);
        assertThat(plain.trainer().updates()).as("the preset says 300").isEqualTo(5);
        assertThat(plain.trainer().learningRate()).as("of the preset").isEqualTo(0.03);
        assertThat(plain.trainer().groupSize()).isEqualTo(3);
        assertThat(plain.trainer().prompts()).isEqualTo(64);
        assertThat(plain.trainer().advantage().scale()).isEqualTo(Scale.NONE);
        assertThat(plain.evaluation().every()).isEqualTo(2);
        RunConfig scaled = file.config("scaled", "evidence", 0);
        assertThat(scaled.trainer().advantage().scale()).isEqualTo(Scale.GROUP_STD);
        assertThat(scaled.trainer().prompts()).isEqualTo(32);
        assertThat(scaled.trainer().groupSize()).isEqualTo(2);
        assertThat(scaled.stakes().price()).isEqualTo(0.02);
        assertThat(ConfigTree.of(file.config("small", "math", 0).policy().parameters()))
                .containsEntry("hidden", java.util.List.of(4, 4));
    }

    @Test
    void presetsOfAlgorithmsLieOverThoseOfTasksWhereverTheyStand() {
        CompareFile file = CompareFile.parse("""
                base: {preset: dapo}
                processes:
                  work: {preset: standard-work}
                arms:
                  dapo: {}
                  both: {preset: [gspo, 2-grpo]}
                """, "c.yaml", Catalog.installed());
        TrainerConfig dapo = file.config("dapo", "work", 0).trainer();
        assertThat(dapo.prompts()).as("the task's").isEqualTo(1024);
        assertThat(dapo.minibatches()).as("dapo's, not the task's").isEqualTo(16);
        TrainerConfig both = file.config("both", "work", 0).trainer();
        assertThat(both.groupSize()).as("of the last").isEqualTo(2);
        assertThat(both.sampling().degenerate()).as("dapo's, below").isEqualTo(SamplingConfig.Degenerate.RESAMPLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    arms: {a: {}}\\nseed: 10                     | c.yaml:2:1: unknown key 'seed'; did you mean seeds?
                    seeds: 10                                    | c.yaml: arms is missing
                    arms: [a]                                    | c.yaml:1:1: arms must be a section of keys
                    arms:\\n  a: {trainer.updtes: 3}             | c.yaml:2:7: unknown key 'trainer.updtes'; did you mean trainer.updates?
                    arms:\\n  a:\\n    trainer:\\n      updtes: 3 | c.yaml:4:7: unknown key 'trainer.updtes'; did you mean trainer.updates?
                    arms:\\n  a: {trainer: {updates: -3}}        | c.yaml:2:17: trainer.updates must be at least 0, was -3
                    arms:\\n  a: {trainer.updates: }             | c.yaml:2:7: trainer.updates must be a whole number, was empty
                    arms:\\n  a: {preset: dapoo-x}               | c.yaml:2:7: preset is 'dapoo-x'; known presets:
                    arms:\\n  a: {preset: 3}                     | c.yaml:2:7: preset must be a name or a list of names, was 3
                    arms:\\n  a: {run.seed: 3}                   | c.yaml:2:7: run.seed cannot be set here: it is given by seeds
                    arms:\\n  a: {run: {seed: 3}}                | c.yaml:2:13: run.seed cannot be set here
                    arms:\\n  a: {trainer.threads: 3}            | trainer.threads cannot be set here: a trial runs on one thread
                    arms:\\n  a: {trainer.updates: 3, trainer: {updates: 4}} | c.yaml:2:37: trainer.updates is given twice
                    arms: {a: {}}\\nprocesses: {p: {env.id: evidnce-v1}} | c.yaml:2:17: env.id is 'evidnce-v1'; known
                    arms: {a: {}}\\nseeds: 3                     | c.yaml:2:1: seeds must be at least 10, were 3: fewer say little
                    arms: {a: {}}\\nseeds: 1\\nallowFewSeeds: true | c.yaml:2:1: seeds must be at least 2, were 1
                    arms: {a: {}}\\nseeds: [1, 2, 1]             | c.yaml:2:1: seeds names 1 twice
                    arms: {a: {}}\\nseeds: [1, x]                | c.yaml:2:1: seeds must be whole numbers, one was x
                    arms: {a: {}}\\nseeds: many                  | c.yaml:2:1: seeds must be a whole number from 1 to 10000, was many
                    arms: {a: {}}\\nallowFewSeeds: 1             | c.yaml:2:1: allowFewSeeds must be true or false, was 1
                    arms: {a: {}}\\ncurves: {point: 3}           | c.yaml:2:10: unknown key 'curves.point'; did you mean curves.points?
                    arms: {a: {}}\\ncurves: {points: 1}          | c.yaml:2:10: curves.points must be a whole number from 2 to 1000, was 1
                    arms: {a: {}, a: {}}                         | c.yaml:1:15: not valid YAML: found duplicate key a
                    """)
    void mistakesAreLocated(String yaml, String sentence) {
        assertThatThrownBy(() -> parse(yaml.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("\n");
    }

    @Test
    void whatDoesNotFitTogetherNamesTheArmAndTheProcess() {
        assertThatThrownBy(() -> parse("""
                        base: {trainer.prompts: 10}
                        arms: {a: {}, b: {trainer: {minibatches: 3}}}
                        """)).hasMessageMatching("c.yaml(:2:\\d+)?: .*minibatches.*");
    }
}
