package dwell.envs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.families.PriceSweep;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thinking or not by level where the level is shown. Theory B5: with an error that costs L, level k is worth thinking about
 * where {@code (1 + L) (p1_k - p0_k) > c (T1_k - T0_k)}; a falling price adds the levels in the order of their break-even
 * prices, each within one step of the grid.
 */
class BreakEvenPriceTest {
    private static final double[] QUESTIONS = {43, 90, 105, 128, 134};

    /**
     * The stand-in profile of theory C3, invented to match the totals of AdaptThink's 7B model on MATH500 (.907 thinking, .807
     * not): accuracies and tokens of both modes by level.
     */
    private static final double[][] STAND_IN = {
        {0.97, 0.94, 0.90, 0.80, 0.60}, {0.98, 0.96, 0.95, 0.91, 0.81},
        {600, 600, 600, 600, 600}, {1800, 2300, 3000, 3700, 5200}
    };

    // Retyped from AdaptThink, arXiv 2505.13417, figure 2; not read from the resource under test.
    private static final double[][] MATH500 = {
        {0.956, 0.913, 0.911, 0.758, 0.576}, {0.949, 0.946, 0.976, 0.917, 0.826},
        {300, 392, 522, 719, 1038}, {2033, 2182, 2807, 3774, 5727}
    };

    private static CompiledProcess standIn() {
        List<RecordedItem> items = new ArrayList<>();
        List<String> levels = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            levels.add("level " + (k + 1));
            items.add(new RecordedItem(
                    levels.get(k),
                    k,
                    0,
                    QUESTIONS[k],
                    List.of(STAND_IN[0][k], STAND_IN[1][k]),
                    List.of(STAND_IN[2][k], STAND_IN[3][k])));
        }
        return ReplayExamples.compile(
                new RecordedResults(levels, List.of("stand-in"), List.of("nothink", "think"), items),
                ReplayExamples.process(ReplayReading.ROUTE, 1, 1, false));
    }

    private static double breakEven(double[][] profile, double loss, int k) {
        return (1 + loss) * (profile[1][k] - profile[0][k]) / (profile[3][k] - profile[2][k]);
    }

    private static void assertJumps(CompiledProcess process, double[][] profile, double loss, Integer... order) {
        double step = (1 + loss) * 1e-7;
        PriceSweep sweep = new PriceSweep(process, new Stakes(0, 1, -loss, 0), step, 600);
        assertThat(sweep.jumps().stream().map(jump -> jump.level() + 1)).containsExactly(order);
        sweep.jumps()
                .forEach(jump -> assertThat(breakEven(profile, loss, jump.level()))
                        .as("level %d", jump.level() + 1)
                        .isBetween(jump.above() - step, jump.above()));
        for (int i = 0; i < sweep.prices().size(); i++) {
            double share = 0;
            for (int k = 0; k < 5; k++) {
                share += breakEven(profile, loss, k) > sweep.prices().get(i) ? QUESTIONS[k] / 500 : 0;
            }
            assertThat(sweep.at(i).overall().thinks()).isCloseTo(share, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 3})
    void onTheStandInProfileAFallingPriceAddsLevelsFiveToOne(double loss) {
        assertJumps(standIn(), STAND_IN, loss, 5, 4, 3, 2, 1);
    }

    /** As {@link RouteProcessTest} for L = 0. The easiest level is answered better without thinking, so it never joins. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 3})
    void onTheBuiltInTableALossForErrorsMovesTheJumpsByItsFactor(double loss) {
        CompiledProcess process = ReplayExamples.compile(ReplayExamples.table("math500-r1-7b", ReplayReading.ROUTE, 1));
        assertJumps(process, MATH500, loss, 5, 4, 3, 2);
    }

    @Test
    void theStandInProfileHasThePrintedBreakEvenPricesAndTotals() {
        double[] printed = {8.3e-6, 1.2e-5, 2.1e-5, 3.5e-5, 4.6e-5};
        double[] lastDigit = {1e-7, 1e-6, 1e-6, 1e-6, 1e-6};
        for (int k = 0; k < 5; k++) {
            assertThat(breakEven(STAND_IN, 0, k)).isCloseTo(printed[k], within(0.5 * lastDigit[k]));
        }
        PriceSweep sweep = new PriceSweep(standIn(), Stakes.ofPrice(0), 5e-6, 20);
        assertThat(sweep.at(19).overall().accuracy()).as("thinking").isCloseTo(0.907, within(5e-4));
        assertThat(sweep.at(0).overall().accuracy()).as("not thinking").isCloseTo(0.807, within(5e-4));
    }
}
