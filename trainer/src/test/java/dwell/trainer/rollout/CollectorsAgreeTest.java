package dwell.trainer.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.process.CompiledProcess;
import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.TaskFixture;
import dwell.trainer.Workers;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.MetricValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both collectors draw the same under every sampling setting; threads change nothing; a resumed run goes on to the same bytes. */
class CollectorsAgreeTest {
    private static final int PROMPTS = 24;
    private static final int UPDATES = 5;

    /** What happens in an update, and what is known after it. */
    private record Update(
            List<SamplingFixture.Episode> episodes,
            List<SamplingFixture.Episode> greedy,
            List<Double> rewards,
            List<Boolean> included,
            MetricValues metrics) {}

    private static final class Run {
        final LearnedPolicy policy;
        final Collector collector;
        final DegenerateGroups groups;

        Run(CompiledProcess process, String settings, boolean sharing, long seed, Workers workers) {
            TrainerConfig config = SamplingFixture.config(settings, PROMPTS, 3, sharing);
            policy = TaskFixture.mlp(process, Precision.DOUBLE, seed, 6);
            workers.lendTo(policy);
            collector = SamplingFixture.collector(process, config, policy, workers, seed);
            groups = new DegenerateGroups(config.sampling(), collector, seed, PROMPTS);
        }

        /** Weights that differ from update to update. */
        void move(int update) {
            double[] weights = HostTransfer.readAll(policy.parameters());
            for (int i = 0; i < weights.length; i++) {
                weights[i] += 0.4 * Math.sin(1 + i * 1.7 + update * 2.3);
            }
            HostTransfer.writeAll(weights, policy.parameters());
        }

        Update update(int update) {
            double[] before = HostTransfer.readAll(policy.parameters());
            MetricValues metrics = new MetricValues();
            Rollouts rollouts = collector.collect(update);
            SamplingFixture.Rewards rewards = new SamplingFixture.Rewards(rollouts);
            groups.mend(update, rollouts, rewards, metrics);
            collector.describe(metrics);
            List<Boolean> included = new ArrayList<>();
            for (int p = 0; p < PROMPTS; p++) {
                included.add(groups.included(p));
            }
            Update result = new Update(
                    SamplingFixture.drawn(rollouts),
                    withoutBehaviour(SamplingFixture.drawn(collector.greedy())),
                    Arrays.stream(rewards.rewards).boxed().toList(),
                    included,
                    metrics);
            assertThat(HostTransfer.readAll(policy.parameters())).isEqualTo(before);
            move(update);
            return result;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "temperature=1.7 epsilon=0.2",
                "firstDecision=forced forcedShare=0.4",
                "lag=2 importance=none",
                "lag=1 firstDecision=forced temperature=0.6 epsilon=0.1 degenerate=resample",
                "propsRounds=1",
                "propsRounds=5",
                "propsRounds=1000 propsClip=0.6 degenerate=skip",
                "degenerate=resample resampleTries=2",
                "degenerate=replay replayCapacity=7",
                "degenerate=replay replayCapacity=40 firstDecision=forced epsilon=0.3"
            })
    void sharedAndSteppedAndAnyThreads(String settings) {
        for (long seed : new long[] {3, 5, 11}) {
            CompiledProcess process = TaskFixture.process(seed);
            try (Workers one = new Workers(1);
                    Workers four = new Workers(4)) {
                Run shared = new Run(process, settings, true, seed, one);
                Run threads = new Run(process, settings, true, seed, four);
                Run stepped = new Run(process, settings, false, seed, one);
                Run steppedThreads = new Run(process, settings, false, seed, four);
                for (int update = 0; update < UPDATES; update++) {
                    Update first = shared.update(update);
                    assertEqual(threads.update(update), first);
                    Update other = stepped.update(update);
                    assertEqual(steppedThreads.update(update), other);
                    assertThat(other.rewards).isEqualTo(first.rewards);
                    assertThat(other.included).isEqualTo(first.included);
                    assertClose(other.episodes, first.episodes);
                    assertClose(other.greedy, first.greedy);
                    other.metrics.measured().forEach((key, value) -> {
                        Object expected = first.metrics.measured().get(key);
                        if (value instanceof Number number) {
                            assertThat(number.doubleValue())
                                    .as(key)
                                    .isCloseTo(((Number) expected).doubleValue(), within(1e-9));
                        } else {
                            assertThat(value).as(key).isEqualTo(expected);
                        }
                    });
                }
                for (Run run : List.of(shared, threads, stepped, steppedThreads)) {
                    run.policy.close();
                }
            }
        }
    }

    /** Greedy episodes are drawn from nothing. */
    private static List<SamplingFixture.Episode> withoutBehaviour(List<SamplingFixture.Episode> episodes) {
        return episodes.stream()
                .map(e -> new SamplingFixture.Episode(
                        e.level(),
                        e.item(),
                        e.end(),
                        e.thinks(),
                        e.compute(),
                        e.decisions().stream()
                                .map(d -> new SamplingFixture.Decision(d.observation(), d.action(), 0, d.policy()))
                                .toList()))
                .toList();
    }

    private static void assertEqual(Update one, Update other) {
        assertThat(one.episodes).isEqualTo(other.episodes);
        assertThat(one.greedy).isEqualTo(other.greedy);
        assertThat(one.rewards).isEqualTo(other.rewards);
        assertThat(one.metrics.measured()).isEqualTo(other.metrics.measured());
    }

    private static void assertClose(List<SamplingFixture.Episode> one, List<SamplingFixture.Episode> other) {
        assertThat(one).hasSameSizeAs(other);
        for (int e = 0; e < one.size(); e++) {
            SamplingFixture.Episode a = one.get(e);
            SamplingFixture.Episode b = other.get(e);
            assertThat(List.of(a.level(), a.item(), a.end(), a.thinks(), a.compute()))
                    .as("episode %d", e)
                    .isEqualTo(List.of(b.level(), b.item(), b.end(), b.thinks(), b.compute()));
            assertThat(a.decisions()).hasSameSizeAs(b.decisions());
            for (int d = 0; d < a.decisions().size(); d++) {
                SamplingFixture.Decision x = a.decisions().get(d);
                SamplingFixture.Decision y = b.decisions().get(d);
                assertThat(x.observation()).isEqualTo(y.observation());
                assertThat(x.action()).isEqualTo(y.action());
                assertThat(x.behaviour()).isCloseTo(y.behaviour(), within(1e-9));
                assertThat(x.policy()).isCloseTo(y.policy(), within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lag=2", "lag=3 firstDecision=forced", "degenerate=replay replayCapacity=30 epsilon=0.2"})
    void aRestoredCollectorGoesOnToTheSameBytes(String settings) {
        long seed = 5;
        CompiledProcess process = TaskFixture.process(seed);
        for (boolean sharing : new boolean[] {true, false}) {
            for (int stop = 0; stop <= UPDATES; stop++) {
                try (Workers workers = new Workers(1)) {
                    Run straight = new Run(process, settings, sharing, seed, workers);
                    Run resumed = new Run(process, settings, sharing, seed, workers);
                    for (int update = 0; update < stop; update++) {
                        straight.update(update);
                    }
                    HostTransfer.writeAll(
                            HostTransfer.readAll(straight.policy.parameters()), resumed.policy.parameters());
                    resumed.collector.restore(straight.collector.state());
                    resumed.collector
                            .memory()
                            .restore(straight.collector.memory().state());
                    resumed.groups.restore(straight.groups.state());
                    for (int update = stop; update < stop + 3; update++) {
                        assertEqual(resumed.update(update), straight.update(update));
                    }
                    straight.policy.close();
                    resumed.policy.close();
                }
            }
        }
    }
}
