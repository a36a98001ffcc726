package dwell.envs.families.agent;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Introspection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 2    | 1   | 0   | 1  | 1   | 1 | 1   | 1  | 1 | stages must lie in [1, 6], was 0",
                "1 | 1    | 1   | 0   | 1  | 1   | 1 | 1   | 1  | 1 | moves must lie in [2, 1000], was 1",
                "1 | 2    | 1.1 | 0   | 1  | 1   | 1 | 1   | 1  | 1 | gain must lie in [0, 1], was 1.1",
                "1 | 2    | 1   | NaN | 1  | 1   | 1 | 1   | 1  | 1 | hazard must lie in [0, 1], was NaN",
                "1 | 2    | 1   | 0   | 33 | 1   | 1 | 1   | 1  | 1 | maxSimulations must lie in [0, 32], was 33",
                "1 | 2    | 1   | 0   | 1  | -1  | 1 | 1   | 1  | 1 | simulateCompute must lie in [0, 1000000000], was -1",
                "1 | 2    | 1   | 0   | 1  | 1   | -1| 1   | 1  | 1 | actCompute must lie in [0, 1000000000], was -1",
                "1 | 2    | 1   | 0   | 1  | 1   | 1 | NaN | 1  | 1 | readCompute must lie in [0, 1000000000], was NaN",
                "1 | 2    | 1   | 0   | 1  | 1   | 1 | 1   | -2 | 1 | repairCompute must lie in [0, 1000000000], was -2",
                "1 | 2    | 1   | 0   | 1  | 1   | 1 | 1   | 1  | 0 | paralysis must lie in [1, 32], was 0"
            })
    void aNumberOutOfRangeIsNamedWithItsRange(
            int stages,
            int moves,
            double gain,
            double hazard,
            int simulations,
            double simulate,
            double act,
            double read,
            double repair,
            int paralysis,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgentParameters(
                        List.of(0.1),
                        List.of(),
                        stages,
                        moves,
                        gain,
                        hazard,
                        simulations,
                        simulate,
                        act,
                        read,
                        repair,
                        paralysis,
                        Introspection.FULL,
                        1))
                .withMessage(message);
    }

    private static AgentParameters levels(List<Double> biases, List<Double> weights, double reading) {
        return new AgentParameters(biases, weights, 2, 2, 1, 0, 1, 1, 1, 1, 1, 1, Introspection.FULL, reading);
    }

    @Test
    void levelsAndReadingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(), List.of(), 1))
                .withMessage("biases must name at least one level, was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(-0.1), List.of(), 1))
                .withMessage("biases must lie in [0, 1], was -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(0.1), List.of(0.0), 1))
                .withMessage("weights must be greater than 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(List.of(0.1), List.of(), 2))
                .withMessage("readingReliability must lie in [0, 1], was 2");
    }
}
