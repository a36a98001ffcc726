package dwell.envs.families.budgeted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.BestObserver;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.Introspection;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The environment half of theory A15: what a policy must know of its own length to keep a stated budget. MAPE is the mean of |n - B|
 * / B. Counts as reproduced: counter visible, MAPE at most 0.05; hidden, at least 0.2, and better than the modal guess only if
 * difficulty is inferable. The modal guess is read as the best policy that sees nothing but the stated budget: it can only stop with
 * a fixed probability at every step.
 */
class BudgetKnowledgeTest {
    /** At 0.05 the optimum still goes over budget to break ties: MAPE 0.054 at reliability 0.65. */
    private static final Stakes STAKES = Stakes.ofPrice(0.2);

    private static CompiledProcess process(Introspection counter, double noise, double reliability, boolean lead) {
        return ProcessCompiler.compile(new BudgetedProcess(new BudgetedParameters(
                BudgetRule.EXACT,
                List.of(4, 8),
                List.of(reliability),
                List.of(),
                1,
                2,
                20,
                0,
                1,
                0,
                counter,
                noise,
                lead)));
    }

    private static double mape(CompiledProcess process, PolicyTable policy) {
        double[] visits = Evaluation.visits(process, policy);
        double sum = 0;
        double stopped = 0;
        for (int s = 0; s < process.stateCount(); s++) {
            BudgetedProcess.State state = (BudgetedProcess.State) process.state(s);
            double p = visits[s] * policy.probability(process.choiceOf(s, 0));
            sum += p * Math.abs(state.steps() - state.budget()) / state.budget();
            stopped += p;
        }
        assertThat(stopped).isCloseTo(1, within(1e-9));
        return sum;
    }

    private static double observed(CompiledProcess process) {
        BestObserver best = BestObserver.of(process, STAKES);
        return mape(process, PolicyTable.ofRows(process, best.rowProbabilities()));
    }

    /** Mean of |n - B| / B of the best fixed stopping probability, by search; the answer is forced after 20 steps. */
    private static double modalGuess() {
        double sum = 0;
        for (int budget : new int[] {4, 8}) {
            double least = Double.POSITIVE_INFINITY;
            for (int i = 1; i <= 1000; i++) {
                double stop = i / 1000.0;
                double deviation = 0;
                for (int n = 0; n <= 20; n++) {
                    double p = Math.pow(1 - stop, n) * (n == 20 ? 1 : stop);
                    deviation += p * Math.abs(n - budget) / budget;
                }
                least = Math.min(least, deviation);
            }
            sum += least / 2;
        }
        return sum;
    }

    @Test
    void withACounterTheOptimumKeepsTheBudget() {
        for (double reliability : new double[] {0.95, 0.8, 0.65, 0.5}) {
            CompiledProcess full = process(Introspection.FULL, 0, reliability, true);
            assertThat(mape(full, Optimum.of(full, STAKES).policy())).isLessThanOrEqualTo(0.05);
            assertThat(observed(full)).isLessThanOrEqualTo(0.05);
        }
    }

    @Test
    void withoutACounterTheBestObserverMissesTheBudgetByAFifthOrMore() {
        for (double reliability : new double[] {0.8, 0.65, 0.5}) {
            assertThat(observed(process(Introspection.NONE, 0, reliability, true)))
                    .isGreaterThanOrEqualTo(0.2);
        }
    }

    /** Without evidence the best observer is the modal guess; with it, the better the surer each vote is, up to a count. */
    @Test
    void withoutACounterItIsBetterThanTheModalGuessOnlyAsFarAsEvidenceTellsTheLength() {
        double modal = modalGuess();
        // Where votes are coin flips accuracy does not pull at the length; the search has a step of 0.001.
        assertThat(observed(process(Introspection.NONE, 0, 0.5, false))).isCloseTo(modal, within(1e-4));
        for (double reliability : new double[] {0.65, 0.8, 0.95}) {
            assertThat(observed(process(Introspection.NONE, 0, reliability, false)))
                    .isGreaterThan(modal - 1e-4);
        }
        double previous = modal;
        for (double reliability : new double[] {0.65, 0.8, 0.95, 1}) {
            double mape = observed(process(Introspection.NONE, 0, reliability, true));
            assertThat(mape).isLessThan(previous);
            previous = mape;
        }
        assertThat(previous).isCloseTo(0, within(1e-9));
    }

    @Test
    void theOptimumIsThatOfTheWholeStateAndBlurringTheCounterCostsUtility() {
        CompiledProcess full = process(Introspection.FULL, 0, 0.8, true);
        double optimum = Optimum.of(full, STAKES).utility();
        assertThat(BestObserver.of(full, STAKES).utility()).isCloseTo(optimum, within(1e-6));
        double previous = optimum;
        for (CompiledProcess blurred : List.of(
                process(Introspection.NOISY, 0.1, 0.8, true),
                process(Introspection.NOISY, 0.25, 0.8, true),
                process(Introspection.NOISY, 0.5, 0.8, true),
                process(Introspection.NONE, 0, 0.8, true),
                process(Introspection.NONE, 0, 0.8, false))) {
            assertThat(Optimum.of(blurred, STAKES).utility()).isCloseTo(optimum, within(1e-12));
            double reached = BestObserver.of(blurred, STAKES).utility();
            assertThat(reached).isLessThan(previous - 1e-3);
            previous = reached;
        }
    }
}
