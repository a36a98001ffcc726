package dwell.envs.families.exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExceptionsProcessTest {
    @Test
    void featuresAreThoseOfTheDescription() {
        ExceptionsProcess process = new ExceptionsProcess(
                new ExceptionsParameters(List.of(0.9, 0.4), List.of(0.5, 0.8), List.of(), 0.7, 8, 0.5, 1, 0.7, true));
        double[] out = new double[6];
        process.observe(new ExceptionsProcess.State(1, 4, 1), out);
        assertThat(out).containsExactly(new double[] {0.5, 1 - 1 / 16.0, -1, 0, 1, 1}, within(1e-15));
        assertThat(process.features()).hasSize(6);
    }

    @Test
    void everyStateIsShownInFull() {
        assertThat(ProcessCompiler.compile(new ExceptionsProcess(new ExceptionsFamily().defaults()))
                        .fullyObserved())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | 0.5 | 0.7 | 4  | 0.5 | 1   | 0.7 | direct must lie in [0, 1], was 1.5",
                "0.5 | NaN | 0.7 | 4  | 0.5 | 1   | 0.7 | rule must lie in [0, 1], was NaN",
                "0.5 | 0.5 | NaN | 4  | 0.5 | 1   | 0.7 | cueReliability must lie in [0, 1], was NaN",
                "0.5 | 0.5 | 0.7 | 65 | 0.5 | 1   | 0.7 | maxThinks must lie in [0, 64], was 65",
                "0.5 | 0.5 | 0.7 | 4  | -1  | 1   | 0.7 | replacement must lie in [0, 1], was -1",
                "0.5 | 0.5 | 0.7 | 4  | 0.5 | NaN | 0.7 | thinkCompute must lie in [0, 1000000000], was NaN",
                "0.5 | 0.5 | 0.7 | 4  | 0.5 | 1   | 2   | signReliability must lie in [0, 1], was 2"
            })
    void aNumberOutOfRangeIsNamedWithItsRange(
            double direct,
            double rule,
            double cue,
            int max,
            double replacement,
            double think,
            double sign,
            String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExceptionsParameters(
                        List.of(direct), List.of(rule), List.of(), cue, max, replacement, think, sign, false))
                .withMessage(text);
    }

    @Test
    void everyLevelNeedsARule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ExceptionsParameters(List.of(0.9, 0.8), List.of(0.5), List.of(), 1, 1, 1, 1, 0.5, false))
                .withMessage("rule must have one number for each of the 2 levels, had 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExceptionsParameters(List.of(), List.of(), List.of(), 1, 1, 1, 1, 0.5, false))
                .withMessage("direct must name at least one level, was empty");
    }
}
