package dwell.envs.families.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Zone;
import dwell.envs.families.refine.RefineProcess.State;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefineProcessTest {
    private static final int ANSWER = 0;
    private static final int THINK = 1;
    private static final int RECHECK = 2;

    /** One level, no feelings. */
    private static RefineParameters plain(
            double ceiling, double offset, double scale, double loss, int thinks, double tokens) {
        return new RefineParameters(
                List.of(ceiling),
                List.of(offset),
                List.of(scale),
                List.of(loss),
                List.of(),
                0,
                thinks,
                tokens,
                0,
                1,
                0,
                List.of(0.0),
                0,
                0.5);
    }

    /** A draft that is right with probability {@code start} after one think, then up to 8 re-checks of 1 token each. */
    private static CompiledProcess waits(double start, double k, double f, int rechecks) {
        return compile(new RefineParameters(
                List.of(start),
                List.of(-1e6),
                List.of(1.0),
                List.of(),
                List.of(),
                0,
                1,
                0,
                rechecks,
                1,
                1,
                List.of(k),
                f,
                0.5));
    }

    private static CompiledProcess compile(RefineParameters parameters) {
        return ProcessCompiler.compile(new RefineFamily().declare(parameters));
    }

    /** Thinks so often, re-checks so often, then answers, whatever is felt. */
    static PolicyTable fixed(CompiledProcess process, int thinks, int rechecks) {
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            State state = (State) process.state(s);
            int wanted = state.thinks() < thinks ? THINK : state.rechecks().length() < rechecks ? RECHECK : ANSWER;
            int taken = process.choiceOf(s, wanted);
            choice[s] = taken < 0 ? process.choiceBegin(s) : taken;
        }
        return PolicyTable.deterministic(process, choice);
    }

    private static Performance of(CompiledProcess process, double price, int thinks, int rechecks) {
        return Evaluation.of(process, Stakes.ofPrice(price), fixed(process, thinks, rechecks))
                .overall();
    }

    /** A(1 - e^(-x/tau)) e^(-x/xi), written out again; feelings that nobody listens to change nothing. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.85, 1})
    void accuracyAfterAFixedNumberOfThinksIsTheCurveOfTheLevel(double signal) {
        double[] a = {0.97, 0.8, 0.3};
        double[] t0 = {-250, 0, 700};
        double[] tau = {300, 1000, 2000};
        double[] xi = {2000, 9000, 0};
        CompiledProcess process = compile(new RefineParameters(
                List.of(0.97, 0.8, 0.3),
                List.of(-250.0, 0.0, 700.0),
                List.of(300.0, 1000.0, 2000.0),
                List.of(2000.0, 9000.0, 0.0),
                List.of(),
                0.7,
                10,
                350,
                1,
                1,
                100,
                List.of(0.3, 0.2, 0.1),
                0.05,
                signal));
        for (int n = 0; n <= 10; n++) {
            Evaluation evaluation = Evaluation.of(process, Stakes.ofPrice(0), fixed(process, n, 0));
            for (int level = 0; level < 3; level++) {
                double x = Math.max(350 * n - t0[level], 0);
                double kept = xi[level] == 0 ? 1 : Math.exp(-x / xi[level]);
                assertThat(evaluation.levels().get(level).accuracy())
                        .isCloseTo(a[level] * (1 - Math.exp(-x / tau[level])) * kept, within(1e-12));
                assertThat(evaluation.levels().get(level).compute()).isCloseTo(350 * n, within(1e-9));
            }
        }
    }

    /** t* = t0 + tau ln(A / (c tau)) on the grid of thinks; the utility there is that of the closed form. */
    @ParameterizedTest
    @CsvSource({
        "0.5792, 453.9, 2290, 4e-5",
        "0.5792, 453.9, 2290, 1e-5",
        "0.921, -344.1, 699.4, 4e-5",
        "0.5905, -554.8, 981.7, 4e-5"
    })
    void theOptimalBudgetOfASaturatingCurveIsTheClosedForm(double a, double t0, double tau, double price) {
        CompiledProcess process = compile(plain(a, t0, tau, 0, 64, 150));
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(price));
        double tokens = Evaluation.of(process, Stakes.ofPrice(price), optimum.policy())
                .overall()
                .compute();
        double best = t0 + tau * Math.log(a / (price * tau));
        assertThat(tokens).isCloseTo(best, within(150.0));
        double bound = a * (1 - Math.exp(-(best - t0) / tau)) - price * best;
        assertThat(optimum.utility()).isCloseTo(bound, within(1e-3)).isLessThanOrEqualTo(bound);
    }

    /** t* = tau ln(1 + xi / tau): beyond the peak thought loses answers even where it is free. */
    @Test
    void freeThoughtStopsAtThePeakOfAnInvertedU() {
        CompiledProcess process = compile(plain(0.8875, 0, 143.7, 68555, 64, 25));
        Performance best = Evaluation.of(
                        process,
                        Stakes.ofPrice(0),
                        Optimum.of(process, Stakes.ofPrice(0)).policy())
                .overall();
        assertThat(best.compute()).isCloseTo(143.7 * Math.log1p(68555 / 143.7), within(25.0));
        assertThat(best.accuracy()).isCloseTo(0.8743, within(6e-5));
        assertThat(of(process, 0, 64, 0).accuracy()).isLessThan(best.accuracy());
    }

    /** A_r = A* + (A_0 - A*)(1 - k - f)^r; each wait gains 1 - k - f times what the one before gained. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.1, 0.02", "0.9, 0.1, 0.05", "0.9, 0.3, 0.01", "0.5, 0.1542, 0.1098"})
    void forcedWaitsGainLessEachTimeByTheSameFactor(double start, double k, double f) {
        CompiledProcess process = waits(start, k, f, 8);
        double fixedPoint = k / (k + f);
        double gain = Double.NaN;
        for (int r = 0; r < 8; r++) {
            double here = of(process, 0, 1, r).accuracy();
            double next = of(process, 0, 1, r + 1).accuracy();
            assertThat(here).isCloseTo(fixedPoint + (start - fixedPoint) * Math.pow(1 - k - f, r), within(1e-12));
            assertThat(next - here > 0).isEqualTo(start < fixedPoint);
            if (r > 0) {
                assertThat((next - here) / gain).isCloseTo(1 - k - f, within(1e-9));
            }
            gain = next - here;
        }
    }

    /**
     * Waits on AIME24 with A* = 0.584 and 1 - k - f = 0.736: within 0.008 of the published 0.5, 0.5333, 0.5667, 0.5667 after 0, 2,
     * 4, 6 waits; the fourth gains less than a standard error of 30 items.
     */
    @Test
    void waitsOfS1AreThePublishedOnes() {
        double k = 0.584 * 0.264;
        CompiledProcess process = waits(0.5, k, 0.264 - k, 6);
        double[] published = {0.5, 0.5333, 0.5667, 0.5667};
        for (int i = 0; i < 4; i++) {
            assertThat(of(process, 0, 1, 2 * i).accuracy()).isCloseTo(published[i], within(0.008));
        }
        double fourth = of(process, 0, 1, 4).accuracy() - of(process, 0, 1, 3).accuracy();
        assertThat(fourth).isLessThan(Math.sqrt(0.25 / 30));
    }

    /** Waits at 530 tokens and 3e-5 a token: the optimum stops after the second, the sixth is hypervigilant. */
    @Test
    void returnsOfWaitsFallThroughTheZones() {
        RefineParameters s1 = new RefineParameters(
                List.of(0.5649),
                List.of(458.6),
                List.of(2237.0),
                List.of(),
                List.of(),
                0,
                5,
                1060,
                8,
                5,
                530,
                List.of(0.1542),
                0.1098,
                0.5);
        CompiledProcess process = compile(s1);
        Stakes stakes = Stakes.ofPrice(3e-5);
        List<Zone> zones = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            zones.add(Zone.ofReturn(Zone.returnRatio(of(process, 3e-5, n, 0), of(process, 3e-5, n + 1, 0), stakes)));
        }
        for (int r = 0; r <= 6; r++) {
            zones.add(Zone.ofReturn(Zone.returnRatio(of(process, 3e-5, 5, r), of(process, 3e-5, 5, r + 1), stakes)));
        }
        assertThat(zones.subList(1, 12))
                .containsExactly(
                        Zone.DEFAULT, // 1,060 tokens
                        Zone.THINK_HARD,
                        Zone.CHECK_WORK,
                        Zone.CHECK_WORK,
                        Zone.CHECK_WORK, // 5,300 tokens, the natural stop
                        Zone.CHECK_WORK,
                        Zone.DIMINISHING_RETURNS, // Wait twice
                        Zone.DIMINISHING_RETURNS,
                        Zone.DIMINISHING_RETURNS, // four times
                        Zone.DIMINISHING_RETURNS,
                        Zone.HYPERVIGILANCE); // six times
        Performance best = Evaluation.of(
                        process, stakes, Optimum.of(process, stakes).policy())
                .overall();
        assertThat(best.thinks()).isCloseTo(7, within(1e-12));
    }

    @Test
    void aFeelingIsWorthMoreTheMoreReliableItIs() {
        double last = Double.NEGATIVE_INFINITY;
        for (double signal : new double[] {0.5, 0.6, 0.75, 0.9, 1}) {
            RefineParameters d = new RefineFamily().defaults();
            double utility = Optimum.of(
                            compile(new RefineParameters(
                                    d.ceilings(),
                                    d.offsets(),
                                    d.scales(),
                                    d.lossScales(),
                                    d.weights(),
                                    d.cueReliability(),
                                    d.maxThinks(),
                                    d.thinkCompute(),
                                    d.maxRechecks(),
                                    d.recheckAfter(),
                                    d.recheckCompute(),
                                    d.repairs(),
                                    d.corruption(),
                                    signal)),
                            new RefineFamily().defaultStakes())
                    .utility();
            assertThat(utility).isGreaterThan(last + 1e-3);
            last = utility;
        }
    }

    @Test
    void theOptimalBudgetOfTheDefaultsIsAnInvertedUInDifficultyWhereTheLevelIsKnown() {
        RefineParameters d = new RefineFamily().defaults();
        Stakes stakes = new RefineFamily().defaultStakes();
        List<Double> budgets = new ArrayList<>();
        for (int level = 0; level < d.ceilings().size(); level++) {
            CompiledProcess process = compile(new RefineParameters(
                    List.of(d.ceilings().get(level)),
                    List.of(d.offsets().get(level)),
                    List.of(d.scales().get(level)),
                    List.of(d.lossScales().get(level)),
                    List.of(),
                    0,
                    d.maxThinks(),
                    d.thinkCompute(),
                    d.maxRechecks(),
                    d.recheckAfter(),
                    d.recheckCompute(),
                    List.of(d.repairs().get(level)),
                    d.corruption(),
                    d.signalReliability()));
            budgets.add(
                    Evaluation.of(process, stakes, Optimum.of(process, stakes).policy())
                            .overall()
                            .compute());
        }
        assertThat(budgets.get(0)).isBetween(200.0, budgets.get(1) - 200);
        assertThat(budgets.get(2)).isGreaterThan(budgets.get(1) + 200);
        assertThat(budgets.get(3)).isZero();
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        RefineParameters d = new RefineFamily().defaults();
        RefineProcess process = new RefineProcess(d);
        double[] out = new double[process.features().size()];
        process.observe(new State(2, 6, 3, "-"), out);
        assertThat(out[5]).isBetween(0.01, 0.99);
        assertThat(out).containsExactly(6 / 12.0, 0.5, -1, 3 / 12.0, -1, out[5], 0, 0, 1, 0, 1);
        process.observe(new State(0, 0, 0, ""), out);
        // Only the first level's draft can be right at once; the cue shows this level with 0.7 + 0.3 / 4.
        double right = 0.98 * (1 - Math.exp(-200 / 300.0)) * Math.exp(-200 / 20_000.0);
        assertThat(out[5]).isCloseTo(0.775 * right, within(1e-12));
        out[5] = 0;
        assertThat(out).containsExactly(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1);
        assertThat(process.features()).hasSize(11);
    }
}
