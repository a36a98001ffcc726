package dwell.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.TaskFixture;
import dwell.trainer.config.TruncationConfig;
import dwell.trainer.config.TruncationConfig.Mode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncationTest {
    private static final boolean[] LAST_OF_EIGHT = {false, false, false, false, false, false, false, true};

    private static Advantages advantages(TruncationConfig config, double[] rewards, boolean[] truncated) {
        int n = rewards.length;
        Plain facts = new Plain(n, new int[n], new double[n], truncated);
        Advantages out = new Advantages(n);
        double[] paid = new Truncation(config, 0).of(rewards, facts, out);
        new Advantage(TaskFixture.advantage("scale=group-std", "scaleEpsilon=0", "ddof=0"), n)
                .of(paid, null, facts, null, out);
        return out;
    }

    /** Algorithms 1.3: 2 right, 5 wrong, 1 truncated. Scored as wrong: +1.732, -.577; masked: +1.581, -.632. */
    @Test
    void maskingTakesTheTruncatedOneOutOfTheGroup() {
        double[] rewards = {1, 1, -1, -1, -1, -1, -1, -1};
        double[] kept =
                advantages(TruncationConfig.defaults(), rewards, LAST_OF_EIGHT).episodes();
        assertThat(kept[0]).isCloseTo(Math.sqrt(3), within(1e-14));
        assertThat(kept[7]).isCloseTo(-1 / Math.sqrt(3), within(1e-14));
        Advantages masked = advantages(new TruncationConfig(Mode.MASK, 1, 0.2), rewards, LAST_OF_EIGHT);
        assertThat(masked.episodes()[0]).isCloseTo(Math.sqrt(2.5), within(1e-14));
        assertThat(masked.episodes()[6]).isCloseTo(-Math.sqrt(0.4), within(1e-14));
        assertThat(masked.episodes()[7]).isZero();
        assertThat(masked.trained()[7]).isFalse();
        assertThat(masked.counted()[7]).isFalse();
    }

    /** What a masked episode was paid is of no consequence to anybody. */
    @Test
    void theRewardOfAMaskedEpisodeMattersToNobody() {
        TruncationConfig mask = new TruncationConfig(Mode.MASK, 1, 0.2);
        double[] one = {1, 1, -1, -1, -1, -1, -1, -1};
        double[] other = {1, 1, -1, -1, -1, -1, -1, 1e6};
        assertThat(advantages(mask, one, LAST_OF_EIGHT).episodes())
                .isEqualTo(advantages(mask, other, LAST_OF_EIGHT).episodes());
    }

    @Test
    void penaliseTakesThePenaltyOffTruncatedEpisodesOnly() {
        double[] rewards = {1, 0.5, 0};
        Plain facts = new Plain(3, new int[3], new double[3], new boolean[] {false, true, true});
        Truncation truncation = new Truncation(new TruncationConfig(Mode.PENALISE, 0.25, 0.2), 0);
        assertThat(truncation.of(rewards, facts, new Advantages(3))).containsExactly(1, 0.25, -0.25);
        assertThat(truncation.penalties()).containsExactly(0, -.25, -.25);
        assertThat(rewards).containsExactly(1, 0.5, 0);
    }

    /** Algorithms 23.3, number 4: largest length 20480, of which the last 4096. */
    @ParameterizedTest
    @CsvSource({"100,0", "16384,0", "18432,-0.5", "20480,-1", "20481,-1"})
    void rampIsTheSoftOverlongPunishment(double compute, double penalty) {
        Plain facts = new Plain(1, new int[1], new double[] {compute});
        double[] paid = new Truncation(new TruncationConfig(Mode.RAMP, 1, 0.2), 20480)
                .of(new double[] {1}, facts, new Advantages(1));
        assertThat(paid[0]).isCloseTo(1 + penalty, within(1e-12));
        double[] doubled = new Truncation(new TruncationConfig(Mode.RAMP, 2, 0.2), 20480)
                .of(new double[] {1}, facts, new Advantages(1));
        assertThat(doubled[0]).isCloseTo(1 + 2 * penalty, within(1e-12));
    }

    /** Nobody left in a group: nothing is trained, nothing is divided by 0. */
    @Test
    void aGroupThatIsMaskedAsAWholeHasNoAdvantages() {
        boolean[] all = new boolean[4];
        Arrays.fill(all, true);
        Advantages out = advantages(new TruncationConfig(Mode.MASK, 1, 0.2), new double[] {1, 2, 3, 4}, all);
        assertThat(out.episodes()).containsOnly(0);
        assertThat(out.trained()).containsOnly(false);
        assertThat(out.equalGroupCount()).isEqualTo(1);
    }
}
