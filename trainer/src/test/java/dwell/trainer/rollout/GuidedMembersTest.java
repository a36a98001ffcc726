package dwell.trainer.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessEnvironment;
import dwell.envs.process.Simulator;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.policies.SteppedRule;
import dwell.trainer.TaskFixture;
import dwell.trainer.Workers;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.TrainerConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuidedMembersTest {
    private static final int PROMPTS = 20;
    private static final int GROUP = 5;
    private static final int GUIDED = 2;

    /** Own members are those of the same run without a teacher; guided ones are stepped through once more, move by move. */
    @ParameterizedTest
    @ValueSource(strings = {"optimal", "drawn", "think:2"})
    void theTeacherPlaysTheLastMembersOnTheirKeys(String teacher) {
        for (long seed : new long[] {3, 5, 11}) {
            CompiledProcess process = TaskFixture.process(seed);
            List<SamplingFixture.Episode> plain = new ArrayList<>(drawn(process, "", seed));
            List<SamplingFixture.Episode> guided = drawn(process, "guidedShare=0.4 teacher=" + teacher, seed);
            boolean certain = !teacher.equals("drawn");
            Curriculum none = Curriculum.none(process);
            ProcessEnvironment one = new ProcessEnvironment(process, new Simulator(process), 1, none::item);
            for (int e = 0; e < plain.size(); e++) {
                if (e % GROUP < GROUP - GUIDED) {
                    assertThat(guided.get(e)).as("episode %d", e).isEqualTo(plain.get(e));
                    continue;
                }
                long prompt = e / GROUP;
                one.reset(
                        0,
                        RandomKey.child(RandomKey.child(RandomKey.of(seed, Purpose.ITEM), 0), prompt),
                        RandomKey.child(
                                RandomKey.child(RandomKey.child(RandomKey.of(seed, Purpose.EPISODE), 0), prompt),
                                e % GROUP));
                for (SamplingFixture.Decision decision : guided.get(e).decisions()) {
                    assertThat(one.row(0)).isEqualTo(decision.observation());
                    assertThat(decision.behaviour()).matches(log -> certain ? log == 0 : log < 0);
                    one.step(0, decision.action());
                }
                assertThat(one.running(0)).isFalse();
                assertThat(List.of(one.outcome(0).ending(), one.outcome(0).verdict()))
                        .isEqualTo(guided.get(e).end());
                assertThat(one.outcome(0).thinks()).isEqualTo(guided.get(e).thinks());
                assertThat(one.outcome(0).compute()).isEqualTo(guided.get(e).compute());
            }
        }
    }

    private static List<SamplingFixture.Episode> drawn(CompiledProcess process, String settings, long seed) {
        TrainerConfig config = SamplingFixture.config(settings, PROMPTS, GROUP, true);
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, seed, 6);
                Workers workers = new Workers(1)) {
            return SamplingFixture.drawn(SamplingFixture.collector(process, config, policy, workers, seed)
                    .collect(0));
        }
    }

    /** A rule that steps environments and a table of the same teacher walk the same episodes. */
    @Test
    void aRuleGuidesAsATableDoes() {
        long seed = 7;
        CompiledProcess process = TaskFixture.process(seed);
        TrainerConfig config = SamplingFixture.config("guidedShare=0.4 teacher=think:2 lag=1", PROMPTS, GROUP, false);
        SteppedRule rule = Catalog.installed().fixedPolicy("think:2").stepped(process.actions(), "2");
        Simulator simulator = new Simulator(process);
        Curriculum none = Curriculum.none(process);
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, seed, 6);
                Workers workers = new Workers(2)) {
            Collector byTable = SamplingFixture.collector(process, config, policy, workers, seed);
            Collector byRule = new SteppedCollector(
                    slots -> new ProcessEnvironment(process, simulator, slots, none::item),
                    config.sampling(),
                    rule,
                    policy,
                    workers,
                    seed,
                    PROMPTS,
                    GROUP);
            for (int update = 0; update < 3; update++) {
                Rollouts one = byTable.collect(update);
                Rollouts other = byRule.collect(update);
                same(one, other);
                int[] prompts = {1, 4};
                byTable.redraw(update, 1, prompts, 2);
                byRule.redraw(update, 1, prompts, 2);
                same(one, other);
            }
        }
    }

    private static void same(Rollouts one, Rollouts other) {
        assertThat(other.decisionCount()).isEqualTo(one.decisionCount());
        int guided = 0;
        for (int e = 0; e < one.episodes(); e++) {
            assertThat(other.guided(e)).isEqualTo(e % GROUP >= GROUP - GUIDED);
            assertThat(other.length(e)).isEqualTo(one.length(e));
            assertThat(other.terminal[e]).isEqualTo(one.terminal[e]);
            assertThat(other.thinks(e)).isEqualTo(one.thinks(e));
            assertThat(other.compute(e)).isEqualTo(one.compute(e));
            for (int d = 0; d < one.length(e); d++) {
                guided += sameDecision(one, other, e, d);
            }
        }
        assertThat(guided).isPositive();
    }

    private static int sameDecision(Rollouts one, Rollouts other, int e, int d) {
        int a = one.decisions(e / GROUP)[one.begin(e) + d];
        int b = other.decisions(e / GROUP)[other.begin(e) + d];
        int actions = one.actions();
        assertThat(b % actions).isEqualTo(a % actions);
        assertThat(other.rows().observation(b / actions)).isEqualTo(one.rows().observation(a / actions));
        assertThat(other.rows().guided(b / actions)).isEqualTo(one.guided(e));
        assertThat(one.rows().guided(a / actions)).isEqualTo(one.guided(e));
        assertThat(other.rows().behaviourLogProbability()[b])
                .isCloseTo(one.rows().behaviourLogProbability()[a], within(1e-12));
        assertThat(other.rows().policyLogProbability()[b])
                .isCloseTo(one.rows().policyLogProbability()[a], within(1e-12));
        return one.guided(e) ? 1 : 0;
    }
}
