package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.RandomPolicy;
import dwell.envs.process.RandomProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.BiConsumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The exact results against the enumeration of all policies and all trajectories of small random processes. */
class BruteForceTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final int PROCESSES = 20;

    /** Small processes with between 16 and 5000 deterministic policies, each with stakes of its own. */
    private static void forEachSmall(BiConsumer<Trajectories<String>, Stakes> check) {
        int found = 0;
        for (int seed = 0; found < PROCESSES; seed++) {
            Trajectories<String> all = new Trajectories<>(process(seed, RandomProcess.Sight.FULL));
            if (all.policyCount() >= 16 && all.policyCount() <= 5000) {
                check.accept(all, stakes(seed));
                found++;
            }
        }
    }

    private static RandomProcess process(int seed, RandomProcess.Sight sight) {
        return new RandomProcess(seed, 1 + seed % 3, sight);
    }

    private static Stakes stakes(int seed) {
        return new Stakes(0.01 * (seed % 7), 1, -0.5 * (seed % 3), 0.1 * (seed % 5));
    }

    @Test
    void theOptimumIsTheBestOfAllPolicies() {
        forEachSmall((all, stakes) -> {
            double best = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < all.policyCount(); i++) {
                best = Math.max(best, all.overall(all.policy(i)).utility(stakes));
            }
            CompiledProcess process = ProcessCompiler.compile(all.process);
            Optimum optimum = Optimum.of(process, stakes);
            assertThat(optimum.utility()).isCloseTo(best, EXACT);
            double[][] policy = all.ofTable(process, optimum.policy());
            assertThat(all.overall(policy).utility(stakes)).isCloseTo(best, EXACT);
        });
    }

    @Test
    void theKnownLevelOptimumIsTheBestOfAllPoliciesOfEachLevel() {
        forEachSmall((all, stakes) -> {
            double[] best = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            for (int i = 0; i < all.policyCount(); i++) {
                for (int level = 0; level < 2; level++) {
                    best[level] = Math.max(
                            best[level], all.ofLevel(all.policy(i), level).utility(stakes));
                }
            }
            CompiledProcess process = ProcessCompiler.compile(all.process);
            KnownLevel known = KnownLevel.of(process, stakes);
            assertThat(known.levels().get(0)).isCloseTo(best[0], EXACT);
            assertThat(known.levels().get(1)).isCloseTo(best[1], EXACT);
            assertThat(known.utility()).isCloseTo(all.prior[0] * best[0] + (1 - all.prior[0]) * best[1], EXACT);
            assertThat(known.utility())
                    .isGreaterThanOrEqualTo(Optimum.of(process, stakes).utility() - 1e-12);
        });
    }

    @Test
    void evaluationIsTheSumOverAllTrajectories() {
        forEachRandomPolicy((all, process, stakes, rows) -> {
            PolicyTable policy = PolicyTable.ofRows(process, rows);
            double[][] walked = all.ofRows(process, rows);
            Evaluation evaluation = Evaluation.of(process, stakes, policy);
            Trajectories.Totals overall = all.overall(walked);
            assertSame(evaluation.overall(), overall, stakes);
            assertSame(Evaluation.overall(process, stakes, policy), overall, stakes);
            for (int level = 0; level < 2; level++) {
                assertSame(evaluation.levels().get(level), all.ofLevel(walked, level), stakes);
            }
            assertThat(PolicyValue.of(process, stakes, policy).utility()).isCloseTo(overall.utility(stakes), EXACT);
        });
    }

    private static void assertSame(Performance performance, Trajectories.Totals totals, Stakes stakes) {
        assertThat(performance.utility()).isCloseTo(totals.utility(stakes), EXACT);
        assertThat(performance.accuracy()).isCloseTo(totals.verdicts[0], EXACT);
        assertThat(performance.abstention()).isCloseTo(totals.verdicts[2], EXACT);
        assertThat(performance.thinks()).isCloseTo(totals.thinks, EXACT);
        assertThat(performance.compute()).isCloseTo(totals.compute, EXACT);
        for (int i = 0; i < totals.endings.length; i++) {
            assertThat(performance.endings().get(i)).isCloseTo(totals.endings[i], EXACT);
        }
        for (int a = 0; a < totals.actions.length; a++) {
            assertThat(performance.actions().get(a)).isCloseTo(totals.actions[a], EXACT);
        }
    }

    @Test
    void theComputeDistributionIsThatOfAllTrajectories() {
        forEachRandomPolicy((all, process, stakes, rows) -> {
            ComputeDistribution distribution = ComputeDistribution.of(process, PolicyTable.ofRows(process, rows));
            double[][] walked = all.ofRows(process, rows);
            assertSame(distribution.overall(), all.overall(walked).computes);
            for (int level = 0; level < 2; level++) {
                assertSame(distribution.levels().get(level), all.ofLevel(walked, level).computes);
            }
        });
    }

    private static void assertSame(NavigableMap<Double, Double> actual, NavigableMap<Double, Double> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        // Compute of the random processes is in quarters, which doubles hold exactly.
        expected.forEach((units, p) -> {
            double near = actual.ceilingKey(units - 1e-9);
            assertThat(near).isCloseTo(units, within(1e-9));
            assertThat(actual.get(near)).isCloseTo(p, EXACT);
        });
    }

    @Test
    void regretAddsUpOverallAndByLevelAndIsTheUtilityMissed() {
        forEachRandomPolicy((all, process, stakes, rows) -> {
            Optimum optimum = Optimum.of(process, stakes);
            double[][] walked = all.ofRows(process, rows);
            double[][] best = all.ofTable(process, optimum.policy());
            Regret.Split regret = Regret.of(optimum, PolicyTable.ofRows(process, rows));
            Regret overall = regret.overall();
            assertThat(overall.total())
                    .isCloseTo(
                            all.overall(best).utility(stakes)
                                    - all.overall(walked).utility(stakes),
                            EXACT);
            assertPartsAddUp(overall);
            Regret alone = Regret.overall(optimum, PolicyTable.ofRows(process, rows));
            assertThat(alone.total()).isCloseTo(overall.total(), EXACT);
            assertThat(alone.overthinking()).isCloseTo(overall.overthinking(), EXACT);
            assertThat(alone.underthinking()).isCloseTo(overall.underthinking(), EXACT);
            assertThat(alone.wrongAnswer()).isCloseTo(overall.wrongAnswer(), EXACT);
            assertThat(alone.excessCompute()).isCloseTo(overall.excessCompute(), EXACT);
            assertThat(overall.overthinking()).isGreaterThanOrEqualTo(-1e-12);
            assertThat(overall.underthinking()).isGreaterThanOrEqualTo(-1e-12);
            assertThat(overall.wrongAnswer()).isGreaterThanOrEqualTo(-1e-12);
            double weighted = 0;
            for (int level = 0; level < 2; level++) {
                Regret one = regret.levels().get(level);
                assertThat(one.total())
                        .isCloseTo(
                                all.ofLevel(best, level).utility(stakes)
                                        - all.ofLevel(walked, level).utility(stakes),
                                EXACT);
                assertPartsAddUp(one);
                weighted += process.levelWeight(level) * one.total();
            }
            assertThat(weighted).isCloseTo(overall.total(), EXACT);
            Regret ofTheBest = Regret.of(optimum, optimum.policy()).overall();
            assertThat(ofTheBest).isEqualTo(new Regret(0, 0, 0, 0, 0));
        });
    }

    private static void assertPartsAddUp(Regret regret) {
        assertThat(regret.overthinking() + regret.underthinking() + regret.wrongAnswer())
                .isCloseTo(regret.total(), EXACT);
    }

    @Test
    void theFrontIsTheUpperHullOfAllPolicies() {
        forEachSmall((all, stakes) -> {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < all.policyCount(); i++) {
                Trajectories.Totals totals = all.overall(all.policy(i));
                points.add(new double[] {totals.compute, totals.utility(stakes.withPrice(0)), totals.verdicts[0]});
            }
            List<double[]> hull = upperHull(points);
            ParetoFront front = ParetoFront.of(ProcessCompiler.compile(all.process), stakes, 1000);
            assertThat(front.vertices()).hasSameSizeAs(hull);
            for (int i = 0; i < hull.size(); i++) {
                ParetoFront.Vertex vertex = front.vertices().get(i);
                assertThat(vertex.compute()).isCloseTo(hull.get(i)[0], EXACT);
                assertThat(vertex.value()).isCloseTo(hull.get(i)[1], EXACT);
                assertThat(vertex.accuracy()).isCloseTo(hull.get(i)[2], EXACT);
                assertThat(front.valueAt(vertex.compute())).isCloseTo(vertex.value(), EXACT);
            }
            for (double[] point : points) {
                assertThat(point[1]).isLessThanOrEqualTo(front.valueAt(point[0] + 1e-12) + 1e-9);
            }
        });
    }

    /** From the cheapest policy to the most valuable one (Andrew's monotone chain). */
    private static List<double[]> upperHull(List<double[]> points) {
        points.sort((a, b) -> Math.abs(a[0] - b[0]) > 1e-12 ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]));
        List<double[]> hull = new ArrayList<>();
        for (double[] point : points) {
            while (!hull.isEmpty() && point[0] - hull.get(hull.size() - 1)[0] <= 1e-12) {
                hull.remove(hull.size() - 1);
            }
            if (!hull.isEmpty() && point[1] <= hull.get(hull.size() - 1)[1] + 1e-12) {
                continue;
            }
            while (hull.size() > 1) {
                double[] a = hull.get(hull.size() - 2);
                double[] b = hull.get(hull.size() - 1);
                double chord = a[1] + (point[1] - a[1]) * (b[0] - a[0]) / (point[0] - a[0]);
                if (b[1] > chord + 1e-12) {
                    break;
                }
                hull.remove(hull.size() - 1);
            }
            hull.add(point);
        }
        return hull;
    }

    @Test
    void theBestObserverIsAtLeastTheBestDeterministicMemorylessPolicyAndAtMostTheOptimum() {
        int found = 0;
        for (int seed = 0; found < 12; seed++) {
            RandomProcess.Sight sight = seed % 2 == 0 ? RandomProcess.Sight.NONE : RandomProcess.Sight.NOISY;
            Trajectories<String> all = new Trajectories<>(process(seed, sight));
            CompiledProcess process = ProcessCompiler.compile(all.process);
            List<double[]> policies = rowPolicies(process);
            if (policies.size() < 4) {
                continue;
            }
            Stakes stakes = stakes(seed);
            double best = Double.NEGATIVE_INFINITY;
            for (double[] rows : policies) {
                best = Math.max(best, all.overall(all.ofRows(process, rows)).utility(stakes));
            }
            BestObserver observer = BestObserver.of(process, stakes);
            assertThat(observer.utility()).as("seed " + seed).isGreaterThanOrEqualTo(best - 1e-6);
            assertThat(observer.utility())
                    .isLessThanOrEqualTo(Optimum.of(process, stakes).utility() + 1e-12);
            double[][] walked = all.ofRows(process, observer.rowProbabilities());
            assertThat(all.overall(walked).utility(stakes)).isCloseTo(observer.utility(), EXACT);
            found++;
        }
    }

    /** All deterministic policies over rows, empty if there are more than 5000. */
    private static List<double[]> rowPolicies(CompiledProcess process) {
        int actions = process.actionCount();
        List<double[]> policies = new ArrayList<>();
        policies.add(new double[process.rowCount() * actions]);
        for (int row = 0; row < process.rowCount(); row++) {
            List<double[]> longer = new ArrayList<>();
            for (double[] policy : policies) {
                for (int a = 0; a < actions; a++) {
                    if (process.legal(row, a)) {
                        double[] more = policy.clone();
                        more[row * actions + a] = 1;
                        longer.add(more);
                    }
                }
            }
            policies = longer;
            if (policies.size() > 5000) {
                return List.of();
            }
        }
        return policies;
    }

    private interface PolicyCheck {
        void check(Trajectories<String> all, CompiledProcess process, Stakes stakes, double[] rows);
    }

    /** Random policies, mixed and nearly deterministic, for every kind of observation. */
    private static void forEachRandomPolicy(PolicyCheck check) {
        for (int seed = 0; seed < PROCESSES; seed++) {
            for (RandomProcess.Sight sight : RandomProcess.Sight.values()) {
                Trajectories<String> all = new Trajectories<>(process(seed, sight));
                CompiledProcess process = ProcessCompiler.compile(all.process);
                for (double spread : new double[] {1, 8}) {
                    check.check(all, process, stakes(seed), RandomPolicy.rows(process, seed, spread));
                }
            }
        }
    }
}
