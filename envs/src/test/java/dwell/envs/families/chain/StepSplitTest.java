package dwell.envs.families.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interior optimal length of error accumulation against a table that was computed elsewhere, and against search. */
class StepSplitTest {
    @ParameterizedTest
    @CsvSource({
        "4, 8, 0.02, 2.8288,  0.54479",
        "8, 8, 0.02, 5.6577,  0.29680",
        "8, 4, 0.02, 11.3154, 0.08809",
        "8, 8, 0.1,  2.8804,  0.21614"
    })
    void theBestNumberOfStepsIsThePrintedOne(double t, double m, double sigma, double best, double accuracy) {
        StepSplit split = new StepSplit(t, m, sigma);
        assertThat(split.best()).isCloseTo(best, within(0.5e-4));
        assertThat(split.accuracy(split.best())).isCloseTo(accuracy, within(0.5e-5));
    }

    @Test
    void halfAndDoubleAndFourTimesTheBestAreThePrintedOnes() {
        StepSplit split = new StepSplit(4, 8, 0.02);
        assertThat(split.accuracy(split.best() / 2)).isCloseTo(0.52439, within(0.5e-5));
        assertThat(split.accuracy(split.best() * 2)).isCloseTo(0.52846, within(0.5e-5));
        assertThat(split.accuracy(split.best() * 4)).isCloseTo(0.47712, within(0.5e-5));
    }

    @ParameterizedTest
    @CsvSource({"4, 8, 0.02", "8, 4, 0.02", "1, 3, 0.4", "30, 2, 0.001", "5, 5, 0.9"})
    void noOtherNumberOfStepsIsBetter(double t, double m, double sigma) {
        StepSplit split = new StepSplit(t, m, sigma);
        double best = split.best();
        double top = split.accuracy(best);
        for (double steps = t / m; steps < 20 * best; steps += best / 500) {
            assertThat(split.accuracy(steps)).isLessThanOrEqualTo(top);
        }
        assertThat(new StepSplit(2 * t, m, sigma).best()).isCloseTo(2 * best, within(1e-9 * best));
        assertThat(new StepSplit(t, 2 * m, sigma).best()).isCloseTo(best / 2, within(1e-9 * best));
    }

    /** E-B7: the length of the chain at which the family's accuracy is highest is within 1 of the real optimum. */
    @ParameterizedTest
    @CsvSource({"4, 8, 0.02", "8, 8, 0.02", "8, 4, 0.02", "8, 8, 0.1"})
    void aChainThatIsSplitSoHasThisAccuracyAndItsOptimum(double t, double m, double sigma) {
        StepSplit split = new StepSplit(t, m, sigma);
        List<Integer> lengths = new ArrayList<>();
        List<Double> accuracies = new ArrayList<>();
        for (int n = 1; n <= 24; n++) {
            lengths.add(n);
            accuracies.add(split.stepAccuracy(n));
        }
        CompiledProcess process = Chains.compile(Chains.plain(lengths, accuracies, 0));
        List<Double> levels = Chains.accuracies(process, Chains.always(process, ChainProcess.STEP));
        for (int n = 1; n <= 24; n++) {
            assertThat(levels.get(n - 1)).isCloseTo(split.accuracy(n), within(1e-12));
        }
        int best = 1 + levels.indexOf(Collections.max(levels));
        assertThat((double) best).isCloseTo(split.best(), within(1.0));
    }

    @Test
    void badNumbersAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepSplit(0, 1, 0.1))
                .withMessage("difficulty must be greater than 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepSplit(1, 1, 0))
                .withMessage("noise must lie between 0 and 1, was 0.0");
    }
}
