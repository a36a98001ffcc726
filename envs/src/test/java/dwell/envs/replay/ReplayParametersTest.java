package dwell.envs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dwell.envs.Help;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReplayParametersTest {
    private static ReplayParameters of(
            String table,
            String file,
            String model,
            String group,
            List<String> modes,
            double cue,
            double signal,
            double split) {
        return new ReplayParameters(
                table, file, model, group, modes, ReplayReading.ROUTE, cue, signal, false, split, 0);
    }

    private static void assertFault(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void badValuesAreNamedWithWhatIsAllowed() {
        String tables = "otis-gpt-5.2, otis-opus-4.5, math500-r1-7b, s1-aime24, s1-math500, s1-gpqa, bbh-cot";
        List<String> all = List.of();
        assertFault(
                () -> of("otis-gpt-5", "", "", "", all, 1, 1, 0),
                "table must be one of " + tables + ", was otis-gpt-5");
        assertFault(() -> of("", "", "", "", all, 1, 1, 0), "table must be one of " + tables + ", was empty");
        assertFault(
                () -> of("bbh-cot", "", "m", "", all, 1, 1, 0),
                "model chooses among the models of a file, and no file is named; was m");
        assertFault(
                () -> of("bbh-cot", "", "", "g", all, 1, 1, 0),
                "group chooses among the groups of a file, and no file is named; was g");
        assertFault(
                () -> of("bbh-cot", "", "", "", all, 1, 1, 0.2),
                "split must be 0 where no file is named, since a table has no questions; was 0.2");
        assertFault(
                () -> of("", "f", "", "", List.of("low"), 1, 1, 0),
                "modes must be empty or name at least 2 modes, was [low]");
        assertFault(
                () -> of("", "f", "", "", List.of("low", "low"), 1, 1, 0),
                "modes must not name a mode twice, was [low, low]");
        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            assertFault(() -> of("", "f", "", "", all, bad, 1, 0), "cueReliability must lie in [0, 1], was " + bad);
            assertFault(() -> of("", "f", "", "", all, 1, bad, 0), "signalReliability must lie in [0, 1], was " + bad);
            assertFault(() -> of("", "f", "", "", all, 1, 1, bad), "split must lie in [0, 1), was " + bad);
        }
        assertFault(() -> of("", "f", "", "", all, 1, 1, 1), "split must lie in [0, 1), was 1.0");
        assertFault(
                () -> new ReplayFamily().declare(of("bbh-cot", "", "", "", List.of("direct", "tot"), 1, 1, 0)),
                "modes names tot, which table bbh-cot does not have; it has direct, cot");
    }

    @Test
    void everyParameterIsExplained() {
        for (RecordComponent component : ReplayParameters.class.getRecordComponents()) {
            assertThat(component.getAnnotation(Help.class))
                    .as(component.getName())
                    .isNotNull();
        }
    }

    @Test
    void readingsAreNamedInLowerCase() {
        assertThat(ReplayReading.values()).extracting(ReplayReading::toString).containsExactly("route", "cascade");
    }
}
