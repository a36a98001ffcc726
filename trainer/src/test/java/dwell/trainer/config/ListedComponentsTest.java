package dwell.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.evidence.EvidenceParameters;
import dwell.trainer.config.PlugIns.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListedComponentsTest {
    @TempDir
    Path folder;

    private final ConfigLoader loader = new ConfigLoader(PlugIns.catalog());

    private RunConfig flags(List<String> wrappers, List<String> mixture, String... settings) {
        return loader.load(new ConfigSources(
                List.of(),
                Optional.empty(),
                Optional.of("evidence-v1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                wrappers,
                mixture,
                List.of(),
                List.of(settings)));
    }

    private RunConfig file(String yaml) {
        try {
            return loader.load(ConfigSources.ofFile(Files.writeString(folder.resolve("my.yaml"), yaml)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void entriesOfAFileGetTheDefaultsOfTheirComponent() {
        RunConfig config = file("""
                wrappers:
                  - id: twist
                  - {id: twist-2, angle: 3}
                mixture:
                  - {weight: 2, compute: 0.25, env: {id: evidence-v1, maxThinks: 4}}
                  - env: {id: every-type}
                """);
        assertThat(config.wrappers())
                .containsExactly(
                        new Component("twist", new Turn(0.5, List.of(1, 2))),
                        new Component("twist-2", new Turn(3, List.of(1, 2))));
        assertThat(config.mixture()).extracting(MixtureMember::weight).containsExactly(2.0, 1.0);
        assertThat(config.mixture()).extracting(MixtureMember::compute).containsExactly(0.25, 0.0);
        assertThat(((EvidenceParameters) config.mixture().get(0).env().parameters()).maxThinks())
                .isEqualTo(4);
    }

    @Test
    void flagsAddEntries() {
        RunConfig config = flags(
                List.of("twist,angle=2,steps=[3, 4]", "twist-2"),
                List.of("evidence-v1,weight=3,compute=0.1,maxThinks=5"));
        assertThat(config.wrappers())
                .containsExactly(
                        new Component("twist", new Turn(2, List.of(3, 4))),
                        new Component("twist-2", new Turn(0.5, List.of(1, 2))));
        assertThat(config.mixture().get(0).weight()).isEqualTo(3);
        assertThat(config.mixture().get(0).compute()).isEqualTo(0.1);
        assertThat(((EvidenceParameters) config.mixture().get(0).env().parameters()).maxThinks())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "twist,anglee=2 | unknown key 'wrappers[0].anglee'; did you mean angle?",
                "twust | wrappers[0]: the id of a wrapper is 'twust'; known wrappers: twist, twist-2; did you mean twist?",
                "twist,angle=-1 | wrappers[0].angle must be at least 0, was -1.0",
                "twist,angle=wide | wrappers[0].angle must be a number, was 'wide'",
                "twist,angle | --wrap takes ID,key=value,key=value; 'angle' is no key=value"
            })
    void aBadEntryIsRefusedByItsPlace(String entry, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flags(List.of(entry), List.of()))
                .withMessage(message);
    }

    @Test
    void aBadEntryOfAFileIsRefusedWithItsLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file("wrappers:\n  - {id: twist, anglee: 3}\n"))
                .withMessageContaining("my.yaml:2:17: unknown key 'wrappers[0].anglee'; did you mean angle?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file("wrappers:\n  - twist\n"))
                .withMessage("wrappers[0] must be a section with an id, as in {id: NAME}, was twist");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file("mixture:\n  - {weight: 0, env: {id: evidence-v1}}\n"))
                .withMessageContaining("mixture[0].weight must be greater than 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file("mixture:\n  - {compute: -1, env: {id: evidence-v1}}\n"))
                .withMessageContaining("mixture[0].compute must be at least 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file("mixture:\n  - {compute: .nan, env: {id: evidence-v1}}\n"))
                .withMessageContaining("mixture[0].compute must be at least 0, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flags(List.of(), List.of("evidence-v1,comput=2")))
                .withMessageContaining("unknown key 'mixture[0].env.comput'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file("mixture:\n  - {id: evidence-v1}\n"))
                .withMessageContaining("unknown key 'mixture[0].id'; known keys: ");
    }

    @Test
    void aTestTaskIsTheTaskWithChanges() {
        RunConfig config =
                flags(List.of("twist"), List.of(), "evaluation.test=[price=0.5, maxThinks=7, 'wrappers=[]']");
        RunConfig task = loader.testTask(config).orElseThrow();
        assertThat(task.stakes()).isEqualTo(config.stakes().withPrice(0.5));
        assertThat(((EvidenceParameters) task.env().parameters()).maxThinks()).isEqualTo(7);
        assertThat(task.wrappers()).isEmpty();
        assertThat(loader.testTask(flags(List.of(), List.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "updates=3 | evaluation.test: unknown key 'updates'",
                "price=-1 | evaluation.test: stakes.price must be a finite number of at least 0, was -1.0",
                "env.id=every-type | evaluation.test: the test task must be of the family that is trained on",
                "price | evaluation.test: evaluation.test takes key=value, was 'price'"
            })
    void aBadChangeOfTheTestTaskIsRefused(String change, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flags(List.of(), List.of(), "evaluation.test=[" + change + "]"))
                .withMessageStartingWith(message);
    }
}
