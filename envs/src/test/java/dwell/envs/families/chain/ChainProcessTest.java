package dwell.envs.families.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.Introspection;
import dwell.envs.families.chain.ChainProcess.Found;
import dwell.envs.families.chain.ChainProcess.State;
import dwell.envs.process.CompiledProcess;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainProcessTest {
    /** A4: without self-conditioning the chain is right with p^K, so its horizon is within 1 of ln 0.5 / ln p. */
    @ParameterizedTest
    @ValueSource(doubles = {0.8, 0.9, 0.95})
    void theHorizonOfIndependentStepsIsThatOfTheClosedForm(double p) {
        List<Integer> lengths = IntStream.rangeClosed(1, 20).boxed().toList();
        CompiledProcess process = Chains.compile(Chains.plain(lengths, List.of(p), 0));
        List<Double> accuracy = Chains.accuracies(process, Chains.always(process, ChainProcess.STEP));
        int horizon = 0;
        for (int k = 1; k <= 20; k++) {
            assertThat(accuracy.get(k - 1)).isCloseTo(Math.pow(p, k), within(1e-12));
            horizon = accuracy.get(k - 1) >= 0.5 ? k : horizon;
        }
        ChainHorizon closed = new ChainHorizon(p, 0.5);
        assertThat((double) horizon).isCloseTo(closed.real(), within(1.0));
        assertThat(horizon).isEqualTo((int) closed.longest());
    }

    /** The printed accuracies of 100 steps. */
    @ParameterizedTest
    @CsvSource({"0.95, 0.0059", "0.99, 0.3660"})
    void aHundredStepsHaveThePrintedAccuracy(double p, double printed) {
        CompiledProcess process = Chains.compile(Chains.plain(List.of(100), List.of(p), 0));
        assertThat(Chains.accuracies(process, Chains.always(process, ChainProcess.STEP))
                        .get(0))
                .isCloseTo(printed, within(0.5e-4));
    }

    /**
     * A4: accuracy of turn 100 falls by at least 0.3 for a history that is all wrong, and by at most 0.03 with thinking; 90, 60, 40
     * % is what was measured.
     */
    @Test
    void injectedErrorsSpoilAPlainStepAndNotOneWithThought() {
        double[] rates = {0, 0.5, 1};
        double[] plain = new double[3];
        double[] thought = new double[3];
        for (int i = 0; i < 3; i++) {
            CompiledProcess process = Chains.compile(Chains.injected(List.of(1), List.of(0.9), 0.5, 99, rates[i]));
            plain[i] = Chains.accuracies(process, Chains.always(process, ChainProcess.STEP))
                    .get(0);
            thought[i] = Chains.accuracies(process, Chains.always(process, ChainProcess.THINK))
                    .get(0);
        }
        assertThat(plain).containsExactly(new double[] {0.9, 0.65, 0.4}, within(1e-12));
        assertThat(slope(rates, plain)).isLessThanOrEqualTo(-0.3);
        assertThat(Math.abs(slope(rates, thought))).isLessThanOrEqualTo(0.03);
        assertThat(thought[2]).isEqualTo(0.98);
    }

    private static double slope(double[] x, double[] y) {
        double meanX = (x[0] + x[1] + x[2]) / 3;
        double meanY = (y[0] + y[1] + y[2]) / 3;
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < 3; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
        }
        return xy / xx;
    }

    /** Own errors feed on themselves: mean errors of plain steps against the recursion m' = m + 1 - p + kappa m / steps. */
    @Test
    void ownErrorsBreedErrors() {
        double p = 0.9;
        double kappa = 0.6;
        CompiledProcess process = Chains.compile(Chains.plain(List.of(30), List.of(p), kappa));
        double[] visits = Evaluation.visits(process, Chains.always(process, ChainProcess.STEP));
        double[] errors = new double[31];
        for (int s = 0; s < visits.length; s++) {
            State state = (State) process.state(s);
            errors[state.steps()] += visits[s] * state.errors();
        }
        double mean = 0;
        for (int steps = 0; steps <= 30; steps++) {
            assertThat(errors[steps]).as("after %d steps", steps).isCloseTo(mean, within(1e-12));
            mean += 1 - p + (steps == 0 ? 0 : kappa * mean / steps);
        }
        assertThat(errors[30]).isGreaterThan(1.5 * 30 * (1 - p));
    }

    /** Two steps and one perfect check. */
    @Test
    void aShortChainIsWorthWhatItIsByHand() {
        ChainParameters parameters = new ChainParameters(
                List.of(2), List.of(0.7), List.of(), 0.4, 0, 0.9, 0, 0, 1, 4, 1, 1, 1, 0.1, Introspection.FULL, 1);
        CompiledProcess process = Chains.compile(parameters);
        // Plain steps, then a check of both if any error was made: 0.02 + P(error) * 2 * 0.01, and the answer is right.
        double plain = 1 - 0.02 - (1 - 0.49) * 0.02;
        assertThat(Optimum.of(process, Stakes.ofPrice(0.01)).utility()).isCloseTo(plain, within(1e-12));
        // Two plain steps alone cost more than the answer is worth: the guess.
        assertThat(Optimum.of(process, Stakes.ofPrice(0.5)).utility()).isCloseTo(0.1, within(1e-12));
    }

    /** A rule that sees nothing of its errors can check once at the end; one that sees them checks only where it has to. */
    @Test
    void seeingOnesErrorsIsWorthTheChecksOfCleanChains() {
        ChainParameters seen = new ChainParameters(
                List.of(6), List.of(0.9), List.of(), 0.5, 0, 0.9, 0, 0, 1, 9, 0.5, 1, 1, 0, Introspection.FULL, 1);
        ChainParameters hidden = new ChainParameters(
                List.of(6), List.of(0.9), List.of(), 0.5, 0, 0.9, 0, 0, 1, 9, 0.5, 1, 1, 0, Introspection.NONE, 1);
        double sees = Optimum.of(Chains.compile(seen), Stakes.ofPrice(0.01)).utility();
        CompiledProcess process = Chains.compile(hidden);
        double[] rows = new double[process.rowCount() * 4];
        int[] step = new int[process.stateCount()];
        for (int s = 0; s < step.length; s++) {
            if (!process.isDecision(s)) {
                continue;
            }
            State state = (State) process.state(s);
            int action = state.steps() < 6 ? 1 : state.checks() == 0 ? 3 : 0;
            rows[process.readingRow(process.readingBegin(s)) * 4 + action] = 1;
        }
        double blind = Evaluation.overall(process, Stakes.ofPrice(0.01), PolicyTable.ofRows(process, rows))
                .utility();
        assertThat(blind).isCloseTo(1 - 0.06 - 0.03, within(1e-12));
        assertThat(sees - blind).isGreaterThanOrEqualTo(Math.pow(0.9, 6) * 0.03 - 1e-12);
    }

    @Test
    void onlyFullIntrospectionShowsTheWholeState() {
        for (Introspection introspection : Introspection.values()) {
            ChainParameters parameters = new ChainParameters(
                    List.of(3, 6),
                    List.of(0.9),
                    List.of(),
                    0.5,
                    0.1,
                    0.98,
                    0,
                    0,
                    1,
                    2,
                    0.5,
                    0.7,
                    2,
                    0.2,
                    introspection,
                    0.8);
            assertThat(Chains.compile(parameters).fullyObserved()).isEqualTo(introspection == Introspection.FULL);
        }
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        ChainProcess full = new ChainProcess(parameters(Introspection.FULL));
        double[] out = new double[9];
        full.observe(new State(1, 4, 2, 1, Found.NO_CHECK), out);
        assertThat(out).containsExactly(0.4, 0.6, 0.5, 0.5, 0, 0.9 - 0.5 * 2 / 4, 0, 1, 1);
        assertThat(full.features()).hasSize(9);

        ChainProcess none = new ChainProcess(parameters(Introspection.NONE));
        out = new double[7];
        none.observe(new State(0, 4, 2, 1, Found.ERRORS), out);
        assertThat(out).containsExactly(0.4, 0.1, 0.5, 1, 1, 0, 1);
        assertThat(none.features()).hasSize(7);

        ChainProcess noisy = new ChainProcess(parameters(Introspection.NOISY));
        out = new double[10];
        noisy.observe(new State(0, 5, 0, 2, Found.NOTHING), out);
        assertThat(out).containsExactly(0.5, 0, 1, 0, 1, 0.9, -1, 1, 0, 1);
        assertThat(noisy.features()).hasSize(10);
    }

    @Test
    void aNoisyReadingShowsTheErrorsWithItsReliabilityAndOtherwiseAnyNumber() {
        ChainProcess process = new ChainProcess(parameters(Introspection.NOISY));
        var readings = process.readings(new State(1, 3, 2, 0, Found.NO_CHECK));
        assertThat(readings).hasSize(4);
        for (var reading : readings) {
            double right = reading.value().errors() == 2 ? 0.8 : 0;
            assertThat(reading.probability()).isCloseTo(right + 0.2 / 4, within(1e-15));
        }
    }

    @Test
    void guessesAndNeedlessChecksAreCounted() {
        ChainProcess process = new ChainProcess(parameters(Introspection.FULL));
        assertThat(process.tallies()).containsExactly("guesses", "checks of a clean chain");
        assertThat(tally(process, new State(0, 4, 0, 0, Found.NO_CHECK), 0)).containsExactly(1, 0);
        assertThat(tally(process, new State(0, 5, 0, 0, Found.NO_CHECK), 0)).containsExactly(0, 0);
        assertThat(tally(process, new State(0, 5, 0, 0, Found.NO_CHECK), 3)).containsExactly(0, 1);
        assertThat(tally(process, new State(0, 5, 1, 0, Found.NO_CHECK), 3)).containsExactly(0, 0);
    }

    private static double[] tally(ChainProcess process, State state, int action) {
        double[] out = new double[2];
        process.tally(state, process.actions().get(action), 0, out);
        return out;
    }

    private static ChainParameters parameters(Introspection introspection) {
        return new ChainParameters(
                List.of(5, 10),
                List.of(0.9),
                List.of(),
                0.5,
                0.1,
                0.98,
                0,
                0,
                1,
                2,
                0.5,
                0.7,
                2,
                0.2,
                introspection,
                0.8);
    }
}
