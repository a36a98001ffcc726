package dwell.trainer.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.fixed.AlwaysAnswer;
import dwell.trainer.shaping.AdaptThinkShaping;
import dwell.trainer.shaping.GatedLengthShaping;
import dwell.trainer.shaping.KimiShaping;
import dwell.trainer.shaping.LengthPenaltyShaping;
import dwell.trainer.shaping.OpenR1LengthShaping;
import dwell.trainer.shaping.ProcessFacts;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import dwell.trainer.shaping.ThinklessShaping;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What published shapings pay for, worked out by hand: features A4, and the thresholds of algorithms 0.4. */
class BreakEvenTest {
    private static final Stakes PLAIN = Stakes.ofPrice(0);

    private static CompiledProcess modes(double p0, double p1, double compute) {
        return ProcessCompiler.compile(new DirectOrThink(List.of(p0), List.of(p1), compute));
    }

    private static ShapingContext context(CompiledProcess process, Stakes stakes) {
        return new ShapingContext(
                stakes,
                8,
                10,
                process.levels(),
                Optional.of(new ProcessFacts(process, stakes, name -> new AlwaysAnswer())));
    }

    private static <P extends Record> AuditPrices prices(CompiledProcess process, Shaping<P> shaping, P parameters) {
        ShapedStates states = ShapedStates.of(process);
        ShapedRewards rewards = ShapedRewards.start(states, shaping, parameters, context(process, PLAIN));
        double[] ends = states.ends(states.uniform());
        return AuditPrices.of(states, rewards.outcomesOfItem(), 0, ends, rewards.expected(ends));
    }

    private static <P extends Record> boolean thinks(CompiledProcess process, Shaping<P> shaping, P parameters) {
        ShapedStates states = ShapedStates.of(process);
        ShapedRewards rewards = ShapedRewards.start(states, shaping, parameters, context(process, PLAIN));
        ShapedSolution solution = ShapedSolution.of(states, rewards, Optimum.of(process, PLAIN));
        return solution.optimum.best[0] == 1;
    }

    /** The audit's number, and on both sides of it what is optimal. */
    private static <P extends Record> void pays(
            Shaping<P> shaping, P parameters, double compute, DoubleUnaryOperator threshold) {
        for (double p0 : new double[] {0.1, 0.3, 0.5, 0.7, 0.74, 0.76, 0.9}) {
            double expected = threshold.applyAsDouble(p0);
            Double actual = prices(modes(p0, 0.5, compute), shaping, parameters).breakEven(p0, compute);
            assertThat(actual).as("p0 = %s", p0).isCloseTo(expected, within(1e-12));
            if (expected > 0.001 && expected < 0.999) {
                assertThat(thinks(modes(p0, expected + 1e-6, compute), shaping, parameters))
                        .isTrue();
                assertThat(thinks(modes(p0, expected - 1e-6, compute), shaping, parameters))
                        .isFalse();
            } else {
                assertThat(thinks(modes(p0, 0.999999, compute), shaping, parameters))
                        .isFalse();
            }
        }
    }

    @Test
    void thinklessPaysForThinkingIffItIsRightFourThirdsAsOften() {
        pays(new ThinklessShaping(), new ThinklessShaping.Parameters(0.5, -1), 100, p0 -> 4.0 / 3 * p0);
        pays(new ThinklessShaping(), new ThinklessShaping.Parameters(0.2, -1), 100, p0 -> 2 / 1.8 * p0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 100, 1e6})
    void adaptThinkPaysForAnsweringUpToDeltaHoweverLongTheThinkingIs(double compute) {
        pays(
                new AdaptThinkShaping(),
                new AdaptThinkShaping.Parameters(0.05, "always-answer"),
                compute,
                p0 -> p0 + 0.05);
    }

    @Test
    void linearCostPaysIffTheGainExceedsIt() {
        pays(new LengthPenaltyShaping(), new LengthPenaltyShaping.Parameters(0.002), 100, p0 -> p0 + 0.2);
    }

    @Test
    void gatedCostIsCheaperWhereThinkingIsLikelyToFail() {
        pays(new GatedLengthShaping(), new GatedLengthShaping.Parameters(0.002, 0), 100, p0 -> p0 / 0.8);
    }

    /** A token costs accuracy / 1000; above 1000 further tokens are free, and being right is worth nothing. */
    @Test
    void optimalThinkingBenchEasyHalf() {
        GatedLengthShaping.Parameters easy = new GatedLengthShaping.Parameters(1e-3, 0);
        assertThat(prices(modes(0.5, 0.5, 400), new GatedLengthShaping(), easy).rate(0, 0.8))
                .isCloseTo(100 * 0.8 / 1000, within(1e-12));
        AuditPrices beyond = prices(modes(0.5, 0.5, 1500), new GatedLengthShaping(), easy);
        assertThat(beyond.breakEven(0.5, 1500)).isNull();
        assertThat(thinks(modes(0.01, 1, 1500), new GatedLengthShaping(), easy)).isFalse();
    }

    @Test
    void openR1PaysAShortWrongAnswerAboveTheLongestRightOne() {
        AuditReport.Dominated pair = prices(
                        modes(0.5, 0.5, 100), new OpenR1LengthShaping(), new OpenR1LengthShaping.Parameters(0))
                .dominated();
        assertThat(pair.wrongCompute()).isZero();
        assertThat(pair.wrongReward()).isZero();
        assertThat(pair.rightCompute()).isEqualTo(100);
        // 0 where all 8 thought, -1/2 otherwise.
        assertThat(pair.rightReward()).isCloseTo(-0.5 * (1 - Math.pow(0.5, 7)), within(1e-12));
        assertThat(prices(modes(0.5, 0.5, 100), new KimiShaping(), new KimiShaping.Parameters(0.4, 0))
                        .dominated())
                .isNull();
    }

    @Test
    void theRateOfTheUtilityIsThePriceOverWhatBeingRightIsWorth() {
        CompiledProcess process = modes(0.5, 0.9, 100);
        Stakes stakes = new Stakes(0.001, 2, -3, 0);
        ShapedStates states = ShapedStates.of(process);
        dwell.trainer.shaping.UtilityShaping utility = new dwell.trainer.shaping.UtilityShaping();
        ShapedRewards rewards = ShapedRewards.start(states, utility, utility.defaults(), context(process, stakes));
        AuditPrices prices = AuditPrices.of(
                states, rewards.outcomesOfItem(), 0, states.ends(states.uniform()), rewards.expected(null));
        assertThat(prices.rate(0, 0.5)).isCloseTo(100 * 0.001 / 5, within(1e-12));
        assertThat(prices.breakEven(0.5, 100)).isCloseTo(0.5 + 0.1 / 5, within(1e-12));
        assertThat(prices.wrongAnswers()).isEqualTo("charged");
    }
}
