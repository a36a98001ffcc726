package dwell.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.TaskFixture;
import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.AdvantageConfig.Scale;
import org.junit.jupiter.api.Test;

class AdvantageTest {
    private static double[] advantages(Baseline baseline, Scale scale, double epsilon, int group, double... rewards) {
        double[] out = new double[rewards.length];
        new Advantage(TaskFixture.advantage("baseline=" + baseline, "scale=" + scale, "scaleEpsilon=" + epsilon), group)
                .of(rewards, group, out);
        return out;
    }

    /** RLOO of {1, 0, 0, 0}: 1 and -1/3; with the group's mean .75 and -.25: the ratio is G / (G - 1). */
    @Test
    void leaveOneOutAndMeanOfOneRightInFour() {
        assertThat(advantages(Baseline.LEAVE_ONE_OUT, Scale.NONE, 0, 4, 1, 0, 0, 0))
                .containsExactly(new double[] {1, -1 / 3.0, -1 / 3.0, -1 / 3.0}, within(1e-15));
        assertThat(advantages(Baseline.MEAN, Scale.NONE, 0, 4, 1, 0, 0, 0)).containsExactly(.75, -.25, -.25, -.25);
    }

    /** Rewards {1, 1, -1 x 6}: with the sample deviation +1.620 and -.540. */
    @Test
    void groupStdUsesTheSampleDeviation() {
        double[] a = advantages(Baseline.MEAN, Scale.GROUP_STD, 0, 8, 1, 1, -1, -1, -1, -1, -1, -1);
        assertThat(a[0]).isCloseTo(1.620, within(5e-4));
        assertThat(a[7]).isCloseTo(-.540, within(5e-4));
    }

    @Test
    void groupsAreCentredOnTheirOwn() {
        double[] a = advantages(Baseline.MEAN, Scale.NONE, 0, 2, 5, 7, 100, 100, -1, 0);
        assertThat(a).containsExactly(-1, 1, 0, 0, -.5, .5);
    }

    /** Equal rewards whose mean rounds must still give 0, also after division by a tiny epsilon. */
    @Test
    void equalRewardsGiveExactlyZero() {
        double r = 0.1 + 0.2;
        assertThat(advantages(Baseline.MEAN, Scale.GROUP_STD, 1e-12, 3, r, r, r))
                .containsExactly(0, 0, 0);
    }

    /** Deviation of {0, 1, 0, 3}: mean 1, squares 1 + 0 + 1 + 4 = 6, divided by n - 1 = 3. */
    @Test
    void batchStdDividesByTheDeviationOfAllRewards() {
        double[] a = advantages(Baseline.NONE, Scale.BATCH_STD, 0.5, 2, 0, 1, 0, 3);
        double divisor = Math.sqrt(2) + 0.5;
        assertThat(a).containsExactly(new double[] {0, 1 / divisor, 0, 3 / divisor}, within(1e-15));
    }
}
