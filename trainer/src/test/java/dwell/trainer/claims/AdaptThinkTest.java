package dwell.trainer.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.claims.ClaimRun.Measured;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * AdaptThink (2505.13417) with delta 0.05, its frozen reference accuracy and forced halves, no clip on the gate: claims A3 and A4.
 * NT is the share of items answered without thinking, exact. Seeds 1, 2 and 3, and all bands below, were set before the first run.
 *
 * <p><b>A3.</b> NT at level 1 minus NT at level 5 lies in +0.3 .. +0.6. On the preset: FAIL. On questions that differ within a level:
 * PASS.
 *
 * <p><b>A4.</b> From a policy that always thinks (a clone, NT below 1e-3), NT stays below 0.01 when first decisions are not forced.
 * In contrast, NT ends above 0.2 from the same start when they are: the gate opens on levels 1 and 2, whose gaps of -0.7 and 3.3
 * points are below delta. PASS, with two changes after the first run: the clone took 400 steps and was left with NT of up to
 * 1.4e-3, and the contrast had importance none, under which the gate shut on every level: its push away from a mode that is worse on
 * average does not end as the mode gets rare, and the linear policy shares it across levels.
 */
class AdaptThinkTest {
    private static final double SLOPE_LOW = 0.3;
    private static final double SLOPE_HIGH = 0.6;
    private static final int EASIEST = 0;
    private static final int HARDEST = 4;

    private static String[] adaptThink(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "trainer.shaping.id=adaptthink",
                "trainer.shaping.delta=0.05",
                "trainer.shaping.reference=always:think",
                "trainer.advantage.baseline=none",
                "trainer.loss.surrogate=none"));
        settings.addAll(List.of(more));
        return settings.toArray(new String[0]);
    }

    /**
     * The table of the preset has one accuracy for a level, so that a gate can do no more than find the levels whose gap is below
     * delta: the decision rule gives 0.94 - 0.04 = 0.90 at the preset's cue. FAIL: the slope is 0.88, steeper than published, because
     * no question of level 2 is hard and none of level 5 easy.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a3OnLevelsThatAreAllAlike(long seed) {
        ClaimRun run = ClaimRun.ofPreset("math500-r1-7b", seed, adaptThink("sampling.firstDecision=forced"));
        double slope = run.end().direct(EASIEST) - run.end().direct(HARDEST);
        ClaimRun.print("A3 preset, seed " + seed, slope + " " + levels(run.end()) + regrets(run));
        assertThat(run.optimum().utility()).isCloseTo(0.8252, within(5e-5));
        assertThat(slope).as("outside the band").isGreaterThan(SLOPE_HIGH);
        assertThat(slope).isCloseTo(0.884, within(0.02));
        assertThat(run.end().regret()).isLessThan(0.001);
        assertThat(run.untrained().regret()).isGreaterThan(0.02);
    }

    /**
     * The same table, each level divided into questions on which thinking gains nothing and questions on which it gains all that
     * the level gains, in the shares that the paper measured (figure 2: no thinking is as good on 88.4, 77.8, 61.0, 50.8 and 29.9 %).
     * The cue names the kind of question, as reliably as that of the preset. The decision rule gives (0.884 - 0.299) 0.9 = 0.53.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a3OnQuestionsThatDiffer(long seed) {
        ClaimRun run = ClaimRun.of(
                questionsThatDiffer(),
                seed,
                policy -> {},
                adaptThink(
                        "sampling.firstDecision=forced",
                        "stakes.price=2.5e-5",
                        "policy.id=linear",
                        "updates=300",
                        "prompts=512",
                        "learningRate=0.03",
                        "schedule=linear"));
        double slope = run.end().direct(EASIEST) - run.end().direct(HARDEST);
        ClaimRun.print("A3 two kinds, seed " + seed, slope + " " + levels(run.end()) + regrets(run));
        assertThat(slope).isBetween(SLOPE_LOW, SLOPE_HIGH);
        assertThat(run.optimum().utility()).isCloseTo(0.8529, within(5e-5));
        assertThat(run.end().regret()).isLessThan(0.001);
        assertThat(run.untrained().regret()).isGreaterThan(0.05);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a4AColdGateStaysShutUnlessItIsForced(long seed) {
        String[] cold = {
            "warmStart.kind=clone",
            "warmStart.teacher=always:think",
            "warmStart.steps=1000",
            "warmStart.learningRate=0.05"
        };
        ClaimRun free =
                ClaimRun.ofPreset("math500-r1-7b", seed, join(adaptThink("sampling.firstDecision=policy"), cold));
        ClaimRun forced =
                ClaimRun.ofPreset("math500-r1-7b", seed, join(adaptThink("sampling.firstDecision=forced"), cold));
        ClaimRun.print(
                "A4 seed " + seed,
                "start %.2e free %.2e forced %.4f %s; free%s; forced%s"
                        .formatted(
                                free.start().direct(),
                                free.end().direct(),
                                forced.end().direct(),
                                levels(forced.end()),
                                regrets(free),
                                regrets(forced)));
        assertThat(free.start().direct()).isLessThan(1e-3);
        assertThat(free.end().direct()).isLessThan(0.01);
        assertThat(forced.start().direct()).isEqualTo(free.start().direct());
        assertThat(forced.end().direct()).isGreaterThan(0.2);
        assertThat(free.end().regret()).isCloseTo(0.0037, within(1e-4));
        assertThat(forced.end().regret()).isLessThan(5e-4);
    }

    private static TwoModes questionsThatDiffer() {
        double[] weight = {43, 90, 105, 128, 134};
        double[] think = {0.949, 0.946, 0.976, 0.917, 0.826};
        double[] direct = {0.956, 0.913, 0.911, 0.758, 0.576};
        double[] same = {0.884, 0.778, 0.610, 0.508, 0.299};
        int[] thinkTokens = {2033, 2182, 2807, 3774, 5727};
        int[] directTokens = {300, 392, 522, 719, 1038};
        // At level 1 not thinking is better on average; there thinking gains 10 points where it gains anything.
        double gainAtLevel1 = 0.10;
        List<TwoModes.Question> questions = new ArrayList<>();
        List<String> levels = new ArrayList<>();
        for (int l = 0; l < weight.length; l++) {
            levels.add("level " + (l + 1));
            double gain = l == 0 ? gainAtLevel1 : (think[l] - direct[l]) / (1 - same[l]);
            double elsewhere = l == 0 ? (direct[l] - think[l] + (1 - same[l]) * gain) / same[l] : 0;
            questions.add(new TwoModes.Question(
                    l, weight[l] * same[l], think[l] + elsewhere, think[l], directTokens[l], thinkTokens[l]));
            questions.add(new TwoModes.Question(
                    l, weight[l] * (1 - same[l]), think[l] - gain, think[l], directTokens[l], thinkTokens[l]));
        }
        return new TwoModes(levels, questions, TwoModes.named(questions.size(), 0.9), false);
    }

    private static String levels(Measured measured) {
        StringBuilder text = new StringBuilder();
        for (int l = 0; l <= HARDEST; l++) {
            text.append("%.3f ".formatted(measured.direct(l)));
        }
        return text.toString();
    }

    private static String regrets(ClaimRun run) {
        return " optimum %.4f regret %.4f untrained %.4f"
                .formatted(
                        run.optimum().utility(),
                        run.end().regret(),
                        run.untrained().regret());
    }

    private static String[] join(String[] a, String[] b) {
        List<String> all = new ArrayList<>(List.of(a));
        all.addAll(List.of(b));
        return all.toArray(new String[0]);
    }
}
