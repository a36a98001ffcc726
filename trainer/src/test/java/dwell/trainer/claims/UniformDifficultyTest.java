package dwell.trainer.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.exact.KnownLevel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Claim A24: where all questions are equally difficult there is nothing to route by, and any router collapses to one mode. One kind
 * of question, right with probability 0.7 without and 0.9 with thinking, 3 and 12 tokens at 0.01; five cues that say nothing; a
 * table with a gate for each.
 *
 * <p>Set before the first run, seeds 1 and 2, 300 updates: the share that is thought about ends at 0.05 or below, or at 0.95 or
 * above; and the oracle gap, the utility of a router that is told everything minus that of the better mode alone, is below 1e-12.
 * Thinking is worth more under utility (0.78 against 0.67), and under AdaptThink (0.9 against 0.75); under Thinkless it is worth less
 * (0.35 against 0.4), and each router is to collapse to what its reward prefers.
 */
class UniformDifficultyTest {
    private static final TwoModes WORLD = new TwoModes(
            List.of("all"), List.of(new TwoModes.Question(0, 1, 0.7, 0.9, 3, 12)), cues(), false);

    private static List<TwoModes.Cue> cues() {
        List<TwoModes.Cue> cues = new ArrayList<>();
        for (int cue = 0; cue < 5; cue++) {
            List<Double> features = new ArrayList<>();
            for (int f = 0; f < 5; f++) {
                features.add(f == cue ? 1.0 : 0.0);
            }
            cues.add(new TwoModes.Cue(List.of(0.2), features));
        }
        return cues;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mean baseline      | true  | trainer.advantage.baseline=mean",
                "GRPO, group-std    | true  | trainer.advantage.scale=group-std",
                "RLOO               | true  | trainer.advantage.baseline=leave-one-out",
                "ReMax              | true  | trainer.advantage.baseline=greedy",
                "REINFORCE++        | true  | trainer.advantage.baseline=batch trainer.advantage.scale=batch-std",
                "AdaptThink         | true  | trainer.shaping.id=adaptthink trainer.shaping.reference=always:think"
                        + " trainer.advantage.baseline=none sampling.firstDecision=forced trainer.loss.surrogate=none",
                "Thinkless          | false | trainer.shaping.id=thinkless trainer.loss.controlWeight=0.1",
            })
    void a24AnyRouterCollapses(String name, boolean towardsThinking, String settings, TestReporter reporter) {
        for (long seed : new long[] {1, 2}) {
            List<String> all = new ArrayList<>(List.of(
                    "policy.id=tabular",
                    "stakes.price=0.01",
                    "updates=300",
                    "prompts=256",
                    "groupSize=16",
                    "learningRate=0.03",
                    "schedule=linear"));
            all.addAll(List.of(settings.split(" ")));
            ClaimRun run = ClaimRun.of(WORLD, seed, policy -> {}, all.toArray(new String[0]));
            double thinks = 1 - run.end().direct();
            double oracle = KnownLevel.of(run.process(), run.optimum().stakes()).utility();
            reporter.publishEntry(
                    "A24 %s seed %d".formatted(name, seed),
                    "thinks %.4f optimum %.4f regret %.4f untrained %.4f gap %.1e"
                            .formatted(
                                    thinks,
                                    run.optimum().utility(),
                                    run.end().regret(),
                                    run.untrained().regret(),
                                    oracle - 0.78));
            assertThat(oracle - 0.78).isCloseTo(0, within(1e-12));
            assertThat(run.untrained().direct()).isCloseTo(0.5, within(1e-6));
            if (towardsThinking) {
                assertThat(thinks).as(name).isGreaterThanOrEqualTo(0.95);
            } else {
                assertThat(thinks).as(name).isLessThanOrEqualTo(0.05);
            }
        }
    }
}
