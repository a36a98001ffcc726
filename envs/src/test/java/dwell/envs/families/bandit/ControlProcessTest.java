package dwell.envs.families.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlProcessTest {
    private static CompiledProcess process(List<Double> controls, double bias, int rounds) {
        return ProcessCompiler.compile(
                new ControlProcess(BanditFamilyTest.control(1, new ControlParameters(controls, bias, rounds, 1))));
    }

    /** Both sides and both hypotheses kept apart. */
    private static double value(int heads, int tails, double control, double bias, int rounds, double price) {
        double first = Math.pow(bias, heads) * Math.pow(1 - bias, tails);
        double second = Math.pow(1 - bias, heads) * Math.pow(bias, tails);
        double head = (first * bias + second * (1 - bias)) / (first + second);
        int left = rounds - heads - tails;
        double bet = left / (double) rounds * (control * Math.max(head, 1 - head) + (1 - control) / 2);
        if (left == 0) {
            return bet;
        }
        double on = head > 0 ? head * value(heads + 1, tails, control, bias, rounds, price) : 0;
        on += head < 1 ? (1 - head) * value(heads, tails + 1, control, bias, rounds, price) : 0;
        return Math.max(bet, on - price);
    }

    @ParameterizedTest
    @CsvSource({"1,0.75,12,0.001", "0.6,0.9,10,0.01", "0.3,0.6,12,0", "1,1,9,0.02", "0,0.8,9,0.01", "1,0.5,6,0"})
    void theOptimumIsThatOfASearchOverOutcomes(double control, double bias, int rounds, double price) {
        CompiledProcess process = process(List.of(control), bias, rounds);
        assertThat(Optimum.of(process, Stakes.ofPrice(price)).utility())
                .isCloseTo(value(0, 0, control, bias, rounds, price), within(1e-12));
    }

    /** Bets after n observations are on the favoured side as often as a majority of n votes is right. */
    @ParameterizedTest
    @CsvSource({"1", "4", "7"})
    void observingAFixedNumberOfRoundsWinsWhatTheMajorityWins(int observed) {
        int rounds = 20;
        double bias = 0.7;
        List<Double> controls = List.of(1.0, 0.4, 0.0);
        CompiledProcess process = process(controls, bias, rounds);
        List<Performance> levels = Evaluation.of(process, Stakes.ofPrice(0.01), fixed(process, observed))
                .levels();
        BinomialDistribution votes = new BinomialDistribution(observed, bias);
        double right = 1
                - votes.cumulativeProbability(observed / 2)
                + (observed % 2 == 0 ? votes.probability(observed / 2) / 2 : 0);
        double named = right * bias + (1 - right) * (1 - bias);
        for (int level = 0; level < controls.size(); level++) {
            double control = controls.get(level);
            double won = (rounds - observed) / (double) rounds * (control * named + (1 - control) / 2);
            assertThat(levels.get(level).accuracy()).isCloseTo(won, within(1e-12));
            assertThat(levels.get(level).utility()).isCloseTo(won - 0.01 * observed, within(1e-12));
        }
    }

    private static PolicyTable fixed(CompiledProcess process, int observed) {
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            int seen = ((ControlProcess.State) process.state(s)).observed();
            choice[s] = process.choiceOf(s, process.isDecision(s) && seen < observed ? 1 : 0);
        }
        return PolicyTable.deterministic(process, choice);
    }

    @Test
    void lessControlMakesObservingWorthLessAndNoControlMakesItWorthNothing() {
        CompiledProcess process = process(List.of(1.0, 0.5, 0.2, 0.0), 0.75, 60);
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(0.002));
        List<Performance> levels =
                Evaluation.of(process, optimum.stakes(), optimum.policy()).levels();
        assertThat(levels.get(0).thinks()).isGreaterThan(levels.get(1).thinks());
        assertThat(levels.get(1).thinks()).isGreaterThan(levels.get(2).thinks());
        assertThat(levels.get(3).thinks()).isZero();
        assertThat(levels.get(3).utility()).isEqualTo(0.5);
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        ControlProcess process =
                new ControlProcess(BanditFamilyTest.control(0.5, new ControlParameters(List.of(1.0, 0.0), 0.75, 8, 1)));
        double[] out = new double[7];
        process.observe(new ControlProcess.State(1, 4, 2), out);
        assertThat(out).containsExactly(new double[] {0.5, 1, 0.9, 0.25, 0, 1, 1}, within(1e-12));
    }
}
