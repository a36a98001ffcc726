package dwell.trainer.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.exact.KnownLevel;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
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
 *
 * <p>PASS, but for one: divided by the deviation of its group, the price has an interior balance, and GRPO with group-std does not
 * collapse. FAIL for "any router".
 */
class UniformDifficultyTest {
    private static final double PRICE = 0.01;
    private static final int GROUP = 16;
    private static final TwoModes WORLD =
            new TwoModes(List.of("all"), List.of(new TwoModes.Question(0, 1, 0.7, 0.9, 3, 12)), cues(), false);

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

    private static double thinks(String name, long seed, String settings) {
        List<String> all = new ArrayList<>(List.of(
                "policy.id=tabular",
                "stakes.price=" + PRICE,
                "updates=300",
                "prompts=256",
                "groupSize=" + GROUP,
                "learningRate=0.03",
                "schedule=linear"));
        all.addAll(List.of(settings.split(" ")));
        ClaimRun run = ClaimRun.of(WORLD, seed, policy -> {}, all.toArray(new String[0]));
        double thinks = 1 - run.end().direct();
        double oracle = KnownLevel.of(run.process(), run.optimum().stakes()).utility();
        double betterMode = 0.9 - 12 * PRICE;
        ClaimRun.print(
                "A24 %s seed %d".formatted(name, seed),
                "thinks %.4f optimum %.4f regret %.4f untrained %.4f gap %.1e"
                        .formatted(
                                thinks,
                                run.optimum().utility(),
                                run.end().regret(),
                                run.untrained().regret(),
                                oracle - betterMode));
        assertThat(oracle - betterMode).isCloseTo(0, within(1e-12));
        assertThat(run.optimum().utility()).isCloseTo(betterMode, within(1e-12));
        assertThat(run.untrained().regret()).isCloseTo(0.055, within(1e-6));
        assertThat(run.end().regret()).isCloseTo(0.11 * (1 - thinks), within(1e-9));
        assertThat(run.untrained().direct()).isCloseTo(0.5, within(1e-6));
        return thinks;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mean baseline      | true  | trainer.advantage.baseline=mean",
                "RLOO               | true  | trainer.advantage.baseline=leave-one-out",
                "ReMax              | true  | trainer.advantage.baseline=greedy",
                "REINFORCE++        | true  | trainer.advantage.baseline=batch trainer.advantage.scale=batch-std",
                "AdaptThink         | true  | trainer.shaping.id=adaptthink trainer.shaping.reference=always:think"
                        + " trainer.advantage.baseline=none sampling.firstDecision=forced trainer.loss.surrogate=none",
                "Thinkless          | false | trainer.shaping.id=thinkless trainer.loss.controlWeight=0.1",
            })
    void a24AnyRouterCollapses(String name, boolean towardsThinking, String settings) {
        for (long seed : new long[] {1, 2}) {
            double thinks = thinks(name, seed, settings);
            if (towardsThinking) {
                assertThat(thinks).as(name).isGreaterThanOrEqualTo(0.95);
            } else {
                assertThat(thinks).as(name).isLessThanOrEqualTo(0.05);
            }
        }
    }

    /**
     * In a group of answers that are all right only the price is left, and the deviation blows it up: the rare short answer earns an
     * advantage of 3.75. Where the expected update is 0 was found by enumeration of the groups; trained gates end there.
     */
    @Test
    void a24ButGroupStdDoesNot() {
        double low = 0.5;
        double high = 0.99;
        assertThat(push(low)).isPositive();
        assertThat(push(high)).isNegative();
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (push(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        ClaimRun.print("A24 group-std balance", "%.4f".formatted(low));
        assertThat(low).isCloseTo(0.919, within(0.001));
        for (long seed : new long[] {1, 2}) {
            double thinks = thinks("GRPO, group-std", seed, "trainer.advantage.scale=group-std");
            assertThat(thinks).as("outside the band").isCloseTo(low, within(0.015));
        }
    }

    /** The expected update of the gate's logit, by enumeration of who thinks and who is right in a group. */
    private static double push(double p) {
        double push = 0;
        for (int thinking = 0; thinking <= GROUP; thinking++) {
            int direct = GROUP - thinking;
            for (int rightThinking = 0; rightThinking <= thinking; rightThinking++) {
                for (int rightDirect = 0; rightDirect <= direct; rightDirect++) {
                    double probability = binomial(GROUP, thinking, p)
                            * binomial(thinking, rightThinking, 0.9)
                            * binomial(direct, rightDirect, 0.7);
                    double ofThinking = rightThinking - 12 * PRICE * thinking;
                    double mean = (ofThinking + rightDirect - 3 * PRICE * direct) / GROUP;
                    double squares = squares(rightThinking, thinking, 12 * PRICE, mean)
                            + squares(rightDirect, direct, 3 * PRICE, mean);
                    push += probability
                            * (ofThinking - thinking * mean)
                            / (Math.sqrt(squares / (GROUP - 1)) + 1e-4)
                            / GROUP;
                }
            }
        }
        return push;
    }

    private static double squares(int right, int all, double paid, double mean) {
        return right * (1 - paid - mean) * (1 - paid - mean) + (all - right) * (paid + mean) * (paid + mean);
    }

    private static double binomial(int trials, int successes, double p) {
        return CombinatoricsUtils.binomialCoefficientDouble(trials, successes)
                * Math.pow(p, successes)
                * Math.pow(1 - p, trials - successes);
    }
}
