package dwell.envs.families.threat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.threat.ThreatProcess.State;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreatProcessTest {
    private static final Stakes STAKES = new ThreatFamily().defaultStakes();

    private static CompiledProcess compile(List<Double> baseRates, double cue, double quality, double fade, int looks) {
        return ProcessCompiler.compile(
                new ThreatProcess(new ThreatParameters(baseRates, List.of(), cue, quality, fade, looks, 1)));
    }

    private static double posterior(CompiledProcess process, int state) {
        double threat = 0;
        for (int c = 0; c < process.classCount(); c++) {
            threat += process.declaration().hiddenClasses().get(c).name().endsWith("threat")
                    ? process.posterior(state, c)
                    : 0;
        }
        return threat;
    }

    /** The smoke detector rule: with no look left, withdraw where the probability of a threat exceeds response / damage. */
    @ParameterizedTest
    @CsvSource({"-9, 0", "-99, 0", "-9, 0.5", "-1, -0.5"})
    void theLastWordIsTheSmokeDetectors(double wrong, double abstain) {
        CompiledProcess process = compile(List.of(0.005, 0.04, 0.3), 0.6, 0.85, 0.9, 5);
        Stakes stakes = new Stakes(0.001, 1, wrong, abstain);
        double threshold = SignalDetection.smokeDetector(1 - abstain, 1 - wrong);
        Optimum optimum = Optimum.of(process, stakes);
        int withdrawals = 0;
        for (int s = 0; s < process.stateCount(); s++) {
            if (((State) process.state(s)).looks() == 5) {
                boolean withdraws = process.actionOf(optimum.best(s)) == 2;
                assertThat(withdraws).as("%s", process.state(s)).isEqualTo(posterior(process, s) > threshold);
                withdrawals += withdraws ? 1 : 0;
            }
        }
        assertThat(withdrawals).isBetween(1, 3 * 32 - 1);
    }

    /** Without looks: respond from the base rate of Nesse's example on, 1 %. */
    @Test
    void withoutLooksTheBaseRateDecides() {
        CompiledProcess process = compile(List.of(0.0099, 0.0101), 1, 0.8, 1, 0);
        Evaluation evaluation = Evaluation.of(
                process,
                new Stakes(0, 0, -10_000, -100),
                Optimum.of(process, new Stakes(0, 0, -10_000, -100)).policy());
        assertThat(evaluation.levels().get(0).abstention()).isEqualTo(0);
        assertThat(evaluation.levels().get(1).abstention()).isEqualTo(1);
    }

    @Test
    void alarmsShowInTheObservationAsTheyShiftTheOddsByBayes() {
        CompiledProcess process = compile(List.of(0.02, 0.3), 1, 0.8, 0.7, 6);
        for (int s = 0; s < process.stateCount(); s++) {
            State state = (State) process.state(s);
            double prior = state.cue() == 0 ? 0.02 : 0.3;
            double odds = prior / (1 - prior);
            double even = 1;
            for (int look = 0; look < state.looks(); look++) {
                double right = 0.5 + 0.3 * Math.pow(0.7, look);
                even *= state.alarm(look) ? right / (1 - right) : (1 - right) / right;
            }
            assertThat(posterior(process, s)).isCloseTo(odds * even / (1 + odds * even), within(1e-12));
            double[] out = new double[8];
            new ThreatProcess(new ThreatParameters(List.of(0.02, 0.3), List.of(), 1, 0.8, 0.7, 6, 1))
                    .observe(state, out);
            double x = Math.log(even);
            assertThat(out[1]).isCloseTo(x / (4 + Math.abs(x)), within(1e-12));
            assertThat(out[2]).isCloseTo(even / (1 + even), within(1e-12));
        }
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        ThreatProcess process =
                new ThreatProcess(new ThreatParameters(List.of(0.02, 0.3), List.of(), 0.7, 0.8, 0.5, 4, 1));
        double[] out = new double[8];
        process.observe(new State(1, 2, 0b01), out);
        double x = Math.log(0.8 / 0.2) - Math.log(0.65 / 0.35);
        assertThat(out)
                .containsExactly(
                        new double[] {0.5, x / (4 + x), 1 / (1 + Math.exp(-x)), -1, 0.15, 0, 1, 1}, within(1e-15));
        process.observe(new State(0, 4, 0b1111), out);
        assertThat(out[3]).isEqualTo(1);
        assertThat(out[4]).isEqualTo(0);
        assertThat(process.features()).hasSize(8);
    }

    /** A policy that was trained under some base rates must be able to act under others. */
    @Test
    void baseRatesChangeNothingThatIsSeenOrDone() {
        CompiledProcess rare = compile(List.of(0.001, 0.01, 0.02), 0.7, 0.8, 0.8, 6);
        CompiledProcess common = compile(List.of(0.2, 0.4, 0.8), 0.7, 0.8, 0.8, 6);
        assertThat(common.actions()).isEqualTo(rare.actions());
        assertThat(common.declaration().features()).isEqualTo(rare.declaration().features());
        assertThat(common.rowFeatures()).isEqualTo(rare.rowFeatures());
    }

    /** Where looks are alike only the number of alarms counts, and the family is a sequential test: (n+1)(n+2)/2 states a cue. */
    @Test
    void alikeLooksAreCounted() {
        assertThat(compile(List.of(0.1, 0.2), 0.5, 0.8, 1, 9).stateCount()).isEqualTo(2 * 55);
        assertThat(compile(List.of(0.1, 0.2), 0.5, 0.8, 0.9, 6).stateCount()).isEqualTo(2 * 127);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8})
    void theLessLooksSayTheLessTheyAreUsedInTheEnd(double fade) {
        CompiledProcess fading = compile(List.of(0.1), 1, 0.8, fade, 8);
        CompiledProcess lasting = compile(List.of(0.1), 1, 0.8, 1, 8);
        assertThat(best(fading, STAKES).utility())
                .isLessThan(best(lasting, STAKES).utility());
        assertThat(lateLooks(fading)).isLessThan(0.75 * lateLooks(lasting));
    }

    /** Looks of the optimum, an item, from the third on. */
    private static double lateLooks(CompiledProcess process) {
        PolicyTable optimal = Optimum.of(process, STAKES).policy();
        double[] visits = Evaluation.visits(process, optimal);
        double looks = 0;
        for (int s = 0; s < process.stateCount(); s++) {
            int look = process.choiceOf(s, process.actions().indexOf(ThreatProcess.LOOK));
            if (((State) process.state(s)).looks() >= 2 && look >= 0) {
                looks += visits[s] * optimal.probability(look);
            }
        }
        return looks;
    }

    /** D1.12: on items that are known to be safe the optimum looks at nothing; a policy from a dangerous setting does. */
    @Test
    void catchTrialsShowVigilanceThatWasCarriedOver() {
        CompiledProcess safe = compile(List.of(0.0), 1, 0.8, 0.8, 8);
        assertThat(best(safe, STAKES).thinks()).isEqualTo(0);
        CompiledProcess dangerous = compile(List.of(0.3), 1, 0.8, 0.8, 8);
        Performance carried = Evaluation.overall(safe, STAKES, byRow(dangerous, safe, Optimum.of(dangerous, STAKES)));
        assertThat(carried.thinks()).isGreaterThan(2);
        assertThat(carried.abstention()).isGreaterThan(0.1);
        assertThat(carried.utility()).isLessThan(1 - carried.abstention());
    }

    /** The lower the true base rate, the more of a carried-over policy's withdrawals are false, and more than need be. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.05})
    void aBaseRateThatFallsMakesAlarmsFalse(double rate) {
        CompiledProcess trained = compile(List.of(0.2), 1, 0.8, 0.8, 8);
        CompiledProcess test = compile(List.of(rate), 1, 0.8, 0.8, 8);
        PolicyTable carried = byRow(trained, test, Optimum.of(trained, STAKES));
        PolicyTable solved = Optimum.of(test, STAKES).policy();
        assertThat(falseShare(test, carried)).isGreaterThan(falseShare(test, solved) + 0.1);
        assertThat(falseShare(test, carried))
                .isGreaterThan(falseShare(trained, Optimum.of(trained, STAKES).policy()) + 0.1);
    }

    /** Share of the withdrawals that are from no threat. */
    private static double falseShare(CompiledProcess process, PolicyTable policy) {
        double[] visits = Evaluation.visits(process, policy);
        double all = 0;
        double safe = 0;
        for (int s = 0; s < process.stateCount(); s++) {
            int withdraw = process.choiceOf(s, process.actions().indexOf(ThreatProcess.WITHDRAW));
            if (withdraw >= 0) {
                double here = visits[s] * policy.probability(withdraw);
                all += here;
                safe += here * (1 - posterior(process, s));
            }
        }
        return safe / all;
    }

    private static Performance best(CompiledProcess process, Stakes stakes) {
        return Evaluation.overall(process, stakes, Optimum.of(process, stakes).policy());
    }

    /** What an optimum does, in a process with the same observations. */
    private static PolicyTable byRow(CompiledProcess from, CompiledProcess to, Optimum optimum) {
        assertThat(to.rowFeatures()).isEqualTo(from.rowFeatures());
        double[] rows = new double[from.rowCount() * from.actionCount()];
        IntStream.range(0, from.stateCount())
                .forEach(
                        s -> rows[
                                from.readingRow(from.readingBegin(s)) * from.actionCount()
                                        + from.actionOf(optimum.best(s))] = 1);
        return PolicyTable.ofRows(to, rows);
    }

    @Test
    void reassuranceIsCounted() {
        ThreatProcess process = new ThreatProcess(new ThreatFamily().defaults());
        State quiet = new State(0, 1, 0);
        State alarm = new State(0, 1, 1);
        assertThat(tally(process, quiet, ThreatProcess.LOOK)).containsExactly(1, 0);
        assertThat(tally(process, quiet, ThreatProcess.WITHDRAW)).containsExactly(0, 1);
        assertThat(tally(process, quiet, ThreatProcess.MOVE_ON)).containsExactly(0, 0);
        assertThat(tally(process, alarm, ThreatProcess.LOOK)).containsExactly(0, 0);
        assertThat(tally(process, new State(0, 0, 0), ThreatProcess.LOOK)).containsExactly(0, 0);
    }

    private static double[] tally(ThreatProcess process, State state, dwell.envs.Action action) {
        double[] out = new double[process.tallies().size()];
        process.tally(state, action, 0, out);
        return out;
    }
}
