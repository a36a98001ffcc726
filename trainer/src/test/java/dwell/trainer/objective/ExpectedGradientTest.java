package dwell.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.TaskFixture;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What estimators estimate on prompts with two arms, of which one pays 1: the expectation of {@code mean_i A_i d ln pi(a_i)} over
 * all outcomes of groups, through the real class, by the true gradient p (1 - p).
 */
class ExpectedGradientTest {
    private static final double EPSILON = 1e-4;

    /** Features A1: the whole table, against its closed form (1e-10) and its printed digits. */
    @ParameterizedTest
    @CsvSource({
        "2,.5000,.7070,.7070,.7070,.7070",
        "4,.7500,1.4918,1.4635,1.4153,1.3993",
        "8,.8750,2.4063,2.1768,1.8356,1.7355",
        "16,.9375,3.4874,2.7565,2.0256,1.8723"
    })
    void oneBinaryPromptHasTheFactorsOfTheClosedForm(
            int group, double none, double p02, double p10, double p30, double p50) {
        double[] printed = {p02, p10, p30, p50};
        double[] probabilities = {.02, .1, .3, .5};
        for (int i = 0; i < 4; i++) {
            for (double p : new double[] {probabilities[i], 1 - probabilities[i]}) {
                double plain = factor("mean", "none", group, new double[] {p});
                assertThat(plain)
                        .isCloseTo((group - 1.0) / group, within(1e-10))
                        .isCloseTo(none, within(5e-5));
                double scaled = factor("mean", "group-std", group, new double[] {p});
                assertThat(scaled)
                        .isCloseTo(closedForm(group, p), within(1e-10))
                        .isCloseTo(printed[i], within(5.1e-5));
                assertThat(factor("leave-one-out", "none", group, new double[] {p}))
                        .isCloseTo(1, within(1e-10));
                assertThat(factor("leave-one-out", "group-std", group, new double[] {p}))
                        .isCloseTo(closedForm(group, p) * group / (group - 1), within(1e-10));
            }
        }
    }

    /** sum_k Bin(k) s_k^2 / (s_k + eps) x (G - 1) / (G p (1 - p)), s_k the sample deviation with k right. */
    private static double closedForm(int group, double p) {
        double sum = 0;
        for (int k = 0; k <= group; k++) {
            double s = Math.sqrt((double) k * (group - k) / group / (group - 1));
            double choose = 1;
            for (int i = 1; i <= k; i++) {
                choose *= (double) (group - k + i) / i;
            }
            sum += choose * Math.pow(p, k) * Math.pow(1 - p, group - k) * s * s / (s + EPSILON);
        }
        return sum * (group - 1) / (group * p * (1 - p));
    }

    /**
     * Three reference prompts with p of .1, .5, .9 in one update of groups of 3: every baseline with every scale, against the
     * definitions written out once more, and where nothing divides, against the factor that theory gives.
     */
    @ParameterizedTest
    @CsvSource({
        "mean,none,0.6666666666666667", "mean,group-std,", "mean,batch-std,", "mean,running,",
        "leave-one-out,none,1", "leave-one-out,group-std,", "leave-one-out,batch-std,", "leave-one-out,running,",
        // The baseline holds 1 / 9 of the reward itself.
        "batch,none,0.8888888888888888", "batch,group-std,", "batch,batch-std,", "batch,running,",
        // Decisions: 1 of a wrong answer, 2 of a right one.
        "length-weighted,none,", "length-weighted,group-std,", "length-weighted,batch-std,", "length-weighted,running,",
        "greedy,none,1", "greedy,group-std,", "greedy,batch-std,", "greedy,running,",
        "none,none,1", "none,group-std,", "none,batch-std,", "none,running,"
    })
    void everyBaselineWithEveryScaleHasTheFactorOfItsDefinition(String baseline, String scale, Double theory) {
        double[] p = {.1, .5, .9};
        for (int prompt = 0; prompt < 3; prompt++) {
            double real = factor(baseline, scale, 3, p, prompt, null);
            double defined = factor(baseline, scale, 3, p, prompt, rewards -> defined(baseline, scale, 3, rewards));
            assertThat(real).as("prompt %d", prompt).isCloseTo(defined, within(1e-12));
            if (theory != null) {
                assertThat(real).isCloseTo(theory, within(1e-12));
            }
        }
    }

    private interface Estimator {
        double[] of(double[] rewards);
    }

    private static double greedy(int prompt) {
        return prompt == 0 ? 0 : 1;
    }

    private static int length(double reward) {
        return reward == 1 ? 2 : 1;
    }

    /** The definitions, in single passes over streams. */
    private static double[] defined(String baseline, String scale, int group, double[] rewards) {
        double[] out = new double[rewards.length];
        for (int i = 0; i < out.length; i++) {
            int g = i / group;
            double[] own = Arrays.copyOfRange(rewards, g * group, (g + 1) * group);
            double sum = Arrays.stream(own).sum();
            double base = switch (baseline) {
                case "mean" -> sum / group;
                case "leave-one-out" -> (sum - rewards[i]) / (group - 1);
                case "batch" -> Arrays.stream(rewards).average().orElseThrow();
                case "length-weighted" ->
                    Arrays.stream(own).map(r -> length(r) * r).sum()
                            / Arrays.stream(own).map(r -> length(r)).sum();
                case "greedy" -> greedy(g);
                default -> 0;
            };
            double divisor = switch (scale) {
                case "group-std" -> deviation(own) + EPSILON;
                case "none" -> 1;
                default -> deviation(rewards) + EPSILON;
            };
            out[i] = (rewards[i] - base) / divisor;
        }
        return out;
    }

    private static double deviation(double[] values) {
        double n = values.length;
        double sum = Arrays.stream(values).sum();
        double squares = Arrays.stream(values).map(v -> v * v).sum();
        return Math.sqrt(Math.max(0, (squares - sum * sum / n) / (n - 1)));
    }

    private static double factor(String baseline, String scale, int group, double[] p) {
        return factor(baseline, scale, group, p, 0, null);
    }

    /** The factor of one prompt; {@code other} takes the place of the real class. */
    private static double factor(String baseline, String scale, int group, double[] p, int prompt, Estimator other) {
        int n = group * p.length;
        double[] rewards = new double[n];
        double[] greedy = IntStream.range(0, p.length)
                .mapToDouble(ExpectedGradientTest::greedy)
                .toArray();
        int[] lengths = new int[n];
        Plain facts = new Plain(group, lengths, new double[n]);
        Advantages out = new Advantages(n);
        var config = TaskFixture.advantage("baseline=" + baseline, "scale=" + scale, "scaleEpsilon=" + EPSILON);
        // A running deviation of one update: every outcome starts a run.
        Advantage advantage = new Advantage(config, group);
        double[] fresh = new double[advantage.state().length];
        double expected = 0;
        for (int outcome = 0; outcome < 1 << n; outcome++) {
            double probability = 1;
            for (int i = 0; i < n; i++) {
                rewards[i] = outcome >> i & 1;
                lengths[i] = length(rewards[i]);
                probability *= rewards[i] == 1 ? p[i / group] : 1 - p[i / group];
            }
            double[] a;
            if (other == null) {
                advantage.restore(fresh);
                advantage.of(rewards, null, facts, greedy, out);
                a = out.episodes();
            } else {
                a = other.of(rewards);
            }
            double gradient = 0;
            for (int i = prompt * group; i < (prompt + 1) * group; i++) {
                gradient += a[i] * (rewards[i] - p[prompt]) / group;
            }
            expected += probability * gradient;
        }
        return expected / (p[prompt] * (1 - p[prompt]));
    }

    /**
     * Features A2: one prompt, think or answer at once with probability 1/2 each, reward = right - c if thinking. The expected
     * drive of the think logit over pi (1 - pi), in groups of 8: the mean baseline times 8/7 is the true net value, dividing by
     * the group's deviation turns signs. Values to the printed digits.
     */
    @ParameterizedTest
    @CsvSource({
        ".97,1.00,.005,.0250,-1.407",
        ".95,1.00,.02,.0300,-1.291",
        ".60,.90,.02,.2800,.373",
        ".05,.10,.005,.0450,-.787",
        "1.0,1.0,.005,-.0050,-1.669",
        "1.0,1.0,.02,-.0200,-1.719",
        ".99,.97,-.005,-.0150,1.373",
        ".90,.80,-.005,-.0950,.254"
    })
    void groupStdTurnsTheSignOfThePrice(double p0, double p1, double c, double net, double scaled) {
        assertThat(net).isCloseTo(p1 - p0 - c, within(1e-12));
        assertThat(drive(p0, p1, c, .5, "scale=none") * 8 / 7).isCloseTo(net, within(1e-12));
        assertThat(drive(p0, p1, c, .5, "scale=group-std")).isCloseTo(scaled, within(5.1e-4));
    }

    /** Below features A2: GDPO with the price for weight keeps the sign, with weight 1 it does not. */
    @ParameterizedTest
    @CsvSource({".97,1.00,.005", ".95,1.00,.02", ".05,.10,.005"})
    void termsThatAreScaledApartKeepTheSignWhenWeighted(double p0, double p1, double c) {
        double weighted = drive(p0, p1, c, .5, "terms=scale-then-sum", "scale=none", "termWeights=[1," + c + "]");
        double equal = drive(p0, p1, c, .5, "terms=scale-then-sum", "scale=none", "termWeights=[1,1]");
        assertThat(weighted).isPositive();
        if (p0 == .97) {
            assertThat(weighted).isCloseTo(.064, within(5.1e-4));
        }
        assertThat(equal).isBetween(-1.745, -1.165);
    }

    /** Stable mixed point of .70 to .95 between .5 and .7; unstable point of .10 to .40 between .02 and .1; c = .02. */
    @ParameterizedTest
    @CsvSource({".70,.95,.5,.7,1", ".10,.40,.02,.1,-1"})
    void theDriveChangesItsSignWhereTheNotesSay(double p0, double p1, double below, double above, int sign) {
        assertThat(sign * drive(p0, p1, .02, below, "scale=group-std")).isPositive();
        assertThat(sign * drive(p0, p1, .02, above, "scale=group-std")).isNegative();
    }

    /** Enumerates how many of 8 rollouts are direct and wrong, direct and right, thought and wrong, thought and right. */
    private static double drive(double p0, double p1, double c, double pi, String... config) {
        int group = 8;
        String[] all = Arrays.copyOf(config, config.length + 1);
        all[config.length] = "scaleEpsilon=" + EPSILON;
        Advantage advantage = new Advantage(TaskFixture.advantage(all), group);
        double[] chance = {(1 - pi) * (1 - p0), (1 - pi) * p0, pi * (1 - p1), pi * p1};
        double[][] terms = new double[2][group];
        double[] rewards = new double[group];
        Plain facts = new Plain(group, new int[group], new double[group]);
        Advantages out = new Advantages(group);
        DoubleUnaryOperator factorial =
                n -> IntStream.rangeClosed(1, (int) n).asDoubleStream().reduce(1, (a, b) -> a * b);
        double expected = 0;
        for (int code = 0; code < 9 * 9 * 9; code++) {
            int[] counts = {code % 9, code / 9 % 9, code / 81, 0};
            counts[3] = group - counts[0] - counts[1] - counts[2];
            if (counts[3] < 0) {
                continue;
            }
            double probability = factorial.applyAsDouble(group);
            int at = 0;
            for (int kind = 0; kind < 4; kind++) {
                probability *= Math.pow(chance[kind], counts[kind]) / factorial.applyAsDouble(counts[kind]);
                for (int i = 0; i < counts[kind]; i++) {
                    terms[0][at] = kind % 2;
                    terms[1][at] = kind < 2 ? 0 : -c;
                    rewards[at] = terms[0][at] + terms[1][at];
                    at++;
                }
            }
            advantage.of(rewards, terms, facts, null, out);
            double gradient = 0;
            for (int i = 0; i < group; i++) {
                boolean thought = i >= counts[0] + counts[1];
                gradient += out.episodes()[i] * ((thought ? 1 : 0) - pi) / group;
            }
            expected += probability * gradient;
        }
        return expected / (pi * (1 - pi));
    }
}
