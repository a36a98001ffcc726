package dwell.trainer.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.trainer.config.TrainerConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeanFieldFlowTest {
    private static final String GROUP_STD = "trainer.advantage.scale=group-std";
    private static final double[] STARTS = {.9, .95, .99, .999};

    private static MeanFieldFlow flow(double p0, double p1, TrainerConfig config) {
        return MeanFieldFlow.of(TwoModes.updates(p0, p1, config), 0);
    }

    /** Extinction: both modes are always right, so that thinking only costs. Time to half the think probability. */
    private static double halfLife(int group, double cost, double start, String... settings) {
        return flow(1, 1, TwoModes.config(group, cost, settings)).time(start, start / 2);
    }

    /** Units of 1 / (rate x cost); F(p) = (2p - 1) / (p (1 - p)) + 2 logit p, published values 14.09, 25.24, 108.3, 1012.8. */
    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 64})
    void vanillaHalfLivesAreTheClosedForm(int group) {
        double cost = .02;
        double[] published = {14.09, 25.24, 108.3, 1012.8};
        for (int i = 0; i < STARTS.length; i++) {
            double time = halfLife(group, cost, STARTS[i]) * cost * (group - 1) / group;
            assertThat(time).isEqualTo(vanilla(STARTS[i]) - vanilla(STARTS[i] / 2), within(1e-7 * time));
            assertThat(time).isEqualTo(published[i], within(5e-4 * published[i]));
        }
        assertThat(halfLife(group, cost, .99) / halfLife(group, cost, .9)).isEqualTo(7.69, within(.01));
    }

    private static double vanilla(double p) {
        return (2 * p - 1) / (p * (1 - p)) + 2 * Math.log(p / (1 - p));
    }

    /** Units of 1 / rate, under the population's deviation, whatever the cost. */
    @ParameterizedTest
    @CsvSource({
        "4, 8.525, 15.06, 63.24, 585.8, 7.42",
        "8, 6.803, 11.37, 43.60, 386.7, 6.41",
        "16, 6.138, 9.674, 32.66, 268.4, 5.32",
        "64, 5.809, 8.643, 22.71, 141.9, 3.91"
    })
    void normalisedHalfLives(int group, double at90, double at95, double at99, double at999, double ratio) {
        double[] published = {at90, at95, at99, at999};
        String[] settings = {GROUP_STD, "trainer.advantage.scaleEpsilon=1e-12", "trainer.advantage.ddof=0"};
        for (int i = 0; i < STARTS.length; i++) {
            double time = halfLife(group, .02, STARTS[i], settings);
            assertThat(time).as("from %s", STARTS[i]).isEqualTo(published[i], within(1e-3 * published[i]));
        }
        assertThat(halfLife(group, .02, .99, settings) / halfLife(group, .02, .9, settings))
                .isEqualTo(ratio, within(.006));
    }

    @Test
    void doublingTheCostHalvesTheVanillaHalfLifeAndLeavesTheNormalisedOne() {
        assertThat(halfLife(8, .04, .95) / halfLife(8, .02, .95)).isEqualTo(.5, within(1e-9));
        assertThat(halfLife(8, .04, .95, GROUP_STD) / halfLife(8, .02, .95, GROUP_STD))
                .isEqualTo(1, within(.01));
    }

    /**
     * Threat: without thinking the answer is wrong, which costs 10 in value. Safety: both modes are right. Acquisition from .1 and
     * extinction from .9, both to .5.
     */
    @Test
    void extinctionIsSlowerThanAcquisitionUnlessNormalised() {
        assertThat(asymmetry(TwoModes.config(8, .02))).isEqualTo(9.98 / .02, within(1e-6));
        assertThat(asymmetry(TwoModes.config(8, .02, GROUP_STD))).isBetween(1.0, 1.5);
    }

    private static double asymmetry(TrainerConfig config) {
        Stakes stakes = new Stakes(0, 1, -9, 0);
        MeanFieldFlow threat = MeanFieldFlow.of(TwoModes.updates(TwoModePrompt.of(0, 1), config, stakes), 0);
        MeanFieldFlow safety = MeanFieldFlow.of(TwoModes.updates(TwoModePrompt.of(1, 1), config, stakes), 0);
        return safety.time(.9, .5) / threat.time(.1, .5);
    }

    @Test
    void timeIsTheTimeThatRungeKuttaTakes() {
        MeanFieldFlow flow = flow(.70, .95, TwoModes.config(8, .02, GROUP_STD));
        for (double[] way : new double[][] {{.02, .1}, {.1, .6}, {.98, .7}, {.9999, .99}}) {
            assertThat(flow.after(way[0], flow.time(way[0], way[1]))).isEqualTo(way[1], within(1e-8));
        }
        assertThat(flow.time(.1, .9)).isInfinite();
        assertThat(flow.time(.5, .4)).isInfinite();
        assertThat(flow.time(.5, .5)).isZero();
    }

    @Test
    void theMixedAttractorAndItsBasin() {
        MeanFieldFlow flow = flow(.70, .95, TwoModes.config(8, .02, GROUP_STD));
        List<FixedPoint> attractors = flow.attractors();
        assertThat(attractors).hasSize(1);
        FixedPoint mixed = attractors.get(0);
        assertThat(mixed.probability()).isBetween(.5, .7);
        assertThat(mixed.from()).isZero();
        assertThat(mixed.to()).isEqualTo(1);
        assertThat(flow.fixedPoints()).extracting(FixedPoint::stable).containsExactly(false, true, false);
        assertThat(flow.after(.05, 2000)).isEqualTo(mixed.probability(), within(1e-6));
    }

    @Test
    void theUnstablePointPartsTwoBasins() {
        MeanFieldFlow flow = flow(.10, .40, TwoModes.config(8, .02, GROUP_STD));
        assertThat(flow.fixedPoints()).extracting(FixedPoint::stable).containsExactly(true, false, true);
        double unstable = flow.fixedPoints().get(1).probability();
        assertThat(unstable).isBetween(.02, .1);
        assertThat(flow.attractors().get(0).to()).isEqualTo(unstable);
        assertThat(flow.attractors().get(1).from()).isEqualTo(unstable);
        assertThat(flow.after(.02, 3000)).isLessThan(.02);
        assertThat(flow.after(.1, 3000)).isGreaterThan(.99);
    }

    @Test
    void withoutAScaleWorthwhileThinkingIsLearnedFromEverywhere() {
        MeanFieldFlow flow = flow(.10, .40, TwoModes.config(8, .02));
        assertThat(flow.attractors()).extracting(FixedPoint::probability).containsExactly(1.0);
    }

    @Test
    void nothingMovesWhereModesAreWorthTheSame() {
        assertThat(flow(.5, .5, TwoModes.config(8, 0)).fixedPoints()).isEmpty();
    }
}
