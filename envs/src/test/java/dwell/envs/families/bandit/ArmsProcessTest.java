package dwell.envs.families.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.PolicyValue;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmsProcessTest {
    private static CompiledProcess known(double alternative, int arms, double successes, double failures, int horizon) {
        return ProcessCompiler.compile(new ArmsProcess(BanditFamilyTest.arms(
                1, new ArmsParameters(List.of(alternative), arms, successes, failures, horizon, 1))));
    }

    /** Theory B1, the table of one Beta-Bernoulli arm against a known alternative, horizon 100. */
    @ParameterizedTest
    @CsvSource({
        "1,1,0.5,0.01,0.083333,0.125,0.576762,true",
        "1,1,0.5,0.001,0.083333,0.125,0.610511,true",
        "2,2,0.5,0.01,0.05,0.09375,0.540286,true",
        "10,10,0.5,0.001,0.011905,0.044049,0.519508,true",
        "1,1,0.7,0.01,0,0.045,0.706667,true",
        "1,3,0.5,0.001,0,0.015625,0.505994,true",
        "1,3,0.5,0.003,0,0.015625,0.500798,true",
        "1,3,0.5,0.01,0,0.015625,0.5,false"
    })
    void oneArmIsWorthThePrintedValue(
            double a,
            double b,
            double alternative,
            double price,
            double one,
            double all,
            double value,
            boolean thinks) {
        CompiledProcess process = known(alternative, 1, a, b, 100);
        Stakes stakes = Stakes.ofPrice(price);
        Optimum optimum = Optimum.of(process, stakes);
        assertThat(optimum.utility()).isCloseTo(value, within(5.1e-7));
        int start = process.startStates(0)[0];
        assertThat(process.ends(optimum.best(start))).isNotEqualTo(thinks);

        double stop = Math.max(a / (a + b), alternative);
        double valueOfOne = valueOfOne(process, optimum, start);
        assertThat(valueOfOne).isCloseTo(one, within(5.1e-7));
        double valueOfAll = perfect(a, b, alternative) - stop;
        assertThat(valueOfAll).isCloseTo(all, within(5.1e-7));
        double gain = optimum.utility() - stop;
        assertThat(gain).isGreaterThanOrEqualTo(Math.max(0, valueOfOne - price) - 1e-12);
        assertThat(gain).isLessThanOrEqualTo(Math.max(0, valueOfAll - price) + 1e-12);

        double myopic = myopic(process, optimum, price);
        assertThat(myopic).isLessThanOrEqualTo(optimum.utility() + 1e-12);
        if (one == 0) {
            // The rows on which the myopic rule stops at once, wrongly on those where thinking is optimal.
            assertThat(myopic).isCloseTo(stop, within(1e-12));
            assertThat(optimum.utility() - myopic > 1e-4).isEqualTo(thinks);
        }
    }

    /** E[max(theta, alternative)] of a Beta variable. */
    private static double perfect(double a, double b, double alternative) {
        return alternative * new BetaDistribution(a, b).cumulativeProbability(alternative)
                + a / (a + b) * (1 - new BetaDistribution(a + 1, b).cumulativeProbability(alternative));
    }

    /** Gain of one sample, then stopping, compute not paid for. */
    private static double valueOfOne(CompiledProcess process, Optimum optimum, int state) {
        double after = 0;
        for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
            if (!process.ends(k)) {
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    after += process.meanProbability(b) * stop(process, optimum, process.branchTarget(b));
                }
            }
        }
        return after - stop(process, optimum, state);
    }

    private static double stop(CompiledProcess process, Optimum optimum, int state) {
        return optimum.q(process.choiceOf(state, 0));
    }

    private static double myopic(CompiledProcess process, Optimum optimum, double price) {
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            boolean on = process.isDecision(s) && valueOfOne(process, optimum, s) > price;
            choice[s] = on ? process.choiceOf(s, 1) : process.choiceOf(s, 0);
        }
        return PolicyValue.of(process, optimum.stakes(), PolicyTable.deterministic(process, choice))
                .utility();
    }

    /** Theory B1, several arms of prior Beta(1, 1) against 0.5. */
    @ParameterizedTest
    @CsvSource({"2,20,0.001,0.680462", "2,20,0.01,0.624386", "2,20,0.03,0.58", "3,12,0.01,0.656057"})
    void severalArmsAreWorthThePrintedValue(int arms, int horizon, double price, double value) {
        CompiledProcess process = known(0.5, arms, 1, 1, horizon);
        assertThat(Optimum.of(process, Stakes.ofPrice(price)).utility()).isCloseTo(value, within(5.1e-7));
    }

    @Test
    void equalArmsAreOneChoiceAndTheBestStandsFirst() {
        ArmsProcess process =
                new ArmsProcess(BanditFamilyTest.arms(1, new ArmsParameters(List.of(0.5), 3, 1, 1, 5, 1)));
        ArmsProcess.State start = process.start(0).get(0).value();
        assertThat(process.choices(start))
                .extracting(choice -> choice.action().name())
                .containsExactly("answer", "sample0");
        var failed = process.choices(start).get(1).branches().apply(0).get(1).next();
        assertThat(failed.arms())
                .containsExactly(new ArmsProcess.Arm(0, 0), new ArmsProcess.Arm(0, 0), new ArmsProcess.Arm(0, 1));
        assertThat(process.choices(failed))
                .extracting(choice -> choice.action().name())
                .containsExactly("answer", "sample0", "sample2");
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        ArmsProcess process =
                new ArmsProcess(BanditFamilyTest.arms(0.5, new ArmsParameters(List.of(0.8, 0.4), 2, 1, 1, 10, 1)));
        double[] out = new double[14];
        process.observe(new ArmsProcess.State(1, List.of(new ArmsProcess.Arm(2, 0), new ArmsProcess.Arm(1, 2))), out);
        // The alternative is expected at 0.5: it is the rival of arm 0, and arm 0 that of arm 1.
        double first = Math.sqrt(0.75 * 0.25 / 5);
        double second = Math.sqrt(0.4 * 0.6 / 6);
        double[] wanted = {
            0.5, 0.75, 2 * first, 0.2, 0.25 / first / 3, 0.4, 2 * second, 0.3, -0.35 / second / 3, 0.5, 0.25, 0, 1, 1
        };
        assertThat(out).containsExactly(wanted, within(1e-12));
    }
}
