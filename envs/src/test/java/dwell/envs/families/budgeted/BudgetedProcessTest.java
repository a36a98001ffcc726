package dwell.envs.families.budgeted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.Introspection;
import dwell.envs.process.Chance;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetedProcessTest {
    private static BudgetedParameters setting(
            BudgetRule rule, List<Integer> budgets, List<Double> reliabilities, int maxThinks, Introspection counter) {
        return new BudgetedParameters(
                rule, budgets, reliabilities, List.of(), 0.7, 2, maxThinks, 0, 1, 0.03, counter, 0.25, true);
    }

    private static CompiledProcess compiled(BudgetedParameters parameters) {
        return ProcessCompiler.compile(new BudgetedProcess(parameters));
    }

    private static PolicyTable fixed(CompiledProcess process, int steps) {
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            int taken = ((BudgetedProcess.State) process.state(s)).steps();
            choice[s] = process.choiceOf(s, process.isDecision(s) && taken < steps ? 1 : 0);
        }
        return PolicyTable.deterministic(process, choice);
    }

    /**
     * The worked rewards of LCPO with alpha 3e-4: 1000 tokens asked, 2000 used, 0.7 if right and -0.3 if wrong under L1-Exact, 0.2 if
     * right under L1-Max. A step stands for 100 tokens.
     */
    @ParameterizedTest
    @CsvSource({"EXACT,1,0,0.7", "EXACT,0,0,-0.3", "SOFT,1,0,0.2", "SOFT,0,0,0"})
    void anAnswerIsPaidWhatLcpoPays(BudgetRule rule, double right, double wrong, double reward) {
        CompiledProcess process = compiled(setting(rule, List.of(10), List.of(1.0), 24, Introspection.FULL));
        // With sure votes every answer is right; a right answer worth nothing stands for a wrong one.
        Stakes stakes = new Stakes(0.03, right, wrong, 0);
        assertThat(Evaluation.of(process, stakes, fixed(process, 20)).overall().utility())
                .isCloseTo(reward, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"2", "5", "9"})
    void anAnswerWithinTheBudgetIsRightAsOftenAsTheMajorityAndOverItNever(int steps) {
        List<Double> reliabilities = List.of(0.9, 0.7, 0.5);
        CompiledProcess process =
                compiled(setting(BudgetRule.AT_MOST, List.of(1, 5, 12), reliabilities, 16, Introspection.FULL));
        List<Performance> levels =
                Evaluation.of(process, Stakes.ofPrice(0), fixed(process, steps)).levels();
        double within = (steps <= 5 ? 2 : 1) / 3.0;
        for (int level = 0; level < 3; level++) {
            BinomialDistribution votes = new BinomialDistribution(2 * steps, reliabilities.get(level));
            double majority = 1 - votes.cumulativeProbability(steps) + votes.probability(steps) / 2;
            assertThat(levels.get(level).accuracy()).isCloseTo(within * majority, within(1e-12));
        }
    }

    /**
     * Adaptation ratio, thinks on the hard level / thinks on the easy level: ALP prints 1.01 for L1-Exact and 1.36 for L1-Max. The
     * optimum keeps an exact budget at every level, and adapts where less than the budget is allowed.
     */
    @Test
    void anExactBudgetLeavesNoRoomToAdaptAndAnUpperBoundDoes() {
        List<Double> reliabilities = List.of(0.9, 0.65);
        CompiledProcess exact =
                compiled(setting(BudgetRule.EXACT, List.of(4, 8, 12), reliabilities, 16, Introspection.FULL));
        assertThat(adaptation(exact, 0.2)).isCloseTo(1, within(0.01));
        CompiledProcess soft =
                compiled(setting(BudgetRule.SOFT, List.of(8, 12), reliabilities, 16, Introspection.FULL));
        assertThat(adaptation(soft, 0)).isGreaterThan(1.36);
    }

    private static double adaptation(CompiledProcess process, double price) {
        Stakes stakes = Stakes.ofPrice(price);
        List<Performance> levels = Evaluation.of(
                        process, stakes, Optimum.of(process, stakes).policy())
                .levels();
        return levels.get(1).thinks() / levels.get(0).thinks();
    }

    @Test
    void aNoisyReadingIsSpreadInProportionToTheStepsTaken() {
        BudgetedProcess process =
                new BudgetedProcess(setting(BudgetRule.EXACT, List.of(8), List.of(0.8), 100, Introspection.NOISY));
        for (int steps : new int[] {8, 24, 48}) {
            double sum = 0;
            double mean = 0;
            double square = 0;
            for (Chance<BudgetedProcess.State> reading : process.readings(new BudgetedProcess.State(8, 0, steps, 2))) {
                sum += reading.probability();
                mean += reading.probability() * reading.value().steps();
                square += reading.probability() * Math.pow(reading.value().steps() - steps, 2);
                assertThat(reading.value().lead()).isEqualTo(2);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            assertThat(mean).isCloseTo(steps, within(0.01 * steps));
            assertThat(Math.sqrt(square)).isCloseTo(0.25 * steps, within(0.01 * steps));
        }
        assertThat(process.readings(new BudgetedProcess.State(8, 0, 0, 0))).hasSize(1);
    }

    @Test
    void talliesCountTheDeviationAndWhetherTheBudgetIsExceeded() {
        BudgetedProcess process =
                new BudgetedProcess(setting(BudgetRule.EXACT, List.of(4), List.of(0.8), 10, Introspection.FULL));
        double[] out = new double[2];
        process.tally(new BudgetedProcess.State(4, 0, 3, 2), process.actions().get(0), 0, out);
        assertThat(out).containsExactly(0.25, 0);
        process.tally(new BudgetedProcess.State(4, 0, 6, 2), process.actions().get(0), 0, out);
        assertThat(out).containsExactly(0.5, 1);
        double[] none = new double[2];
        process.tally(new BudgetedProcess.State(4, 0, 6, 2), process.actions().get(1), 0, none);
        assertThat(none).containsExactly(0, 0);
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        for (Introspection counter : Introspection.values()) {
            BudgetedProcess process =
                    new BudgetedProcess(setting(BudgetRule.EXACT, List.of(4), List.of(0.8, 0.6), 8, counter));
            double[] out = new double[process.features().size()];
            process.observe(new BudgetedProcess.State(4, 1, 6, 2), out);
            assertThat(out)
                    .containsExactly(
                            counter == Introspection.NONE
                                    ? new double[] {0.5, 0.5, 0, 1, 1}
                                    : new double[] {0.5, 0.75, -0.25, 1, 0.5, 2 / Math.sqrt(12), 0, 1, 1},
                            within(1e-12));
        }
    }
}
