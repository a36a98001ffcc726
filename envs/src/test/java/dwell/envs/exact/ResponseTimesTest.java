package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.EpisodeTape;
import dwell.envs.process.Item;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.RandomPolicy;
import dwell.envs.process.RandomProcess;
import dwell.envs.process.Simulator;
import dwell.envs.process.TalliedProcess;
import dwell.envs.process.VariedProcesses;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTimesTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void theJointDistributionAndTheTalliesAreTheSumsOverAllTrajectories() {
        for (int seed = 0; seed < 12; seed++) {
            for (RandomProcess.Sight sight : RandomProcess.Sight.values()) {
                TalliedProcess declaration = new TalliedProcess(new RandomProcess(seed, 1 + seed % 3, sight));
                CompiledProcess process = ProcessCompiler.compile(declaration);
                Trajectories<String> all = new Trajectories<>(declaration);
                double[] rows = RandomPolicy.rows(process, seed, 1.5);
                PolicyTable policy = PolicyTable.ofRows(process, rows);
                double[][] walked = all.ofRows(process, rows);
                ResponseTimes compute = ResponseTimes.of(process, policy, Clock.COMPUTE);
                ResponseTimes thinks = ResponseTimes.of(process, policy, Clock.THINKS);
                Tallies tallies = Tallies.of(process, policy);
                assertJoint(compute.overall(), all.overall(walked), 0);
                assertJoint(thinks.overall(), all.overall(walked), 1);
                assertTallies(tallies.overall(), all.overall(walked));
                assertThat(tallies.names()).containsExactly("asked", "letters");
                for (int level = 0; level < process.levelCount(); level++) {
                    assertJoint(compute.levels().get(level), all.ofLevel(walked, level), 0);
                    assertJoint(thinks.levels().get(level), all.ofLevel(walked, level), 1);
                    assertTallies(tallies.levels().get(level), all.ofLevel(walked, level));
                }
            }
        }
    }

    private static void assertTallies(List<Double> exact, Trajectories.Totals walked) {
        for (int i = 0; i < walked.tallies.length; i++) {
            assertThat(exact.get(i)).isCloseTo(walked.tallies[i], EXACT);
        }
    }

    /** @param clock place of the time in the keys of the walked distribution */
    private static void assertJoint(ResponseDistribution exact, Trajectories.Totals walked, int clock) {
        Map<Long, double[]> expected = new HashMap<>();
        walked.joint.forEach(
                (key, p) -> expected.computeIfAbsent(Math.round(key.get(clock) * 1e6), time -> new double[3])[
                        key.get(2).intValue()] += p);
        assertThat(exact.points()).hasSameSizeAs(expected.keySet());
        double before = Double.NEGATIVE_INFINITY;
        for (ResponseDistribution.Point point : exact.points()) {
            double[] one = expected.get(Math.round(point.time() * 1e6));
            for (Verdict verdict : Verdict.values()) {
                assertThat(point.probability(verdict)).isCloseTo(one[verdict.ordinal()], EXACT);
            }
            assertThat(point.time()).isGreaterThan(before);
            before = point.time();
        }
        assertThat(exact.mean()).isCloseTo(clock == 0 ? walked.compute : walked.thinks, within(1e-11));
        assertThat(exact.probability(Verdict.CORRECT)).isCloseTo(walked.verdicts[0], EXACT);
    }

    /**
     * The threshold rule of the sequential probability ratio test (Wald 1945): stop when the lead is theta. With
     * {@code r = (1 - q) / q}: P = 1 / (1 + r^theta), EN = theta (2P - 1) / (2q - 1), and Var[N] as printed in tables of the
     * discrete random walk. Right and wrong answers take equally long, so accuracy does not depend on response time.
     */
    @ParameterizedTest
    @CsvSource({
        "0.7, 1, 0.7,      1,       0",
        "0.7, 2, 0.844828, 3.44828, 4.9941",
        "0.7, 3, 0.927027, 6.40541, 18.4076",
        "0.7, 5, 0.985748, 12.1437, 54.9737",
        "0.9, 2, 0.987805, 2.43902, 1.0708",
        "0.9, 4, 0.999848, 4.99848, 2.7964",
        "0.6, 3, 0.771429, 8.14286, 36.7347",
        "0.6, 4, 0.835052, 13.4021, 101.265"
    })
    void aThresholdOnTheLeadHasTheClosedFormOfTheRandomWalk(
            double q, int theta, double printedP, double printedN, double printedVariance) {
        CompiledProcess process = ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        List.of(q), List.of(), 2, 1, 0, 250, 1, 0, false, Introspection.FULL, 1)));
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            boolean on = Math.abs(process.plotPoint(s).orElseThrow().y()) < theta;
            choice[s] = process.choiceBegin(s) + (on && process.isDecision(s) ? 1 : 0);
        }
        ResponseTimes times = ResponseTimes.of(process, PolicyTable.deterministic(process, choice), Clock.THINKS);
        double p = 1 / (1 + Math.pow((1 - q) / q, theta));
        ResponseDistribution one = times.overall();
        assertThat(one.probability(Verdict.CORRECT)).isCloseTo(p, within(1e-9)).isCloseTo(printedP, within(5e-7));
        assertThat(one.mean()).isCloseTo(theta * (2 * p - 1) / (2 * q - 1), within(1e-6));
        assertThat(one.mean()).isCloseTo(printedN, within(6e-5));
        assertThat(one.variance()).isCloseTo(printedVariance, within(6e-4));
        assertThat(one.mean(Verdict.CORRECT)).isCloseTo(one.mean(Verdict.WRONG), within(1e-6));
        one.conditionalAccuracy(5).forEach(bin -> assertThat(bin.accuracy()).isCloseTo(p, within(1e-6)));
        one.points().stream()
                .filter(point -> point.time() < 250)
                .forEach(point -> assertThat(point.accuracy()).isCloseTo(p, within(1e-9)));
    }

    /** Answers of one time are divided between bins: 0.5 at time 1, 0.3 at time 2, 0.2 at time 4, in two and in four bins. */
    @Test
    void binsHoldEqualSharesOfTheAnswers() {
        ResponseDistribution one = new ResponseDistribution(List.of(
                new ResponseDistribution.Point(1, 0.45, 0.05, 0),
                new ResponseDistribution.Point(2, 0.15, 0.15, 0),
                new ResponseDistribution.Point(4, 0.05, 0.15, 0)));
        assertBins(one.conditionalAccuracy(2), new double[][] {{1, 0.9}, {2.8, 0.4}});
        assertBins(one.conditionalAccuracy(4), new double[][] {{1, 0.9}, {1, 0.9}, {2, 0.5}, {3.6, 0.3}});
        ResponseDistribution withAbstentions = new ResponseDistribution(List.of(
                new ResponseDistribution.Point(1, 0.2, 0, 0.4), new ResponseDistribution.Point(3, 0.1, 0.1, 0.2)));
        assertBins(withAbstentions.conditionalAccuracy(2), new double[][] {{1, 1}, {3, 0.5}});
        assertThat(new ResponseDistribution(List.of(new ResponseDistribution.Point(0, 0, 0, 1))).conditionalAccuracy(5))
                .isEmpty();
    }

    private static void assertBins(List<ResponseDistribution.Bin> bins, double[][] expected) {
        assertThat(bins).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(bins.get(i).time()).isCloseTo(expected[i][0], EXACT);
            assertThat(bins.get(i).accuracy()).isCloseTo(expected[i][1], EXACT);
        }
    }

    @Test
    void quantilesAndCumulativesAreThoseOfTheVerdict() {
        ResponseDistribution one = new ResponseDistribution(List.of(
                new ResponseDistribution.Point(1, 0.1, 0.2, 0),
                new ResponseDistribution.Point(2, 0.3, 0, 0),
                new ResponseDistribution.Point(5, 0.1, 0.3, 0)));
        assertThat(one.quantile(Verdict.CORRECT, 0.2)).isEqualTo(1);
        assertThat(one.quantile(Verdict.CORRECT, 0.21)).isEqualTo(2);
        assertThat(one.quantile(Verdict.CORRECT, 1)).isEqualTo(5);
        assertThat(one.quantile(Verdict.WRONG, 0.5)).isEqualTo(5);
        assertThat(one.quantile(Verdict.NONE, 0.5)).isNaN();
        assertThat(one.cumulative(Verdict.WRONG, 4)).isCloseTo(0.2, EXACT);
        assertThat(one.cumulative(Verdict.WRONG, 5)).isCloseTo(0.5, EXACT);
        assertThat(one.mean(Verdict.NONE)).isNaN();
        assertThat(one.mean(Verdict.CORRECT)).isCloseTo(1.2 / 0.5, EXACT);
    }

    /**
     * Simulated response times against the exact ones: shares of the verdicts with a fast response, and mean times of right and
     * wrong answers. 4 standard errors fail by chance once in 16,000 times; some 120 comparisons, fixed seed.
     */
    @Test
    void simulatedResponseTimesHaveTheExactDistribution() {
        int episodes = 20_000;
        VariedProcesses.all().forEach((name, process) -> {
            double[] rows = RandomPolicy.rows(process, 17, 1.5);
            ResponseDistribution exact = ResponseTimes.of(process, PolicyTable.ofRows(process, rows), Clock.COMPUTE)
                    .overall();
            Simulator simulator = new Simulator(process);
            double[] cumulative = RandomPolicy.cumulative(simulator, process, rows);
            EpisodeTape tape = new EpisodeTape(0);
            List<List<Double>> times = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int e = 0; e < episodes; e++) {
                tape.clear();
                Item item = Item.of(process, RandomKey.child(RandomKey.of(9, Purpose.ITEM), e));
                long key = RandomKey.child(RandomKey.of(9, Purpose.EPISODE), e);
                simulator.run(key, item.hiddenClass(), item.startState(), cumulative, tape);
                times.get(CompiledProcess.verdictOf(tape.terminal()).ordinal()).add(tape.compute());
            }
            for (Verdict verdict : Verdict.values()) {
                List<Double> sample = times.get(verdict.ordinal());
                double median = exact.quantile(verdict, 0.5);
                double p = exact.cumulative(verdict, median + 1e-9);
                double share = sample.stream().filter(t -> t <= median + 1e-9).count() / (double) episodes;
                double error = Math.sqrt(p * (1 - p) / episodes);
                assertThat(share).as(name + " " + verdict).isCloseTo(p, within(4 * error + 1e-12));
                if (sample.size() > 500) {
                    double mean = sample.stream().mapToDouble(t -> t).average().orElseThrow();
                    double square =
                            sample.stream().mapToDouble(t -> t * t).average().orElseThrow();
                    double se = Math.sqrt(Math.max(0, square - mean * mean) / sample.size());
                    assertThat(mean)
                            .as(name + " mean " + verdict)
                            .isCloseTo(exact.mean(verdict), within(4 * se + 1e-9));
                }
            }
        });
    }

    @Test
    void theProcessOfALevelAloneHasTheKnownLevelsPolicyAndValue() {
        List<Double> reliabilities = List.of(0.95, 0.8, 0.65, 0.55, 0.5);
        CompiledProcess mixed = ProcessCompiler.compile(new EvidenceFamily().declare(new EvidenceFamily().defaults()));
        Stakes stakes = Stakes.ofPrice(0.01);
        KnownLevel known = KnownLevel.of(mixed, stakes);
        for (int level = 0; level < reliabilities.size(); level++) {
            CompiledProcess alone = ProcessCompiler.compile(new EvidenceFamily()
                    .declare(new EvidenceParameters(
                            List.of(reliabilities.get(level)),
                            List.of(),
                            2,
                            0.7,
                            1,
                            32,
                            1,
                            0,
                            false,
                            Introspection.FULL,
                            0.8)));
            Performance expected = Evaluation.of(
                            alone, stakes, Optimum.of(alone, stakes).policy())
                    .overall();
            Performance told = Evaluation.of(mixed, stakes, KnownLevel.policy(mixed, stakes, level))
                    .levels()
                    .get(level);
            assertThat(told.utility()).isCloseTo(expected.utility(), EXACT);
            assertThat(told.utility()).isCloseTo(known.levels().get(level), EXACT);
            assertThat(told.thinks()).as("thinks of level " + level).isCloseTo(expected.thinks(), within(1e-9));
            assertThat(known.difficulty(level, new Stakes(0.01, 1, -1, 0)))
                    .isCloseTo((1 - known.levels().get(level)) / 2, EXACT);
        }
        assertThat(known.difficulty(4, stakes)).as("coin flips").isCloseTo(0.5, EXACT);
    }

    /** One level, one free vote, at most two thinks: one more vote decides unless it disagrees, and then a third does. */
    @Test
    void thinkingAtTheStartIsWorthWhatTheFirstDecisionSays() {
        CompiledProcess process = ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        List.of(0.8), List.of(), 2, 1, 1, 2, 1, 0, false, Introspection.FULL, 1)));
        double agree = 0.8 * 0.8 + 0.2 * 0.2;
        double rightIfAgreed = 0.8 * 0.8 / agree;
        double thinking = agree * rightIfAgreed + (1 - agree) * (0.8 - 0.01) - 0.01;
        assertThat(ThinkingAtStart.of(Optimum.of(process, Stakes.ofPrice(0.01))).overall())
                .isCloseTo(thinking - 0.8, EXACT);
    }

    @Test
    void thinkingAtTheStartIsTheMeanOverWhatAnItemShows() {
        CompiledProcess process = VariedProcesses.evidence().get("plain");
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(0.01));
        ThinkingAtStart start = ThinkingAtStart.of(optimum);
        double total = 0;
        for (int level = 0; level < process.levelCount(); level++) {
            total += process.levelWeight(level) * start.levels().get(level);
        }
        assertThat(start.overall()).isCloseTo(total, EXACT);
        double[] visits = Evaluation.visits(process, PolicyTable.deterministic(process, firstChoices(process)));
        double direct = 0;
        for (int s = 0; s < visits.length; s++) {
            direct += visits[s] > 0 && process.isDecision(s) ? visits[s] * optimum.valueOfThinking(s) : 0;
        }
        assertThat(start.overall())
                .as("answering at once visits first decisions only")
                .isCloseTo(direct, EXACT);
    }

    private static int[] firstChoices(CompiledProcess process) {
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            choice[s] = process.choiceBegin(s);
        }
        return choice;
    }
}
