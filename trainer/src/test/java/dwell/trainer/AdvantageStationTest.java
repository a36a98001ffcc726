package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.exact.RowValues;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.objective.Advantages;
import dwell.trainer.rollout.Collector;
import dwell.trainer.rollout.ProcessRows;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.shaping.AdditiveShaping;
import dwell.trainer.shaping.LengthPenaltyShaping;
import dwell.trainer.shaping.UtilityShaping;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvantageStationTest {
    private static final int PROMPTS = 8;
    private static final int GROUP = 4;

    private static TrainerConfig config(String... assignments) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("trainer.prompts", PROMPTS);
        keys.put("trainer.groupSize", GROUP);
        keys.put("trainer.precision", "double");
        for (String assignment : assignments) {
            String[] parts = assignment.split("=", 2);
            keys.put("trainer." + parts[0], parts[1]);
        }
        return TaskFixture.settings(keys);
    }

    /** A task, a policy, and a station over them. */
    private static final class Setting implements AutoCloseable {
        final TrainerConfig config;
        final CompiledProcess process;
        final Stakes stakes;
        final LearnedPolicy policy;
        final Workers workers = new Workers(1);
        final Collector collector;
        final AdvantageStation station;

        Setting(long seed, String... assignments) {
            this(seed, TaskFixture.process(seed), TaskFixture.stakes(seed), assignments);
        }

        Setting(long seed, CompiledProcess process, Stakes stakes, String... assignments) {
            this.config = config(assignments);
            this.process = process;
            this.stakes = stakes;
            policy = TaskFixture.mlp(process, Precision.DOUBLE, seed, 6);
            collector = Collector.of(process, config, policy, workers, seed);
            station = new AdvantageStation(config, seed, process, stakes, policy, 2, workers);
        }

        double[] rewards(Rollouts rollouts) {
            return IntStream.range(0, rollouts.episodes())
                    .mapToDouble(e -> stakes.value(rollouts.verdict(e)) - stakes.price() * rollouts.compute(e))
                    .toArray();
        }

        Advantages of(int update, MetricValues metrics) {
            Rollouts rollouts = collector.collect(update);
            return station.of(update, rollouts, rewards(rollouts), null, null, metrics);
        }

        Advantages of(int update) {
            return of(update, new MetricValues());
        }

        @Override
        public void close() {
            station.close();
            policy.close();
            workers.close();
        }
    }

    /** GAE as the sum that defines it: lambda^k times the k-th temporal difference ahead. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.95, 1})
    void theCriticsAdvantagesAreSumsOfTemporalDifferences(double lambda) {
        try (Setting setting = new Setting(2, "advantage.baseline=critic", "advantage.gaeLambda=" + lambda);
                Critic twin = new Critic(setting.config, setting.policy.shape(), 2, setting.workers)) {
            Rollouts rollouts = setting.collector.collect(0);
            double[] rewards = setting.rewards(rollouts);
            Advantages out = setting.station.of(0, rollouts, rewards, null, null, new MetricValues());
            int rows = rollouts.rows().count();
            double[] values = twin.values(rollouts, IntStream.range(0, rows).toArray(), rows);
            assertThat(out.byDecision()).isTrue();
            int longest = 0;
            for (int p = 0; p < PROMPTS; p++) {
                int at = 0;
                for (int e = p * GROUP; e < (p + 1) * GROUP; e++) {
                    int n = rollouts.length(e);
                    double[] v = new double[n + 1];
                    for (int t = 0; t < n; t++) {
                        v[t] = values[rollouts.decisions(p)[rollouts.begin(e) + t] / rollouts.actions()];
                    }
                    double mean = 0;
                    for (int t = 0; t < n; t++) {
                        double sum = 0;
                        for (int k = 0; t + k < n; k++) {
                            double reward = t + k == n - 1 ? rewards[e] : 0;
                            sum += Math.pow(lambda, k) * (reward + v[t + k + 1] - v[t + k]);
                        }
                        assertThat(out.decisions(p)[at + t]).isCloseTo(sum, within(1e-12));
                        mean += sum / n;
                    }
                    assertThat(out.episodes()[e]).isCloseTo(mean, within(1e-12));
                    longest = Math.max(longest, n);
                    at += n;
                }
            }
            assertThat(longest).isGreaterThan(2);
        }
    }

    /** Reward minus the exact value of the row, whichever way rollouts are collected. */
    @ParameterizedTest
    @CsvSource({"2,true", "2,false", "5,true", "5,false"})
    void theExactBaselineIsTheValueOfTheRow(long seed, boolean stateSharing) {
        try (Setting setting = new Setting(seed, "advantage.baseline=exact", "stateSharing=" + stateSharing);
                Setting shared = new Setting(seed, "advantage.baseline=exact", "stateSharing=true")) {
            Rollouts rollouts = setting.collector.collect(0);
            double[] rewards = setting.rewards(rollouts);
            Advantages out = setting.station.of(0, rollouts, rewards, null, null, new MetricValues());
            Rollouts same = shared.collector.collect(0);
            double[] prior = IntStream.range(0, setting.process.classCount())
                    .mapToDouble(setting.process::prior)
                    .toArray();
            double[] table = RowValues.of(
                    setting.process,
                    setting.stakes,
                    prior,
                    ProcessRows.probabilities(setting.process, setting.policy, ProcessRows.all(setting.process)));
            for (int p = 0; p < PROMPTS; p++) {
                int at = 0;
                for (int e = p * GROUP; e < (p + 1) * GROUP; e++) {
                    for (int t = 0; t < same.length(e); t++) {
                        int row = same.decisions(p)[same.begin(e) + t] / same.actions();
                        assertThat(out.decisions(p)[at++]).isCloseTo(rewards[e] - table[row], within(1e-12));
                    }
                }
            }
        }
    }

    /** Over decisions that are trained on: mean 0 and, with epsilon 0, deviation 1; the others 0. */
    @Test
    void batchStdWhitensDecisions() {
        try (Setting setting = new Setting(
                        7,
                        "advantage.baseline=exact",
                        "advantage.scale=batch-std",
                        "advantage.scaleEpsilon=1e-12",
                        "truncation.mode=mask");
                Setting plain = new Setting(7, "advantage.baseline=exact", "truncation.mode=mask")) {
            Rollouts rollouts = setting.collector.collect(0);
            Advantages out = setting.station.of(0, rollouts, setting.rewards(rollouts), null, null, new MetricValues());
            Advantages raw = plain.of(0);
            double[] white = trained(rollouts, out);
            double[] values = trained(rollouts, raw);
            double mean = Arrays.stream(values).average().orElseThrow();
            double deviation = Math.sqrt(
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
            assertThat(white).hasSameSizeAs(values);
            for (int i = 0; i < white.length; i++) {
                assertThat(white[i]).isCloseTo((values[i] - mean) / deviation, within(1e-10));
            }
            int masked = 0;
            for (int e = 0; e < rollouts.episodes(); e++) {
                boolean truncated = rollouts.ending(e) == Ending.BUDGET_EXHAUSTED;
                assertThat(out.trained()[e]).isEqualTo(!truncated);
                masked += truncated ? 1 : 0;
            }
            assertThat(masked).isBetween(1, rollouts.episodes() - 2);
        }
    }

    private static double[] trained(Rollouts rollouts, Advantages out) {
        double[] all = new double[rollouts.decisionCount()];
        int count = 0;
        for (int p = 0; p < PROMPTS; p++) {
            int at = 0;
            for (int e = p * GROUP; e < (p + 1) * GROUP; e++) {
                for (int t = 0; t < rollouts.length(e); t++, at++) {
                    if (out.trained()[e]) {
                        all[count++] = out.decisions(p)[at];
                    } else {
                        assertThat(out.decisions(p)[at]).isZero();
                    }
                }
            }
        }
        return Arrays.copyOf(all, count);
    }

    /** The reward of a truncated episode is the value of its last row: under the exact baseline, its last advantage is 0. */
    @Test
    void bootstrapPutsTheValueOfTheLastObservationInThePlaceOfTheReward() {
        try (Setting setting = new Setting(7, "advantage.baseline=exact", "truncation.mode=bootstrap");
                Setting plain = new Setting(7, "advantage.baseline=exact")) {
            Rollouts rollouts = setting.collector.collect(0);
            double[] rewards = setting.rewards(rollouts);
            double[] before = rewards.clone();
            Advantages out = setting.station.of(0, rollouts, rewards, null, null, new MetricValues());
            Advantages kept = plain.of(0);
            assertThat(rewards).isEqualTo(before);
            int truncated = 0;
            for (int p = 0; p < PROMPTS; p++) {
                int at = 0;
                for (int e = p * GROUP; e < (p + 1) * GROUP; e++) {
                    int n = rollouts.length(e);
                    boolean forced = rollouts.ending(e) == Ending.BUDGET_EXHAUSTED;
                    // Exact values cancel: A_t - A_{n-1} = V_{n-1} - V_t in both.
                    double last = kept.decisions(p)[at + n - 1];
                    for (int t = 0; t < n; t++) {
                        double expected = kept.decisions(p)[at + t] - (forced ? last : 0);
                        assertThat(out.decisions(p)[at + t]).isCloseTo(expected, within(1e-12));
                    }
                    truncated += forced ? 1 : 0;
                    at += n;
                }
            }
            assertThat(truncated).isPositive();
        }
    }

    /**
     * On a fixed policy the critic comes to know the exact values: before it has learned, it explains less than 0.5 of their
     * variance, after 60 updates more than 0.9. Two levels that are told apart, so that values differ by more than rewards do by
     * chance; on drawn tasks where they do not, the noise of rewards held a critic of this step size at 0.8.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCriticLearnsTheExactValues(boolean stateSharing) {
        CompiledProcess process = ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        List.of(0.95, 0.5), List.of(), 2, 1, 1, 5, 1, 0, false, Introspection.FULL, 1)));
        try (Setting setting = new Setting(
                1,
                process,
                Stakes.ofPrice(0.02),
                "prompts=128",
                "advantage.baseline=critic",
                "advantage.criticSteps=4",
                "stateSharing=" + stateSharing)) {
            int[] order = IntStream.range(0, 128).toArray();
            MetricValues first = new MetricValues();
            MetricValues last = first;
            for (int update = 0; update <= 60; update++) {
                last = update == 0 ? first : new MetricValues();
                Rollouts rollouts = setting.collector.collect(update);
                setting.station.of(update, rollouts, setting.rewards(rollouts), null, null, last);
                setting.station.learn(rollouts, order, 0, 128, last);
            }
            assertThat(first.get(Metric.EXACT_EXPLAINED_VARIANCE)).isLessThan(0.5);
            assertThat(last.get(Metric.EXACT_EXPLAINED_VARIANCE)).isGreaterThan(0.9);
            assertThat(last.get(Metric.VALUE_LOSS)).isLessThan(first.get(Metric.VALUE_LOSS));
            assertThat(last.get(Metric.EXPLAINED_VARIANCE)).isBetween(0.0, last.get(Metric.EXACT_EXPLAINED_VARIANCE));
        }
    }

    /** Rows shared or not: the critic's loss and what it learns are the same up to rounding. */
    @Test
    void theCriticLearnsTheSameWithAndWithoutStateSharing() {
        try (Setting shared = new Setting(3, "advantage.baseline=critic");
                Setting stepped = new Setting(3, "advantage.baseline=critic", "stateSharing=false")) {
            for (int update = 0; update < 3; update++) {
                MetricValues a = new MetricValues();
                MetricValues b = new MetricValues();
                step(shared, update, a);
                step(stepped, update, b);
                for (Metric metric :
                        new Metric[] {Metric.VALUE_LOSS, Metric.EXPLAINED_VARIANCE, Metric.EXACT_EXPLAINED_VARIANCE}) {
                    assertThat(a.get(metric)).as(metric.key()).isCloseTo(b.get(metric), within(1e-9));
                }
            }
            double[] state = stepped.station.state();
            assertThat(shared.station.state()).hasSize(state.length).containsExactly(state, within(1e-7));
        }
    }

    private static Advantages step(Setting setting, int update, MetricValues metrics) {
        Rollouts rollouts = setting.collector.collect(update);
        Advantages out = setting.station.of(update, rollouts, setting.rewards(rollouts), null, null, metrics);
        int[] order = IntStream.range(0, PROMPTS).toArray();
        setting.station.learn(rollouts, order, 0, PROMPTS / 2, metrics);
        setting.station.learn(rollouts, order, PROMPTS / 2, PROMPTS, metrics);
        return out;
    }

    /** What is remembered is all there is: a station that takes it over goes on with the same bytes. */
    @ParameterizedTest
    @CsvSource({"critic,none,double", "critic,running,double", "critic,batch-std,float", "mean,running,double"})
    void goesOnFromItsStateWithTheSameBytes(String baseline, String scale, String precision) {
        String[] keys = {
            "advantage.baseline=" + baseline, "advantage.scale=" + scale, "precision=" + precision,
        };
        try (Setting straight = new Setting(4, keys);
                Setting resumed = new Setting(4, keys)) {
            for (int update = 0; update < 3; update++) {
                step(straight, update, new MetricValues());
            }
            double[] state = straight.station.state();
            assertThat(state).isNotEqualTo(resumed.station.state());
            resumed.station.restore(state);
            for (int update = 3; update < 5; update++) {
                MetricValues a = new MetricValues();
                MetricValues b = new MetricValues();
                double[] whole = step(straight, update, a).episodes().clone();
                assertThat(step(resumed, update, b).episodes()).isEqualTo(whole);
                assertThat(b.measured()).isEqualTo(a.measured());
            }
            assertThat(resumed.station.state()).isEqualTo(straight.station.state());
            assertThatThrownBy(() -> resumed.station.restore(new double[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("it has 1 numbers of baseline and scale, the run needs ");
        }
    }

    /** The exact baseline under a curriculum is that of the mix that is trained on, not of the task. */
    @Test
    void theExactBaselineFollowsTheCurriculum() {
        long seed = IntStream.range(0, 100)
                .filter(s -> TaskFixture.process(s).levelCount() == 2)
                .findFirst()
                .orElseThrow();
        try (Setting own = new Setting(seed, "advantage.baseline=exact");
                Setting first =
                        new Setting(seed, "advantage.baseline=exact", "curriculum=[{update: 0, mix: [1, 0]}]")) {
            double[] prior = IntStream.range(0, own.process.classCount())
                    .mapToDouble(
                            c -> own.process.levelOf(c) == 0 ? own.process.prior(c) / own.process.levelWeight(0) : 0)
                    .toArray();
            double[] table = RowValues.of(
                    own.process,
                    own.stakes,
                    prior,
                    ProcessRows.probabilities(own.process, own.policy, ProcessRows.all(own.process)));
            Rollouts rollouts = first.collector.collect(0);
            double[] rewards = first.rewards(rollouts);
            Advantages out = first.station.of(0, rollouts, rewards, null, null, new MetricValues());
            int row = rollouts.decisions(0)[rollouts.begin(0)] / rollouts.actions();
            assertThat(out.decisions(0)[0]).isCloseTo(rewards[0] - table[row], within(1e-12));
        }
    }

    @Test
    void refusesWhatDoesNotFitInOneSentence() {
        CompiledProcess process = TaskFixture.process(1);
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, 1, 3);
                Workers workers = new Workers(1)) {
            assertThatThrownBy(() ->
                            new AdvantageStation(config("advantage.baseline=exact"), 1, null, null, policy, 2, workers))
                    .hasMessage(
                            "trainer.advantage.baseline must not be exact for a stepped environment, which has no tables");
            assertThatThrownBy(() -> new AdvantageStation(
                            config("advantage.baseline=exact"), 1, process, null, policy, 2, workers))
                    .hasMessageContaining("must not be exact under shaping utility; it needs one that is additive");
            assertThatThrownBy(() ->
                            new AdvantageStation(config("truncation.mode=ramp"), 1, null, null, policy, 2, workers))
                    .hasMessageContaining("trainer.truncation.mode must not be ramp for a stepped environment");
            assertThatThrownBy(() -> new AdvantageStation(
                            config("advantage.termWeights=[1,2,3]"), 1, process, null, policy, 2, workers))
                    .hasMessageContaining("one number for each of the 2 terms of shaping utility, had 3");
        }
        assertThatThrownBy(() -> config("truncation.mode=bootstrap"))
                .hasMessageContaining(
                        "truncation.mode must not be bootstrap unless advantage.baseline is critic or exact, was under mean");
        assertThatThrownBy(() -> config("advantage.filter=shortest", "advantage.filterKeep=5"))
                .hasMessageContaining("advantage.filterKeep must be at most groupSize (4), was 5");
        assertThatThrownBy(() ->
                        config("advantage.baseline=greedy", "advantage.scale=group-std", "advantage.scaleEpsilon=0"))
                .hasMessageContaining("scaleEpsilon must be greater than 0 under baseline greedy");
    }

    @Test
    void additiveShapingsAreUtilityAndTheLengthPenalty() {
        Stakes stakes = new Stakes(0.1, 1, -0.5, 0.2);
        assertThat(AdditiveShaping.stakes(new UtilityShaping.Parameters(), stakes))
                .contains(stakes);
        assertThat(AdditiveShaping.stakes(new LengthPenaltyShaping.Parameters(0.3), stakes))
                .contains(stakes.withPrice(0.3));
        assertThat(AdditiveShaping.stakes(new LengthPenaltyShaping.Parameters(-0.3), stakes))
                .isEmpty();
    }
}
