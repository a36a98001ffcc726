package dwell.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dwell.envs.Stakes;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.trainer.config.PlugIns.Color;
import dwell.trainer.config.PlugIns.Everything;
import dwell.trainer.config.PlugIns.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private final ConfigLoader loader = new ConfigLoader(PlugIns.catalog());

    @TempDir
    Path folder;

    private RunConfig file(String yaml) {
        return loader.load(ConfigSources.ofFile(write(yaml)));
    }

    private Path write(String yaml) {
        try {
            return Files.writeString(folder.resolve("my.yaml"), yaml);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private RunConfig set(String... settings) {
        return loader.load(ConfigSources.none().with(settings));
    }

    @Test
    void nothingNamedGivesTheDefaults() {
        assertThat(loader.load(ConfigSources.none())).isEqualTo(loader.defaults("evidence-v1", "mlp", "utility"));
        assertThat(file("")).isEqualTo(loader.load(ConfigSources.none()));
        assertThat(file("# a comment\n")).isEqualTo(loader.load(ConfigSources.none()));
        assertThat(file("trainer:\nenv:\n")).isEqualTo(loader.load(ConfigSources.none()));
    }

    @Test
    void sourcesOverrideEachOtherInTheirOrder() {
        Path file = write("run: {seed: 1, out: from-file, keep: 7}\nstakes: {price: 0.5}\npolicy: {hidden: [8]}\n");
        ConfigSources all = new ConfigSources(
                List.of("standard-work"),
                Optional.of(file),
                Optional.empty(),
                Optional.empty(),
                Optional.of(2L),
                Optional.of("from-flag"),
                Optional.of("cpu"),
                List.of(),
                List.of(),
                List.of(),
                List.of("seed=3", "updates=5", "run.seed=4"));
        RunConfig config = loader.load(all);
        assertThat(config.trainer().prompts()).as("preset").isEqualTo(1024);
        assertThat(config.stakes().price()).as("file over preset").isEqualTo(0.5);
        assertThat(config.policy().parameters()).isEqualTo(new PlugIns.Sizes(List.of(8), "tanh"));
        assertThat(config.run().out()).as("flag over file").isEqualTo("from-flag");
        assertThat(config.run().backend()).isEqualTo(dwell.policies.Backend.CPU);
        assertThat(config.run().seed()).as("the last --set over all").isEqualTo(4);
        assertThat(config.run().keep()).isEqualTo(7);
        assertThat(config.trainer().updates()).isEqualTo(5);
    }

    @Test
    void algorithmsLieOverTasksAndLaterOnesOfAKindWin() {
        RunConfig config = loader.load(ConfigSources.ofPresets("dapo", "standard-work", "gspo"));
        assertThat(config.trainer().prompts()).as("the task's").isEqualTo(1024);
        assertThat(config.trainer().groupSize()).as("dapo's, not the task's").isEqualTo(16);
        assertThat(config.trainer().advantage().scale())
                .as("not the task's")
                .isEqualTo(AdvantageConfig.Scale.GROUP_STD);
        assertThat(config.trainer().sampling().degenerate())
                .as("dapo's, which gspo says nothing of")
                .isEqualTo(SamplingConfig.Degenerate.RESAMPLE);
        assertThat(config.trainer().loss().clip()).as("gspo's over dapo's").isEqualTo(3e-4);
        assertThat(loader.load(ConfigSources.ofPresets("gspo", "dapo"))
                        .trainer()
                        .loss()
                        .clip())
                .as("dapo's over gspo's")
                .isEqualTo(0.2);
    }

    @Test
    void anotherFamilyDropsParametersAndStakesOfTheOneBelow() {
        Path file = write("env: {id: evidence-v1, maxThinks: 4}\nstakes: {price: 0.5}\n");
        ConfigSources sources = new ConfigSources(
                List.of(),
                Optional.of(file),
                Optional.of("every-type"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of("big=9"));
        RunConfig config = loader.load(sources);
        assertThat(config.stakes()).isEqualTo(new Stakes(0.25, 2, -1, 0.5));
        assertThat(((Everything) config.env().parameters()).big()).isEqualTo(9);
        assertThat(set("env.id=every-type", "price=0.125").stakes()).isEqualTo(new Stakes(0.125, 2, -1, 0.5));
    }

    @Test
    void anIdMayBeSetAndItsParametersWithIt() {
        RunConfig config = set("shaping.id=length-penalty", "weight=3", "policy.id=net-2", "hidden=[3, 4]");
        assertThat(config.trainer().shaping()).isEqualTo(new Component("length-penalty", new PlugIns.Penalty(3)));
        assertThat(config.policy()).isEqualTo(new Component("net-2", new PlugIns.Sizes(List.of(3, 4), "tanh")));
    }

    @Test
    void yamlOfEveryTypeIsBound() {
        RunConfig config = file("""
                env:
                  id: every-type
                  count: -3
                  big: 9007199254740993
                  share: 2
                  flag: false
                  name: "12"
                  color: dark-blue
                  numbers: [1, 2.5, 1e-3]
                  colors: [red, dark-blue]
                  point: {x: 4}
                  points:
                    - {x: 1, label: a}
                    - {x: 2, label: no}
                """);
        assertThat(config.env().parameters())
                .isEqualTo(new Everything(
                        -3,
                        9007199254740993L,
                        2,
                        false,
                        "12",
                        Color.DARK_BLUE,
                        List.of(1.0, 2.5, 1e-3),
                        List.of(Color.RED, Color.DARK_BLUE),
                        new Point(4, "p"),
                        List.of(new Point(1, "a"), new Point(2, "no"))));
    }

    @Test
    void unknownKeysAreNamedWithTheirPlaceAndTheNearestKnownKey() {
        assertRefused(
                "trainer:\n  loss:\n    clp: 0.1\n",
                "my.yaml:3:5: unknown key 'trainer.loss.clp'; did you mean trainer.loss.clip?");
        assertRefused("trainr: {clip: 0.1}\n", "my.yaml:1:1: unknown key 'trainr'; did you mean trainer?");
        assertRefused("trainer: {price: 1}\n", "my.yaml:1:11: unknown key 'trainer.price'; did you mean stakes.price?");
        assertRefused(
                "stakes:\n  zzzz: 1\n",
                "my.yaml:2:3: unknown key 'stakes.zzzz'; known keys of stakes: price, correct, wrong, abstain");
        assertRefused(
                "qqqqqqqqq:\n",
                "unknown key 'qqqqqqqqq'; known keys: env, mixture, wrappers, stakes, policy, trainer, evaluation, run");
        assertRefused("3: 4\n", "unknown key '3'; known keys");
        assertRefused(
                "env: {id: every-type, point: {y: 1}}\n",
                "my.yaml:1:31: unknown key 'env.point.y'; did you mean env.point.x?");
        assertRefused("env: {id: every-type, points: [{x: 1, z: 2}]}\n", "unknown key 'env.points[0].z'");
        assertThatThrownBy(() -> set("trainer.loss.clp=0.1"))
                .hasMessage("unknown key 'trainer.loss.clp'; did you mean trainer.loss.clip?");
        assertThatThrownBy(() -> set("prise=1")).hasMessage("unknown key 'prise'; did you mean stakes.price?");
        assertThatThrownBy(() -> set("qqqqqqqqq=1"))
                .hasMessage(
                        "unknown key 'qqqqqqqqq'; known sections: env, mixture, wrappers, stakes, policy, trainer, evaluation, run");
    }

    @Test
    void bareNamesMustBeUnambiguous() {
        assertThat(set("price=0.02").stakes().price()).isEqualTo(0.02);
        assertThatThrownBy(() -> set("id=mlp"))
                .hasMessage("key 'id' is ambiguous; it could be env.id, policy.id, trainer.shaping.id");
        assertThatThrownBy(() -> set("stakes=1"))
                .hasMessage("stakes is a section; its keys are price, correct, wrong, abstain");
        assertThatThrownBy(() -> set("price")).hasMessage("--set takes key=value, was 'price'");
        assertThatThrownBy(() -> set("price={a: 1}"))
                .hasMessage("--set price: a value must be a word, a number or a list, was a mapping");
        assertThatThrownBy(() -> set("price=[1")).hasMessageStartingWith("--set price:1:3: not valid YAML: ");
    }

    @Test
    void idsAreFoundOrSuggested() {
        assertThatThrownBy(() -> set("env.id=evidnce-v1"))
                .hasMessage(
                        "env.id is 'evidnce-v1'; known families: every-type, evidence-v1; did you mean evidence-v1?");
        assertRefused("policy: {id: zzzzzzzz}", "my.yaml:1:10: policy.id is 'zzzzzzzz'; known policies: mlp, net-2");
        assertThatThrownBy(() -> set("shaping.id=utilty"))
                .hasMessage(
                        "trainer.shaping.id is 'utilty'; known shapings: length-penalty, utility; did you mean utility?");
        assertRefused("env: {id: 3}", "my.yaml:1:7: env.id must be a name, was 3");
        assertThatThrownBy(() -> PlugIns.catalog().fixedPolicy("thnk:5"))
                .hasMessage("the fixed policy is 'thnk'; known fixed policies: think; did you mean think?");
        assertThatThrownBy(() -> loader.load(ConfigSources.ofPresets("standard-wrok")))
                .hasMessageStartingWith("preset is 'standard-wrok'; known presets: ")
                .hasMessageEndingWith("did you mean standard-work?");
    }

    @Test
    void valuesOfAnotherTypeAreRefused() {
        assertRefused("trainer:\n  prompts: 12x", "my.yaml:2:3: trainer.prompts must be a whole number, was '12x'");
        assertRefused("trainer: {prompts: 12.5}", "trainer.prompts must be a whole number, was 12.5");
        assertRefused("trainer: {prompts: '12'}", "trainer.prompts must be a whole number, was '12'");
        assertRefused(
                "trainer: {prompts: 12345678901}",
                "trainer.prompts must be a whole number from -2147483648 to 2147483647, was 12345678901");
        assertRefused("run: {seed: 99999999999999999999}", "run.seed must be a whole number from -92");
        assertRefused("trainer: {loss: {clip: high}}", "trainer.loss.clip must be a number, was 'high'");
        assertRefused("trainer: {loss: {clip: }}", "trainer.loss.clip must be a number, was empty");
        assertRefused("trainer: {stateSharing: 1}", "trainer.stateSharing must be true or false, was 1");
        assertRefused(
                "trainer: {advantage: {scale: group_std}}",
                "trainer.advantage.scale must be one of none, group-std, batch-std, running, was 'group_std'; did you mean group-std?");
        assertRefused(
                "run: {out: 2024}", "run.out must be text (in quotes where it could be read as a number), was 2024");
        assertRefused("env: {reliabilities: 0.5}", "env.reliabilities must be a list, as in [a, b], was 0.5");
        assertRefused("env: {reliabilities: [0.5, x]}", "env.reliabilities[1] must be a number, was 'x'");
        assertRefused("stakes: 3", "my.yaml:1:1: stakes is a section; its keys are price, correct, wrong, abstain");
        assertRefused("trainer: {loss: {clip: {a: 1}}}", "trainer.loss.clip must be a number, was {a=1}");
    }

    @Test
    void valuesOutOfRangeAreRefusedByTheRecordWithThePathBefore() {
        assertRefused("trainer:\n  loss:\n    clip: 3", "my.yaml:3:5: trainer.loss.clip must lie in [0, 1], was 3");
        assertRefused("trainer: {loss: {clip: .nan}}", "trainer.loss.clip must lie in [0, 1], was NaN");
        assertRefused("stakes: {price: -1}", "stakes.price must be a finite number of at least 0, was -1.0");
        assertRefused("stakes: {price: .inf}", "stakes.price must be a finite number of at least 0, was Infinity");
        assertRefused("env: {maxThinks: -1}", "env.maxThinks must lie in [0, 512], was -1");
        assertRefused("env: {id: every-type, point: {x: -1}}", "env.point.x must be at least 0, was -1.0");
        assertRefused("env: {id: every-type, count: 13}", "env: thirteen is refused");
        assertThatThrownBy(() -> set("loss.clip=3")).hasMessage("trainer.loss.clip must lie in [0, 1], was 3");
        assertThatThrownBy(() -> loader.load(ConfigSources.ofFile(write("trainer: {loss: {clip: 3}}"))
                        .with("clip=4")))
                .as("the place is that of the value in force")
                .hasMessage("trainer.loss.clip must lie in [0, 1], was 4");
    }

    @Test
    void aCurriculumIsAListOfStagesInOrder() {
        assertThat(set("curriculum=[{update: 0, mix: [1, 0]}, {update: 7, mix: [1, 3.5]}]", "curriculumPath=linear")
                        .trainer())
                .extracting(TrainerConfig::curriculum, TrainerConfig::curriculumPath)
                .containsExactly(
                        List.of(new CurriculumStage(0, List.of(1.0, 0.0)), new CurriculumStage(7, List.of(1.0, 3.5))),
                        TrainerConfig.CurriculumPath.LINEAR);
        assertRefused(
                "trainer:\n  curriculum: [{update: 3, mix: [1]}]",
                "my.yaml:2:3: trainer.curriculum must have its first stage at update 0, was 3");
        assertRefused(
                "trainer: {curriculum: [{update: 0, mix: [1]}, {update: 5, mix: [1]}, {update: 5, mix: [1]}]}",
                "trainer.curriculum must have its stages in rising order of update, was 5 after 5");
        assertRefused(
                "trainer: {curriculum: [{update: -1, mix: [1]}]}",
                "trainer.curriculum[0].update must be at least 0, was -1");
        assertRefused(
                "trainer:\n  curriculum:\n    - {update: 0, mix: [1, -2]}",
                "my.yaml:3:19: trainer.curriculum[0].mix must lie in [0, 1000000000], was -2");
        assertRefused("trainer: {curriculum: [{update: 0, mix: [.nan]}]}", "trainer.curriculum[0].mix must lie in");
        assertRefused("trainer: {curriculum: [{update: 0, mix: [.inf]}]}", "trainer.curriculum[0].mix must lie in");
        assertRefused(
                "trainer: {curriculum: [{update: 0, mix: [0, 0]}]}",
                "trainer.curriculum[0].mix must have a number greater than 0, was [0.0, 0.0]");
        assertRefused(
                "trainer: {curriculum: [{update: 0, mix: []}]}",
                "trainer.curriculum[0].mix must have a number greater than 0, was []");
        assertRefused("trainer: {curriculum: [{update: 0}]}", "trainer.curriculum[0].mix must be a list");
        assertRefused("trainer: {curriculum: [{mix: [1]}]}", "trainer.curriculum[0].update must be a whole number");
        assertRefused(
                "trainer: {curriculum: [{update: 0, mx: [1]}]}",
                "unknown key 'trainer.curriculum[0].mx'; known keys of trainer.curriculum[0]: update, mix");
        assertRefused("trainer: {curriculumPath: liner}", "must be one of step, linear, was 'liner'; did you mean");
    }

    @Test
    void thePlaceOfAListThatWasReplacedIsForgotten() {
        ConfigSources sources = ConfigSources.ofFile(write("trainer: {curriculum: [{update: 0, mix: [1]}]}"))
                .with("curriculum=[{update: 0, mix: [-1]}]");
        assertThatThrownBy(() -> loader.load(sources))
                .hasMessage("trainer.curriculum[0].mix must lie in [0, 1000000000], was -1");
    }

    @Test
    void malformedYamlIsOneSentenceWithItsPlace() {
        assertRefused("trainer:\n  clip: [1, 2\n", "my.yaml:3:1: not valid YAML: expected ',' or ']', but got");
        assertRefused("a: b: c\n", "my.yaml:1:5: not valid YAML: mapping values are not allowed here");
        assertRefused("trainer:\n\tclip: 1\n", "my.yaml:2:1: not valid YAML: found character '\\t(TAB)'");
        assertRefused("run: {seed: 1}\nrun: {seed: 2}\n", "my.yaml:2:1: not valid YAML: found duplicate key run");
        assertRefused("[1, 2]", "a config must be a mapping of sections to keys, was a list");
        assertRefused("hello", "a config must be a mapping of sections to keys, was 'hello'");
        assertRefused("a: 1\n---\nb: 2\n", "not valid YAML: but found another document");
        assertRefused("env: !!java.io.File [x]\n", "not valid YAML: could not determine a constructor for the tag");
        assertRefused("run: &r\n  seed: *r\n", "an alias must not contain itself");
        assertRefused("env: {reliabilities: [1, &a [*a]]}\n", "an alias must not contain itself");
        assertRefused("env: " + "[".repeat(50_000), "not valid YAML: ");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertRefused(bomb.toString(), "not valid YAML: Number of aliases for non-scalar nodes exceeds");
    }

    @Test
    void filesThatCannotBeReadAreNamed() throws IOException {
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> loader.load(ConfigSources.ofFile(missing)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("config file %s does not exist", missing);
        assertThatThrownBy(() -> loader.load(ConfigSources.ofFile(folder)))
                .hasMessageStartingWith("config file %s cannot be read", folder);
        Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc0});
        assertThatThrownBy(() -> loader.load(ConfigSources.ofFile(binary)))
                .hasMessage("config file %s is not UTF-8 text", binary);
    }

    @Test
    void anchorsAndMergeKeysWork() {
        RunConfig config = file("run: {seed: &s 3}\ntrainer: {updates: *s}\n");
        assertThat(config.trainer().updates()).isEqualTo(3);
        RunConfig evidence = file("env:\n  <<: {maxThinks: 5}\n  freeVotes: 2\n");
        assertThat(((EvidenceParameters) evidence.env().parameters()).maxThinks())
                .isEqualTo(5);
    }

    private void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> file(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(message)
                .doesNotContain("\n");
    }
}
