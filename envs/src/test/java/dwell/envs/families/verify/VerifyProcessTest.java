package dwell.envs.families.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Tallies;
import dwell.envs.families.verify.VerifyProcess.State;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyProcessTest {
    private static final int ANSWER = 0;
    private static final int CHECK = 1;

    private static CompiledProcess compile(VerifyParameters parameters) {
        return ProcessCompiler.compile(new VerifyFamily().declare(parameters));
    }

    private static CompiledProcess of(double p0, double h, double g, double rho, double alarm, int checks) {
        return compile(new VerifyParameters(List.of(p0), List.of(rho), List.of(), 0, checks, 1, h, alarm, g, false));
    }

    /** A pass repairs with probability k and spoils with probability f. */
    private static CompiledProcess passes(double p0, double k, double f, int checks) {
        double g = 0.5;
        return of(p0, k / g, g, 0, f / (1 - g), checks);
    }

    /** Checks so often, whatever comes out, then answers. */
    private static double accuracy(CompiledProcess process, int checks) {
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            int wanted = process.choiceOf(s, ((State) process.state(s)).checks() < checks ? CHECK : ANSWER);
            choice[s] = wanted < 0 ? process.choiceBegin(s) : wanted;
        }
        return Evaluation.of(process, Stakes.ofPrice(0), PolicyTable.deterministic(process, choice))
                .overall()
                .accuracy();
    }

    private static int cleanChecksOfTheOptimum(CompiledProcess process, Stakes stakes) {
        Optimum optimum = Optimum.of(process, stakes);
        int most = -1;
        for (int s = 0; s < process.stateCount(); s++) {
            State state = (State) process.state(s);
            if (state.firstAlarm() == 0 && process.actionOf(optimum.best(s)) == ANSWER) {
                most = most < 0 ? state.checks() : Math.min(most, state.checks());
            }
        }
        return most;
    }

    /** The first number of clean checks after which one more gains no more than it costs, as printed; g = 1, R = 1. */
    @ParameterizedTest
    @CsvSource({
        "0.9,  0.3, 0,   0.01, 4",
        "0.9,  0.3, 0.5, 0.01, 2",
        "0.9,  0.3, 0,   0.05, 0",
        "0.9,  0.6, 0,   0.01, 3",
        "0.9,  0.6, 0,   0.05, 1",
        "0.5,  0.3, 0,   0.01, 10",
        "0.5,  0.3, 0,   0.05, 5",
        "0.5,  0.3, 0.5, 0.01, 7",
        "0.5,  0.3, 0.5, 0.05, 2",
        "0.99, 0.3, 0,   0.01, 0",
        "0.99, 0.3, 0.5, 0.01, 0",
        "0.99, 0.3, 0,   0.05, 0",
        "0.99, 0.6, 0,   0.01, 0",
        "0.99, 0.6, 0,   0.05, 0"
    })
    void theOptimumChecksAsOftenAsPrinted(double p0, double h, double rho, double price, int printed) {
        CompiledProcess process = of(p0, h, 1, rho, 0, 20);
        assertThat(cleanChecksOfTheOptimum(process, Stakes.ofPrice(price))).isEqualTo(printed);
        assertThat(rule(p0, h, rho, price)).isEqualTo(printed);
        // Only the ratio of price to stakes counts.
        assertThat(cleanChecksOfTheOptimum(process, new Stakes(4 * price, 1, -3, 0)))
                .isEqualTo(printed);
    }

    @Test
    void theOptimumStopsWhereTheGainOfOneMoreCleanCheckFallsBelowThePrice() {
        for (double p0 : new double[] {0.2, 0.5, 0.8, 0.95}) {
            for (double h : new double[] {0.2, 0.5, 0.9}) {
                for (double rho : new double[] {0, 0.3, 0.7}) {
                    for (double price : new double[] {0.012, 0.037, 0.11}) {
                        CompiledProcess process = of(p0, h, 1, rho, 0, 32);
                        assertThat(cleanChecksOfTheOptimum(process, Stakes.ofPrice(price)))
                                .isEqualTo(rule(p0, h, rho, price));
                    }
                }
            }
        }
    }

    private static int rule(double p0, double h, double rho, double price) {
        for (int r = 0; ; r++) {
            double left = Math.pow(1 - h, r);
            double gain = (1 - p0) * (1 - rho) * left / (p0 + (1 - p0) * (rho + (1 - rho) * left)) * h;
            if (gain <= price) {
                return r;
            }
        }
    }

    /** A_r = A* + (A_0 - A*)(1 - k - f)^r, to the printed digits. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.1, 0.02, 0.8333, 6, 0.6785",
        "0.9, 0.1, 0.05, 0.6667, 0, 0.9",
        "0.9, 0.1, 0.05, 0.6667, 1, 0.865",
        "0.9, 0.1, 0.05, 0.6667, 2, 0.8352",
        "0.9, 0.1, 0.05, 0.6667, 3, 0.8100",
        "0.9, 0.1, 0.05, 0.6667, 6, 0.7547",
        "0.9, 0.3, 0.01, 0.9677, 6, 0.9604"
    })
    void accuracyAfterForcedChecksIsThePrintedOne(
            double start, double k, double f, double fixedPoint, int checks, double printed) {
        assertThat(k / (k + f)).isCloseTo(fixedPoint, within(5.1e-5));
        double accuracy = accuracy(passes(start, k, f, 6), checks);
        assertThat(accuracy).isCloseTo(printed, within(5.1e-5));
        double a = k / (k + f);
        assertThat(accuracy).isCloseTo(a + (start - a) * Math.pow(1 - k - f, checks), within(1e-12));
    }

    @Test
    void checkingHarmsWhereTheAnswerIsBetterThanTheFixedPointAndOnlyThere() {
        for (double start : new double[] {0.1, 0.5, 0.7, 0.9, 0.99}) {
            for (double k : new double[] {0.05, 0.2, 0.45}) {
                for (double f : new double[] {0.01, 0.1, 0.4}) {
                    CompiledProcess process = passes(start, k, f, 5);
                    for (int r = 1; r <= 5; r++) {
                        assertThat(accuracy(process, r) < start)
                                .as("%s %s %s %s", start, k, f, r)
                                .isEqualTo(start > k / (k + f));
                    }
                }
            }
        }
    }

    /** By 1 - k - f, here that of the waits of s1. */
    @Test
    void theGainOfForcedChecksFallsByTheSameFactor() {
        CompiledProcess process = passes(0.5, 0.154176, 0.109824, 6);
        double first = accuracy(process, 1) - accuracy(process, 0);
        for (int r = 1; r < 6; r++) {
            double gain = accuracy(process, r + 1) - accuracy(process, r);
            assertThat(gain / first).isCloseTo(Math.pow(0.736, r), within(1e-9));
        }
    }

    /** Probabilities of alarms and of right answers against a sum over all that can have happened to a hidden answer. */
    @Test
    void alarmsAndAnswersAreThoseOfAHiddenAnswer() {
        VerifyParameters parameters =
                new VerifyParameters(List.of(0.8, 0.3), List.of(0.1, 0.6), List.of(), 0.5, 6, 1, 0.4, 0.1, 0.7, false);
        CompiledProcess process = compile(parameters);
        Map<State, double[][]> mass = new HashMap<>();
        for (int level = 0; level < 2; level++) {
            for (int cue = 0; cue < 2; cue++) {
                double p = parameters.accuracies().get(level);
                double hidden = (1 - p) * parameters.undetectable().get(level);
                double seen = cue == level ? 0.75 : 0.25;
                double[] start = {seen * p, seen * (1 - p - hidden), seen * hidden};
                walk(new State(cue, 0, 0, 0), start, level, mass);
            }
        }
        assertThat(mass).hasSize(process.stateCount());
        for (int s = 0; s < process.stateCount(); s++) {
            double[][] here = mass.get((State) process.state(s));
            double[] total = new double[2];
            for (int level = 0; level < 2; level++) {
                total[level] = here[level][0] + here[level][1] + here[level][2];
                int right = process.branchBegin(process.choiceOf(s, ANSWER));
                assertThat(process.probability(level, right)).isCloseTo(here[level][0] / total[level], within(1e-12));
            }
            assertThat(process.posterior(s, 0)).isCloseTo(total[0] / (total[0] + total[1]), within(1e-12));
        }
    }

    /** Follows right, exposable and undetectable answers through all strings of alarms, keeping only the declared state. */
    private static void walk(State state, double[] answer, int level, Map<State, double[][]> mass) {
        double[] sum = mass.computeIfAbsent(state, key -> new double[2][3])[level];
        for (int i = 0; i < 3; i++) {
            sum[i] += answer[i];
        }
        if (state.checks() == 6) {
            return;
        }
        double alarm = answer[0] * 0.1 + answer[1] * 0.4;
        int first = state.firstAlarm() == 0 ? state.checks() + 1 : state.firstAlarm();
        walk(
                new State(state.cue(), state.checks() + 1, first, 0),
                new double[] {alarm * 0.7, alarm * 0.3, 0},
                level,
                mass);
        walk(
                new State(state.cue(), state.checks() + 1, state.firstAlarm(), state.clean() + 1),
                new double[] {answer[0] * 0.9, answer[1] * 0.6, answer[2]},
                level,
                mass);
    }

    @Test
    void theOptimalNumberOfChecksOfTheDefaultsIsAnInvertedUInDifficulty() {
        CompiledProcess process = compile(new VerifyFamily().defaults());
        Stakes stakes = new VerifyFamily().defaultStakes();
        List<Double> checks = new ArrayList<>();
        Evaluation.of(process, stakes, Optimum.of(process, stakes).policy())
                .levels()
                .forEach(level -> checks.add(level.thinks()));
        assertThat(checks.get(1)).isGreaterThan(checks.get(0) + 1);
        assertThat(checks.get(2)).isGreaterThan(checks.get(1) + 0.5);
        assertThat(checks.get(3)).isLessThan(checks.get(2) - 1);
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        VerifyProcess process = new VerifyProcess(new VerifyFamily().defaults());
        double[] out = new double[9];
        process.observe(new State(1, 7, 3, 2), out);
        assertThat(out).containsExactly(0.7, 0.2, 0.3, 1, 0, 1, 0, 0, 1);
        process.observe(new State(3, 4, 0, 4), out);
        assertThat(out).containsExactly(0.4, 0.4, 0, 0, 0, 0, 0, 1, 1);
        assertThat(process.features()).hasSize(9);
    }

    /** Answers lost by six blind passes are f times the shares of right answers before each. */
    @Test
    void countsAreThoseOfTheDescription() {
        VerifyProcess process = new VerifyProcess(
                new VerifyParameters(List.of(0.9), List.of(0.0), List.of(), 0, 6, 1, 0.2, 0.1, 0.5, false));
        CompiledProcess compiled = ProcessCompiler.compile(process);
        int[] choice = new int[compiled.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            choice[s] = compiled.isDecision(s) ? compiled.choiceOf(s, CHECK) : compiled.choiceBegin(s);
        }
        double[] visits = Evaluation.visits(compiled, PolicyTable.deterministic(compiled, choice));
        double lost = 0;
        double afterClean = 0;
        for (int s = 0; s < choice.length; s++) {
            double[] out = new double[2];
            if (compiled.isDecision(s)) {
                process.tally((State) compiled.state(s), compiled.actions().get(CHECK), 0, out);
            }
            afterClean += visits[s] * out[0];
            lost += visits[s] * out[1];
        }
        double expected = 0;
        double alarms = 0;
        double right = 0.9;
        for (int r = 0; r < 6; r++) {
            expected += right * 0.05;
            // Every check but the last is followed by another; it was clean unless it raised an alarm.
            alarms += r < 5 ? right * 0.1 + (1 - right) * 0.2 : 0;
            right += (1 - right) * 0.1 - right * 0.05;
        }
        assertThat(lost).isCloseTo(expected, within(1e-12));
        assertThat(afterClean).isCloseTo(5 - alarms, within(1e-12));
        double[] none = new double[2];
        process.tally(new State(0, 2, 0, 2), compiled.actions().get(ANSWER), 0, none);
        assertThat(none).containsOnly(0);
        assertThat(process.tallies()).hasSize(2);
    }

    /** A policy that does not look at the cue treats the items of a level as if there were no other level. */
    @Test
    void theCountsOfALevelAreThoseOfAProcessWithThatLevelOnly() {
        VerifyParameters all = new VerifyFamily().defaults();
        CompiledProcess process = ProcessCompiler.compile(new VerifyProcess(all));
        List<List<Double>> levels = Tallies.of(process, uniform(process)).levels();
        for (int level = 0; level < levels.size(); level++) {
            CompiledProcess alone = ProcessCompiler.compile(new VerifyProcess(new VerifyParameters(
                    List.of(all.accuracies().get(level)),
                    List.of(all.undetectable().get(level)),
                    List.of(),
                    1,
                    all.maxChecks(),
                    all.checkCompute(),
                    all.detection(),
                    all.falseAlarm(),
                    all.fix(),
                    all.abstain())));
            List<Double> expected = Tallies.of(alone, uniform(alone)).overall();
            for (int t = 0; t < expected.size(); t++) {
                assertThat(levels.get(level).get(t)).isCloseTo(expected.get(t), within(1e-12));
            }
        }
    }

    private static PolicyTable uniform(CompiledProcess process) {
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            int begin = process.choiceBegin(s);
            int end = process.choiceBegin(s + 1);
            Arrays.fill(probability, begin, end, 1.0 / (end - begin));
        }
        return PolicyTable.ofChoices(process, probability);
    }
}
