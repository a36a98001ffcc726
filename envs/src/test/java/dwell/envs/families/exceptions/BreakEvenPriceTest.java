package dwell.envs.families.exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.families.PriceSweep;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Items that can be answered at once or after one think, of a level that is shown. Theory B5: think on level k where
 * {@code (R + L) (p1_k - p0_k) > c T}, so the think rate over the price c is a step function that jumps at
 * {@code c_k = (R + L) (p1_k - p0_k) / T}, and a falling price adds levels in the order of c_k.
 */
class BreakEvenPriceTest {
    private static final List<Double> DIRECT = List.of(0.95, 0.70, 0.55, 0.60, 0.30, 0.80);
    private static final List<Double> RULE = List.of(0.59, 0.75, 0.85, 0.71, 0.83, 0.80);
    private static final List<Double> WEIGHTS = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);

    /** 1000 steps of the price up to 1.2 times the dearest break-even price; every jump is where it should be within a step. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1", "1, 1, 1", "1, 0.5, 3", "2, 3, 0.25"})
    void theThinkRateOverThePriceIsAStepFunctionThatJumpsAtTheBreakEvenPrices(
            double correct, double loss, double compute) {
        CompiledProcess process = ProcessCompiler.compile(
                new ExceptionsProcess(new ExceptionsParameters(DIRECT, RULE, WEIGHTS, 1, 1, 1, compute, 0.5, false)));
        double[] breakEven = IntStream.range(0, DIRECT.size())
                .mapToDouble(k -> (correct + loss) * (RULE.get(k) - DIRECT.get(k)) / compute)
                .toArray();
        double dearest = (correct + loss) * 0.53 / compute;
        double step = 1.2 * dearest / 1000;
        PriceSweep sweep = new PriceSweep(process, new Stakes(0, correct, -loss, 0), step, 1000);

        List<Integer> gaining = IntStream.range(0, DIRECT.size())
                .filter(k -> breakEven[k] > 1e-12)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -breakEven[k]))
                .toList();
        assertThat(gaining).containsExactly(4, 2, 3, 1);
        assertThat(sweep.jumps().stream().map(PriceSweep.Jump::level)).containsExactlyElementsOf(gaining);
        sweep.jumps()
                .forEach(jump -> assertThat(breakEven[jump.level()])
                        .as("level %d", jump.level())
                        .isBetween(jump.above() - step, jump.above()));

        for (int i = 0; i < sweep.prices().size(); i++) {
            double share = 0;
            for (int k : gaining) {
                share += breakEven[k] > sweep.prices().get(i) ? WEIGHTS.get(k) / 21 : 0;
            }
            assertThat(sweep.at(i).overall().thinks()).isCloseTo(share, within(1e-12));
        }
    }

    /** A first impression as good as the rule is not thought about even where thinking is free, nor is a better one. */
    @ParameterizedTest
    @CsvSource({"0", "2"})
    void whatThinkingDoesNotImproveIsNotThoughtAboutEvenWhereItIsFree(double loss) {
        CompiledProcess process = ProcessCompiler.compile(
                new ExceptionsProcess(new ExceptionsParameters(DIRECT, RULE, WEIGHTS, 1, 1, 1, 1, 0.5, false)));
        PriceSweep free = new PriceSweep(process, new Stakes(0, 1, -loss, 0), 0, 1);
        assertThat(free.at(0).levels().stream().map(level -> level.thinks()))
                .containsExactly(0.0, 1.0, 1.0, 1.0, 1.0, 0.0);
    }
}
