package dwell.trainer.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Verdict;
import dwell.envs.exact.Clock;
import dwell.envs.exact.ResponseTimes;
import dwell.trainer.claims.ClaimRun.Measured;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Claim A25: under plain rewards of 1 and 0, GRPO's mean over each sequence (1/|y|, episode-mean) makes wrong answers grow faster than
 * the mean over tokens (decision-mean). Standard work with 256 prompts and without a price on thinking in the reward; the length is
 * the exact mean of thinks of wrong answers.
 *
 * <p>Set before the first run: seeds 1, 2 and 3; after 50 updates at the preset's constant step size, the growth since the untrained
 * policy is larger under 1/|y| by 20 % or more, for each seed.
 *
 * <p>FAIL: it is larger by 3 %. Here thinking makes answers better, so that without a price both arms go to the limit of 32 thinks;
 * before that, at 5 to 15 updates, wrong answers grow more slowly under 1/|y|.
 */
class WrongLengthTest {
    private static final int UPDATES = 50;

    private static ClaimRun run(long seed, String aggregation) {
        return ClaimRun.ofPreset(
                "standard-work",
                seed,
                "prompts=256",
                "schedule=constant",
                "updates=" + UPDATES,
                "trainer.shaping.id=length-penalty",
                "trainer.shaping.coefficient=0",
                "trainer.loss.aggregation=" + aggregation);
    }

    private static double length(ClaimRun run, Measured measured, Verdict verdict) {
        return ResponseTimes.of(run.process(), measured.policy(), Clock.THINKS)
                .overall()
                .mean(verdict);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a25WrongAnswersGrow(long seed) {
        ClaimRun tokens = run(seed, "decision-mean");
        ClaimRun sequences = run(seed, "episode-mean");
        double before = length(tokens, tokens.untrained(), Verdict.WRONG);
        double byTokens = length(tokens, tokens.end(), Verdict.WRONG) - before;
        double bySequences = length(sequences, sequences.end(), Verdict.WRONG) - before;
        ClaimRun.print(
                "A25 seed " + seed,
                "before wrong %.3f right %.3f; tokens wrong +%.3f right %.3f; sequences wrong +%.3f right %.3f; ratio %.3f; optimum %.4f regret %.4f %.4f untrained %.4f"
                        .formatted(
                                before,
                                length(tokens, tokens.untrained(), Verdict.CORRECT),
                                byTokens,
                                length(tokens, tokens.end(), Verdict.CORRECT),
                                bySequences,
                                length(sequences, sequences.end(), Verdict.CORRECT),
                                bySequences / byTokens,
                                tokens.optimum().utility(),
                                tokens.end().regret(),
                                sequences.end().regret(),
                                tokens.untrained().regret()));
        assertThat(tokens.optimum().utility()).isCloseTo(0.753044, within(1e-6));
        // Thought that costs nothing in training costs 0.17 of utility.
        assertThat(tokens.end().regret()).isGreaterThan(tokens.untrained().regret() + 0.15);
        assertThat(byTokens).isPositive();
        assertThat(bySequences / byTokens).as("outside the band").isCloseTo(1.032, within(0.01));
    }
}
