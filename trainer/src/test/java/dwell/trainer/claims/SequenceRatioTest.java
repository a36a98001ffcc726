package dwell.trainer.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.policies.HostTransfer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Claim A5: AdaptThink's equation 9 taken literally, that is, the ratio of the whole sequence with PPO's clip of 0.2 against a gate
 * that was forced half and half, cannot push the gate beyond 0.5 x 1.2. One kind of question, right with probability 0.8 with and
 * without thinking, so that the advantages are 0.05 without and 0 with thinking in expectation.
 *
 * <p>Set before the first run: from P(no think) of 0.1 and of 0.5, seeds 1, 2 and 3, the gate ends in 0.60 +- 0.02. In contrast it
 * ends above 0.75 without the clip, and in 0.40 +- 0.02 with a delta of -0.05.
 */
class SequenceRatioTest {
    private static final TwoModes WORLD = new TwoModes(
            List.of("all"),
            List.of(new TwoModes.Question(0, 1, 0.8, 0.8, 1, 5)),
            List.of(new TwoModes.Cue(List.of(1.0), List.of())),
            false);

    private static ClaimRun run(double p0, long seed, String... more) {
        List<String> settings = new java.util.ArrayList<>(List.of(
                "policy.id=tabular",
                "stakes.price=0.01",
                "trainer.shaping.id=adaptthink",
                "trainer.shaping.delta=0.05",
                "trainer.shaping.reference=always:think",
                "trainer.advantage.baseline=none",
                "trainer.loss.ratio=episode-exact",
                "trainer.loss.aggregation=episode-mean",
                "trainer.loss.clip=0.2",
                "sampling.firstDecision=forced",
                "updates=600",
                "prompts=64",
                "minibatches=1",
                "optimizer=sgd",
                "learningRate=0.5",
                "schedule=constant"));
        settings.addAll(List.of(more));
        double[] logits = {Math.log(p0 / (1 - p0)), 0};
        return ClaimRun.of(
                WORLD,
                seed,
                policy -> HostTransfer.writeAll(logits, policy.parameters()),
                settings.toArray(new String[0]));
    }

    @ParameterizedTest
    @CsvSource({"0.1,1", "0.1,2", "0.1,3", "0.5,1", "0.5,2", "0.5,3"})
    void a5TheClipCapsTheGate(double p0, long seed) {
        ClaimRun run = run(p0, seed);
        ClaimRun.print(
                "A5 p0 %s seed %d".formatted(p0, seed),
                "%.4f optimum %.4f regret %.4f untrained %.4f"
                        .formatted(
                                run.end().direct(),
                                run.optimum().utility(),
                                run.end().regret(),
                                run.untrained().regret()));
        assertThat(run.start().direct()).isCloseTo(p0, within(1e-6));
        assertThat(run.optimum().utility()).isCloseTo(0.79, within(1e-12));
        assertThat(run.end().direct()).isCloseTo(0.60, within(0.02));
        assertThat(run.untrained().regret()).isCloseTo(0.5 * 0.04, within(1e-6));
        assertThat(run.end().regret()).isCloseTo((1 - run.end().direct()) * 0.04, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void withoutTheClipItGoesOnAndDownwardsItStopsToo(long seed) {
        double unclipped = run(0.5, seed, "trainer.loss.surrogate=none").end().direct();
        double down = run(0.5, seed, "trainer.shaping.delta=-0.05").end().direct();
        ClaimRun.print("A5 contrast seed " + seed, "%.4f %.4f".formatted(unclipped, down));
        assertThat(unclipped).isGreaterThan(0.75);
        assertThat(down).isCloseTo(0.40, within(0.02));
    }
}
