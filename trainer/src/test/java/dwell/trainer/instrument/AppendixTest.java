package dwell.trainer.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.trainer.config.TrainerConfig;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Published tables of the expected update of GRPO, to the printed digits: a binary reward (A1), and a cost or bonus for thinking
 * (A2). One prompt; sample deviation, epsilon 1e-4.
 */
class AppendixTest {
    private static final String GROUP_STD = "trainer.advantage.scale=group-std";
    private static final double[] PROBABILITIES = {.02, .1, .3, .5, .7, .9, .98};

    /**
     * Expected gradient over the true gradient. Answering now is always wrong and thinking always right, so that the success
     * probability is the think probability and the true gradient in the logit is p (1 - p).
     */
    @ParameterizedTest
    @CsvSource({
        "2, .5000, .7070, .7070, .7070, .7070",
        "4, .7500, 1.4918, 1.4635, 1.4153, 1.3993",
        "8, .8750, 2.4063, 2.1768, 1.8356, 1.7355",
        "16, .9375, 3.4874, 2.7565, 2.0256, 1.8723"
    })
    void gradientOfABinaryReward(int group, double none, double at02, double at10, double at30, double at50) {
        LevelUpdates plain = TwoModes.updates(0, 1, TwoModes.config(group, 0));
        LevelUpdates scaled = TwoModes.updates(0, 1, TwoModes.config(group, 0, GROUP_STD));
        double[] p = {.02, .1, .3, .5};
        double[] printed = {at02, at10, at30, at50};
        for (int i = 0; i < p.length; i++) {
            assertThat(plain.perVariance(0, p[i])).isEqualTo(none, within(1e-10));
            assertThat(scaled.perVariance(0, p[i])).isEqualTo(printed[i], within(5e-5));
            assertThat(scaled.perVariance(0, 1 - p[i])).isEqualTo(printed[i], within(5e-5));
            assertThat(scaled.perVariance(0, p[i])).isEqualTo(closedForm(group, p[i]), within(1e-10));
        }
    }

    /** c = sum_k Bin(k) s_k^2 / (s_k + eps) (G - 1) / (G p (1 - p)). */
    private static double closedForm(int group, double p) {
        BinomialDistribution successes = new BinomialDistribution(null, group, p);
        double sum = 0;
        for (int k = 1; k < group; k++) {
            double deviation = Math.sqrt((double) k * (group - k) / group / (group - 1));
            sum += successes.probability(k) * deviation * deviation / (deviation + 1e-4);
        }
        return sum * (group - 1) / (group * p * (1 - p));
    }

    @ParameterizedTest(name = "{0} -> {1}, c = {2}")
    @CsvSource({
        ".97, 1.00, .005, .025, .0250, -1.407",
        ".95, 1.00, .02, .030, .0300, -1.291",
        ".60, .90, .02, .280, .2800, .373",
        ".05, .10, .005, .045, .0450, -.787",
        "1.0, 1.0, .005, -.005, -.005, -1.669",
        "1.0, 1.0, .02, -.02, -.02, -1.719",
        ".99, .97, -.005, -.015, -.015, 1.373",
        ".90, .80, -.005, -.095, -.095, .254"
    })
    void signFlips(double p0, double p1, double c, double net, double mean, double groupStd) {
        assertThat(TwoModePrompt.of(p0, p1).netValue(Stakes.ofPrice(0)) - c).isEqualTo(net, within(1e-12));
        assertThat(drive(p0, p1, c, 8, .5) * 8 / 7).isEqualTo(mean, within(1e-10));
        assertThat(drive(p0, p1, c, 8, .5, GROUP_STD)).isEqualTo(groupStd, within(5e-4));
    }

    private static double drive(double p0, double p1, double c, int group, double p, String... settings) {
        return TwoModes.updates(p0, p1, TwoModes.config(group, c, settings)).perVariance(0, p);
    }

    @ParameterizedTest
    @CsvSource({".90, .99", ".95, .99", ".02, .08"})
    void worthwhileThinkingIsPushedAwayAtEveryProbability(double p0, double p1) {
        assertThat(TwoModePrompt.of(p0, p1).netValue(Stakes.ofPrice(.02))).isPositive();
        for (int group : new int[] {8, 16}) {
            LevelUpdates updates = TwoModes.updates(p0, p1, TwoModes.config(group, .02, GROUP_STD));
            for (double p : PROBABILITIES) {
                assertThat(updates.perVariance(0, p))
                        .as("G = %d, p = %s", group, p)
                        .isNegative();
            }
        }
    }

    @Test
    void mixedAttractor() {
        LevelUpdates updates = TwoModes.updates(.70, .95, TwoModes.config(8, .02, GROUP_STD));
        for (double p : PROBABILITIES) {
            assertThat(Math.signum(updates.perVariance(0, p))).as("p = %s", p).isEqualTo(p <= .5 ? 1 : -1);
        }
    }

    @Test
    void unstablePoint() {
        LevelUpdates updates = TwoModes.updates(.10, .40, TwoModes.config(8, .02, GROUP_STD));
        for (double p : PROBABILITIES) {
            assertThat(Math.signum(updates.perVariance(0, p))).as("p = %s", p).isEqualTo(p < .1 ? -1 : 1);
        }
    }

    @ParameterizedTest
    @CsvSource({".99, .97", ".97, .95", ".95, .90", ".90, .80", ".10, .05", ".05, .03"})
    void aThinkBonusReinforcesHarmfulThinkingAtEveryProbability(double p0, double p1) {
        LevelUpdates updates = TwoModes.updates(p0, p1, TwoModes.config(8, -.005, GROUP_STD));
        for (double p : PROBABILITIES) {
            assertThat(updates.perVariance(0, p)).as("p = %s", p).isPositive();
        }
    }

    /** Smallest p1 - p0 from which thinking is reinforced at pi = .5, where the true value of thinking breaks even at .01. */
    @ParameterizedTest(name = "G = {0}, p0 = {1}")
    @CsvSource({"4, 0, .386", "8, 0, .263", "16, 0, .166", "4, .5, .140", "8, .5, .016", "16, .5, .009", "16, .8, .043"
    })
    void breakEvenGain(int group, double p0, double printed) {
        double low = 0;
        double high = 1 - p0;
        assertThat(drive(p0, p0 + high, .01, group, .5, GROUP_STD)).isPositive();
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (drive(p0, p0 + middle, .01, group, .5, GROUP_STD) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        assertThat(low).isEqualTo(printed, within(5e-4));
    }

    @ParameterizedTest
    @CsvSource({"4", "8"})
    void noGainBreaksEven(int group) {
        for (double gain = 0; gain <= .2 + 1e-9; gain += .01) {
            assertThat(drive(.8, Math.min(1, .8 + gain), .01, group, .5, GROUP_STD))
                    .as("gain %.2f", gain)
                    .isNegative();
        }
    }

    @Test
    void aMeanBaselineWithoutScaleAndABatchDeviationKeepTheSign() {
        for (double[] row : new double[][] {{.97, 1, .005}, {.05, .1, .005}, {1, 1, .02}, {.99, .97, -.005}}) {
            double net = row[1] - row[0] - row[2];
            TrainerConfig batch = TwoModes.config(8, row[2], "trainer.advantage.scale=batch-std");
            for (double p : PROBABILITIES) {
                assertThat(Math.signum(drive(row[0], row[1], row[2], 8, p))).isEqualTo(Math.signum(net));
                assertThat(Math.signum(TwoModes.updates(row[0], row[1], batch).perVariance(0, p)))
                        .isEqualTo(Math.signum(net));
            }
        }
    }

    /** Each term by its own deviation in the group (GDPO), the cost weighted by c: the sign is right in every row. */
    @ParameterizedTest(name = "{0} -> {1}, c = {2}")
    @CsvSource({
        ".97, 1.00, .005, .064, -1.663",
        ".95, 1.00, .02, .085, -1.616",
        ".60, .90, .02, .534, -1.167",
        ".05, .10, .005, .103, -1.624",
        "1.0, 1.0, .005, -.009, -1.736",
        "1.0, 1.0, .02, -.035, -1.736"
    })
    void scaledTermByTerm(double p0, double p1, double c, double weightC, double weight1) {
        String terms = "trainer.advantage.terms=scale-then-sum";
        // The published epsilon is added to the deviation of a cost of 1, ours to that of c.
        String epsilon = "trainer.advantage.scaleEpsilon=1e-9";
        double weighted = drive(p0, p1, c, 8, .5, terms, epsilon, "trainer.advantage.termWeights=[1, " + c + "]");
        assertThat(weighted).isEqualTo(weightC, within(5.1e-4));
        assertThat(Math.signum(weighted)).isEqualTo(Math.signum(p1 - p0 - c));
        double equal = drive(p0, p1, c, 8, .5, terms, epsilon);
        assertThat(equal).isEqualTo(weight1, within(5.1e-4)).isBetween(-1.745, -1.165);
    }
}
