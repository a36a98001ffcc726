package dwell.trainer.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.claims.ClaimRun.Measured;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Claim A6: Thinkless (2505.13379) with a weight of its own for the gate keeps thinking on hard questions, and with GRPO's mean
 * over each sequence, in which the gate has the weight 1 / (L + 1), it stops. 65 % easy questions (right 0.93 without and 0.95 with
 * thinking) and 35 % hard ones (0.25 and 0.70); answers of 3 and 12, and of 10 and 120 tokens, a hundredth of the source's, each
 * token a decision. The gate is linear in the difficulty, -1 or 1, seen with normal noise of sd 2. Reward 1, 1 - 0.5 or -1, mean
 * baseline, G 8.
 *
 * <p>Set before the first run, seeds 1, 2 and 3, 600 updates: the share of hard questions that are thought about ends at 0.4 or
 * above with the control weight (0.1: that of the paper, 0.001, times the hundred that lengths are shortened by), and below 0.05
 * without. Regrets are of the reward that is trained on: its best gate is known exactly. The control arm's is below a fifth of the
 * untrained policy's.
 */
class ThinklessTest {
    private static final int HARD = 1;
    private static final TwoModes WORLD = new TwoModes(
            List.of("easy", "hard"),
            List.of(
                    new TwoModes.Question(0, 0.65, 0.93, 0.95, 3, 12),
                    new TwoModes.Question(1, 0.35, 0.25, 0.70, 10, 120)),
            TwoModes.noisy(List.of(-1.0, 1.0), 2),
            true);
    private static final TwoModes.ModeReward REWARD = (question, thinks) -> {
        double right = question.accuracy(thinks);
        return right * (thinks ? 0.5 : 1) - (1 - right);
    };

    private static ClaimRun run(long seed, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "policy.id=linear",
                "stakes.price=0",
                "trainer.shaping.id=thinkless",
                "updates=600",
                "prompts=128",
                "groupSize=8",
                "minibatches=2",
                "learningRate=0.02",
                "schedule=constant"));
        settings.addAll(List.of(more));
        return ClaimRun.of(WORLD, seed, policy -> {}, settings.toArray(new String[0]));
    }

    private static double regret(ClaimRun run, Measured measured) {
        return WORLD.best(REWARD) - WORLD.value(WORLD.thinking(run.process(), measured.policy()), REWARD);
    }

    private static double thinks(Measured measured, int level) {
        return 1 - measured.direct(level);
    }

    /** Answered at once, easy questions earn 0.86 and hard ones -0.5; thought about, 0.425 and 0.05. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a6TheGateNeedsAWeightOfItsOwn(long seed, TestReporter reporter) {
        ClaimRun decoupled = run(seed, "trainer.loss.controlWeight=0.1", "trainer.loss.aggregation=decision-mean");
        ClaimRun sequence = run(seed, "trainer.loss.aggregation=episode-mean");
        reporter.publishEntry(
                "A6 seed " + seed,
                "decoupled hard %.4f easy %.4f regret %.4f; sequence hard %.4f easy %.4f regret %.4f; optimum %.4f untrained %.4f"
                        .formatted(
                                thinks(decoupled.end(), HARD),
                                thinks(decoupled.end(), 0),
                                regret(decoupled, decoupled.end()),
                                thinks(sequence.end(), HARD),
                                thinks(sequence.end(), 0),
                                regret(sequence, sequence.end()),
                                WORLD.best(REWARD),
                                regret(decoupled, decoupled.untrained())));
        assertThat(thinks(decoupled.end(), HARD)).isGreaterThanOrEqualTo(0.4);
        assertThat(thinks(sequence.end(), HARD)).isLessThan(0.05);
        assertThat(regret(decoupled, decoupled.end()))
                .isLessThan(0.2 * regret(decoupled, decoupled.untrained()));
    }
}
