package dwell.trainer.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Stakes;
import dwell.trainer.config.TrainerConfig;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Stochastic runs meet what the flow predicts. 50 runs each of SGD at a learning rate of 0.1 with 8 groups of 8 an update; at
 * least 48 of them (95 %) have to meet the prediction.
 */
class StochasticRunsTest {
    private static final int RUNS = 50;
    private static final int MEET = 48;
    private static final double TOLERANCE = .05;

    private static double[] ends(double p0, double p1, double start, double time, long seed) {
        TrainerConfig config = TwoModes.config(8, .02, "trainer.advantage.scale=group-std");
        StochasticRuns runs = new StochasticRuns(.1, 8, time, seed);
        return IntStream.range(0, RUNS)
                .parallel()
                .mapToDouble(run -> runs.end(
                        config,
                        TwoModes.CATALOG,
                        TwoModes.context(config, Stakes.ofPrice(0)),
                        List.of(TwoModePrompt.of(p0, p1)),
                        start,
                        run))
                .toArray();
    }

    private static FixedPoint middle(double p0, double p1) {
        return MeanFieldFlow.of(
                        TwoModes.updates(p0, p1, TwoModes.config(8, .02, "trainer.advantage.scale=group-std")), 0)
                .fixedPoints()
                .get(1);
    }

    @Test
    void runsOfThePublishedMixedAttractorEndWithinFivePointsOfIt() {
        double stable = middle(.70, .95).probability();
        for (double start : new double[] {.2, .95}) {
            double[] ends = ends(.70, .95, start, 200, 1);
            assertThat(IntStream.range(0, RUNS).filter(i -> Math.abs(ends[i] - stable) <= TOLERANCE))
                    .as("from %s", start)
                    .hasSizeGreaterThanOrEqualTo(MEET);
        }
    }

    @Test
    void runsLeaveThePublishedUnstablePointOnTheirSide() {
        double unstable = middle(.10, .40).probability();
        double[] below = ends(.10, .40, .01, 800, 2);
        double[] above = ends(.10, .40, .1, 200, 3);
        assertThat(IntStream.range(0, RUNS).filter(i -> below[i] < .01)).hasSizeGreaterThanOrEqualTo(MEET);
        assertThat(IntStream.range(0, RUNS).filter(i -> above[i] > .5)).hasSizeGreaterThanOrEqualTo(MEET);
    }
}
