package dwell.trainer.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.TaskFixture;
import dwell.trainer.Workers;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DegenerateGroupsTest {
    private static final int PROMPTS = 40;
    private static final int GROUP = 3;
    private final CompiledProcess process = TaskFixture.process(5);
    private final LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, 5, 4);
    private final Workers workers = new Workers(1);
    private Collector collector;
    private DegenerateGroups groups;
    private Rollouts rollouts;
    private SamplingFixture.Rewards rewards;

    @AfterEach
    void close() {
        policy.close();
        workers.close();
    }

    private void start(String settings) {
        TrainerConfig config = SamplingFixture.config(settings, PROMPTS, GROUP, true);
        collector = SamplingFixture.collector(process, config, policy, workers, 5);
        groups = new DegenerateGroups(config.sampling(), collector, 5, PROMPTS);
    }

    private void collect(int update) {
        rollouts = collector.collect(update);
        rewards = new SamplingFixture.Rewards(rollouts);
    }

    private boolean equal(double[] of, int prompt) {
        return IntStream.range(0, GROUP).allMatch(m -> of[prompt * GROUP + m] == of[prompt * GROUP]);
    }

    /** A group as it lies in the buffers: decisions by row, and everything about its episodes. */
    private List<Object> bytes(int prompt) {
        int[] decisions = rollouts.decisions(prompt);
        return IntStream.range(prompt * GROUP, (prompt + 1) * GROUP)
                .<Object>mapToObj(e -> List.of(
                        rollouts.level(prompt),
                        rollouts.terminal[e],
                        rollouts.compute(e),
                        rewards.rewards[e],
                        Arrays.stream(decisions, rollouts.begin(e), rollouts.begin(e) + rollouts.length(e))
                                .boxed()
                                .toList()))
                .toList();
    }

    private List<List<Object>> allBytes() {
        return IntStream.range(0, PROMPTS).mapToObj(this::bytes).toList();
    }

    @Test
    void resamplingTouchesEqualGroupsOnlyAndCountsWhatItDiscards() {
        start("degenerate=resample resampleTries=1");
        for (int update = 0; update < 5; update++) {
            collect(update);
            List<List<Object>> before = allBytes();
            double[] first = rewards.rewards.clone();
            int[] equal =
                    IntStream.range(0, PROMPTS).filter(p -> equal(first, p)).toArray();
            double decisions = 0;
            double compute = 0;
            for (int p : equal) {
                for (int e = p * GROUP; e < (p + 1) * GROUP; e++) {
                    decisions += rollouts.length(e);
                    compute += rollouts.compute(e);
                }
            }
            MetricValues metrics = new MetricValues();
            groups.mend(update, rollouts, rewards, metrics);
            assertThat(equal).hasSizeBetween(1, PROMPTS - 1);
            int changed = 0;
            for (int p = 0; p < PROMPTS; p++) {
                if (!equal(first, p)) {
                    assertThat(bytes(p)).isEqualTo(before.get(p));
                    assertThat(groups.included(p)).isTrue();
                } else {
                    changed += bytes(p).equals(before.get(p)) ? 0 : 1;
                    assertThat(groups.included(p)).isEqualTo(!equal(rewards.rewards, p));
                }
            }
            assertThat(changed).isGreaterThan(equal.length / 2);
            assertThat(metrics.get(Metric.EQUAL_GROUPS_DRAWN)).isEqualTo((double) equal.length / PROMPTS);
            assertThat(metrics.get(Metric.REDRAWN_GROUPS)).isEqualTo(equal.length);
            assertThat(metrics.get(Metric.DISCARDED_DECISIONS)).isEqualTo(decisions);
            assertThat(metrics.get(Metric.DISCARDED_COMPUTE)).isCloseTo(compute, within(1e-9));
            assertThat(rollouts.decisionCount())
                    .isEqualTo(IntStream.range(0, rollouts.episodes())
                            .map(rollouts::length)
                            .sum());
        }
    }

    @Test
    void moreTriesLeaveFewerEqualGroups() {
        int[] left = new int[2];
        for (int i = 0; i < 2; i++) {
            start("degenerate=resample resampleTries=" + (i == 0 ? 1 : 20));
            for (int update = 0; update < 5; update++) {
                collect(update);
                groups.mend(update, rollouts, rewards, new MetricValues());
                for (int p = 0; p < PROMPTS; p++) {
                    left[i] += groups.included(p) ? 0 : 1;
                }
            }
        }
        assertThat(left[1]).isLessThan(left[0] / 4);
    }

    /**
     * Redrawn items come as often as in the task, by hidden class: chi-square of 8000 draws below its 1 - 1e-6 quantile, by the
     * bound of Laurent and Massart (2000): k + 2 sqrt(k x) + 2 x with x = ln 1e6.
     */
    @Test
    void redrawnItemsAreThoseOfTheTask() {
        start("degenerate=resample");
        int[] all = IntStream.range(0, PROMPTS).toArray();
        int[] drawn = new int[process.classCount()];
        int draws = 0;
        for (int update = 0; update < 20; update++) {
            collect(update);
            Set<Object> seen = new HashSet<>();
            for (int attempt = 1; attempt <= 10; attempt++) {
                collector.redraw(update, attempt, all, PROMPTS);
                seen.add(SamplingFixture.drawn(rollouts));
                for (int p = 0; p < PROMPTS; p++) {
                    drawn[rollouts.item[p].hiddenClass()]++;
                    draws++;
                }
            }
            assertThat(seen).as("attempts differ").hasSize(10);
        }
        double statistic = 0;
        for (int c = 0; c < drawn.length; c++) {
            double expected = draws * process.prior(c);
            statistic += expected == 0 ? 0 : (drawn[c] - expected) * (drawn[c] - expected) / expected;
        }
        double k = drawn.length - 1;
        double x = Math.log(1e6);
        assertThat(draws).isEqualTo(8000);
        assertThat(statistic).isLessThan(k + 2 * Math.sqrt(k * x) + 2 * x);
    }

    @Test
    void replayPutsStoredGroupsInThePlaceOfEqualOnes() {
        start("degenerate=replay replayCapacity=12 epsilon=0.3");
        Set<List<Object>> stored = new HashSet<>();
        for (int update = 0; update < 4; update++) {
            collect(update);
            double[] first = rewards.rewards.clone();
            List<List<Object>> before = allBytes();
            List<SamplingFixture.Episode> fresh = SamplingFixture.drawn(rollouts);
            MetricValues metrics = new MetricValues();
            groups.mend(update, rollouts, rewards, metrics);
            List<SamplingFixture.Episode> mended = SamplingFixture.drawn(rollouts);
            int replaced = 0;
            for (int p = 0; p < PROMPTS; p++) {
                if (!equal(first, p)) {
                    assertThat(bytes(p)).isEqualTo(before.get(p));
                } else if (update == 0) {
                    assertThat(groups.included(p)).as("nothing is stored yet").isFalse();
                } else {
                    replaced++;
                    assertThat(groups.included(p)).isTrue();
                    assertThat(equal(rewards.rewards, p)).isFalse();
                    assertThat(stored).contains(withRewards(mended, p, rewards.rewards));
                    // The policy has not moved: what was drawn is as likely now as it was then.
                }
            }
            assertThat(metrics.get(Metric.REPLAYED_GROUPS)).isEqualTo((double) replaced / PROMPTS);
            assertThat(metrics.get(Metric.STORED_GROUPS)).isEqualTo(12);
            if (update > 0) {
                // 12 newest of an update with more unequal groups: all replayed ones are one update old.
                assertThat(metrics.get(Metric.REPLAY_AGE)).isEqualTo(1);
            }
            for (int p = 0; p < PROMPTS; p++) {
                if (!equal(first, p)) {
                    stored.add(withRewards(fresh, p, first));
                }
            }
        }
        double[] state = groups.state();
        DegenerateGroups other = groups;
        start("degenerate=replay replayCapacity=12 epsilon=0.3");
        groups.restore(state);
        assertThat(groups.state()).isEqualTo(state).isEqualTo(other.state());
        assertThatThrownBy(() -> groups.restore(Arrays.copyOf(state, state.length - 1)))
                .hasMessageContaining("replayed groups");
        start("degenerate=keep");
        assertThatThrownBy(() -> groups.restore(state)).hasMessageContaining("trainer.sampling.degenerate");
    }

    private static List<Object> withRewards(List<SamplingFixture.Episode> episodes, int prompt, double[] rewards) {
        return List.of(
                List.copyOf(episodes.subList(prompt * GROUP, (prompt + 1) * GROUP)),
                Arrays.stream(rewards, prompt * GROUP, (prompt + 1) * GROUP)
                        .boxed()
                        .toList());
    }

    @Test
    void keepKeepsAndSkipSkips() {
        for (boolean keep : new boolean[] {true, false}) {
            start(keep ? "degenerate=keep" : "degenerate=skip");
            collect(0);
            List<List<Object>> before = allBytes();
            groups.mend(0, rollouts, rewards, new MetricValues());
            assertThat(allBytes()).isEqualTo(before);
            for (int p = 0; p < PROMPTS; p++) {
                assertThat(groups.included(p)).isEqualTo(keep || !equal(rewards.rewards, p));
            }
        }
    }
}
