package dwell.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Stakes;
import dwell.envs.VectorEnvironment;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PresetTest {
    private final Catalog catalog = Catalog.installed();
    private final ConfigLoader loader = new ConfigLoader(catalog);

    static List<String> names() {
        return Preset.all().stream().map(Preset::name).toList();
    }

    static List<String> tasks() {
        return Preset.all().stream()
                .filter(preset -> preset.kind() == Preset.Kind.TASK)
                .map(Preset::name)
                .toList();
    }

    @Test
    void everyPresetSaysWhatItIsInItsFirstLine() {
        assertThat(Preset.all()).allSatisfy(preset -> {
            assertThat(preset.yaml()).startsWith("# ");
            assertThat(preset.summary()).isNotBlank().doesNotContain("#");
        });
    }

    @ParameterizedTest
    @EnumSource(Preset.Kind.class)
    void theIndexNamesEveryPresetFile(Preset.Kind kind) throws IOException, URISyntaxException {
        String index = kind == Preset.Kind.TASK ? "index" : "algorithms/index";
        Path folder = Path.of(Preset.class
                        .getResource("/dwell/trainer/presets/" + index)
                        .toURI())
                .getParent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(Preset.all().stream()
                            .filter(preset -> preset.kind() == kind)
                            .map(Preset::name))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".yaml"))
                                    .map(name -> name.replace(".yaml", ""))
                                    .toList());
        }
    }

    @Test
    void noNameIsGivenTwiceSoThatEachPresetIsFoundByItsName() {
        assertThat(names())
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(Preset.of(name).name()).isEqualTo(name));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyPresetOfATaskLoadsAndItsTaskCanBeMade(String name) {
        RunConfig config = loader.load(ConfigSources.ofPresets(name));
        Record parameters = config.env().parameters();
        if (catalog.task(config.env().id()) instanceof EnvironmentFamily<?> family) {
            assertThat(create(family, parameters).levels()).isNotEmpty();
        } else {
            DecisionProcess<?> process = declare(catalog.family(config.env().id()), parameters);
            assertThat(ProcessCompiler.compile(process).stateCount()).isPositive();
        }
    }

    @SuppressWarnings("unchecked")
    private static <P extends Record> VectorEnvironment create(EnvironmentFamily<P> family, Record parameters) {
        return family.create((P) parameters, 1, Side.TRAINING);
    }

    @SuppressWarnings("unchecked")
    private static <P extends Record> DecisionProcess<?> declare(Family<P> family, Record parameters) {
        return family.declare((P) parameters);
    }

    @Test
    void theStandardWorkIsWhatTheBarsAreMeasuredOn() {
        RunConfig config = loader.load(ConfigSources.ofPresets("standard-work"));
        TrainerConfig trainer = config.trainer();
        assertThat(config.env())
                .isEqualTo(new Component(
                        "evidence-v1", catalog.family("evidence-v1").defaults()));
        assertThat(config.stakes()).isEqualTo(new Stakes(0.01, 1, 0, 0));
        assertThat(ConfigLoader.toTree(config).get("policy")).hasToString("{id=mlp, hidden=[64, 64], activation=tanh}");
        assertThat(List.of(
                        trainer.updates(),
                        trainer.prompts(),
                        trainer.groupSize(),
                        trainer.passes(),
                        trainer.minibatches()))
                .containsExactly(300, 1024, 16, 1, 2);
        assertThat(trainer.advantage().baseline()).isEqualTo(AdvantageConfig.Baseline.MEAN);
        assertThat(trainer.advantage().scale()).isEqualTo(AdvantageConfig.Scale.NONE);
        assertThat(trainer.loss().clip()).isEqualTo(0.2);
        assertThat(trainer.loss().clipAbove()).isEqualTo(0.2);
        assertThat(trainer.optimizer()).isEqualTo(TrainerConfig.Optimizer.ADAM);
        assertThat(trainer.learningRate()).isEqualTo(1e-3);
        assertThat(trainer.schedule()).isEqualTo(TrainerConfig.Schedule.LINEAR);
        assertThat(trainer.kl().beta() + trainer.entropy().bonus() + trainer.gradientClip())
                .isZero();
        assertThat(trainer.shaping().id()).isEqualTo("utility");
    }
}
