package dwell.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.trainer.TaskFixture;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvantageTest {
    private static double[] advantages(String baseline, String scale, double epsilon, int group, double... rewards) {
        double[] out = new double[rewards.length];
        new Advantage(TaskFixture.advantage("baseline=" + baseline, "scale=" + scale, "scaleEpsilon=" + epsilon), group)
                .of(rewards, group, out);
        return out;
    }

    /** Algorithms 23.3, number 2: RLOO of {1, 0, 0, 0}: 1 and -1/3; with the group's mean .75 and -.25: ratio G / (G - 1). */
    @Test
    void leaveOneOutAndMeanOfOneRightInFour() {
        assertThat(advantages("leave-one-out", "none", 0, 4, 1, 0, 0, 0))
                .containsExactly(new double[] {1, -1 / 3.0, -1 / 3.0, -1 / 3.0}, within(1e-15));
        assertThat(advantages("mean", "none", 0, 4, 1, 0, 0, 0)).containsExactly(.75, -.25, -.25, -.25);
    }

    /** Algorithms 23.3, number 1: {1, 1, -1 x6} and {1, 1, -1 x5}, population and sample deviation, in closed form. */
    @ParameterizedTest
    @CsvSource({"0,6,1.732,-0.577", "0,5,1.581,-0.632", "1,6,1.620,-0.540", "1,5,1.464,-0.586"})
    void groupStdOfTwoRightAnswers(int ddof, int wrong, double right, double other) {
        int n = 2 + wrong;
        double[] rewards = new double[n];
        Arrays.fill(rewards, -1);
        rewards[0] = 1;
        rewards[1] = 1;
        double[] a = new double[n];
        new Advantage(TaskFixture.advantage("scale=group-std", "scaleEpsilon=0", "ddof=" + ddof), n).of(rewards, n, a);
        assertThat(a[0]).isCloseTo(right, within(5e-4)).isCloseTo(a[1], within(0.0));
        assertThat(a[n - 1]).isCloseTo(other, within(5e-4));
        // Share p of ones among n signs: deviation 2 sqrt(p (1 - p) n / (n - ddof)), distance to the mean 2 (1 - p).
        double p = 2.0 / n;
        assertThat(a[0]).isCloseTo((1 - p) / Math.sqrt(p * (1 - p) * n / (n - ddof)), within(1e-14));
    }

    /** Seven equal rewards and a 0: sample deviation .95 / sqrt(8), whose last digits one pass in single precision loses. */
    @Test
    void sevenEqualRewardsAndAZero() {
        double[] a = advantages("mean", "group-std", 0, 8, 0, .95, .95, .95, .95, .95, .95, .95);
        assertThat(a[0]).isCloseTo(-7 / Math.sqrt(8), within(1e-14));
        assertThat(a[7]).isCloseTo(1 / Math.sqrt(8), within(1e-14));
        double[] far = advantages(
                "mean", "group-std", 0, 8, 1e9, 1e9 + 1, 1e9 + 1, 1e9 + 1, 1e9 + 1, 1e9 + 1, 1e9 + 1, 1e9 + 1);
        assertThat(far[0]).isCloseTo(-7 / Math.sqrt(8), within(1e-7));
    }

    /** RLOO over the group's own deviation is G / (G - 1) times GRPO: bounded by (G - 1) / sqrt(G) times that. */
    @Test
    void leaveOneOutWithGroupStdIsBounded() {
        double[] rloo = advantages("leave-one-out", "group-std", 0, 8, 0, .95, .95, .95, .95, .95, .95, .95);
        double[] grpo = advantages("mean", "group-std", 0, 8, 0, .95, .95, .95, .95, .95, .95, .95);
        for (int i = 0; i < 8; i++) {
            assertThat(rloo[i]).isCloseTo(grpo[i] * 8 / 7, within(1e-14));
        }
    }

    @Test
    void groupsAreCentredOnTheirOwnAndBatchesOnAll() {
        assertThat(advantages("mean", "none", 0, 2, 5, 7, 100, 100, -1, 0)).containsExactly(-1, 1, 0, 0, -.5, .5);
        assertThat(advantages("batch", "none", 0, 2, 1, 2, 3, 6)).containsExactly(-2, -1, 0, 3);
    }

    /** Equal rewards whose mean rounds must still give 0, also after division by a tiny epsilon. */
    @ParameterizedTest
    @ValueSource(strings = {"mean", "leave-one-out", "batch", "length-weighted"})
    void equalRewardsGiveExactlyZero(String baseline) {
        double r = 0.1 + 0.2;
        for (String scale : new String[] {"group-std", "batch-std", "running"}) {
            Plain facts = new Plain(3, new int[] {1, 2, 3}, new double[3]);
            Advantages out = new Advantages(3);
            new Advantage(TaskFixture.advantage("baseline=" + baseline, "scale=" + scale, "scaleEpsilon=1e-12"), 3)
                    .of(new double[] {r, r, r}, null, facts, null, out);
            assertThat(out.episodes()).containsExactly(0, 0, 0);
            assertThat(out.equalGroups()).containsExactly(true);
        }
    }

    /** Deviation of {0, 1, 0, 3}: mean 1, squares 1 + 0 + 1 + 4 = 6, divided by n - 1 = 3. */
    @Test
    void batchStdDividesByTheDeviationOfAllRewards() {
        double[] a = advantages("none", "batch-std", 0.5, 2, 0, 1, 0, 3);
        double divisor = Math.sqrt(2) + 0.5;
        assertThat(a).containsExactly(new double[] {0, 1 / divisor, 0, 3 / divisor}, within(1e-15));
    }

    /** Lengths 1, 2, 5 and rewards 1, 0, 2: the baseline is 11 / 8. */
    @Test
    void lengthWeightedAndGreedyBaselines() {
        Plain facts = new Plain(3, new int[] {1, 2, 5, 1, 1, 1}, new double[6]);
        double[] rewards = {1, 0, 2, 3, 3, 0};
        Advantages out = new Advantages(6);
        new Advantage(TaskFixture.advantage("baseline=length-weighted"), 3).of(rewards, null, facts, null, out);
        assertThat(out.episodes()).containsExactly(-.375, -1.375, .625, 1, 1, -2);
        new Advantage(TaskFixture.advantage("baseline=greedy"), 3).of(rewards, null, facts, new double[] {2, 1}, out);
        assertThat(out.episodes()).containsExactly(-1, -2, 0, 2, 2, -1);
    }

    /** Merged update by update, the running deviation is that of everything so far, also far from 0. */
    @Test
    void runningDividesByTheDeviationOfEverythingSoFar() {
        for (double offset : new double[] {0, 1e8}) {
            Advantage advantage = new Advantage(TaskFixture.advantage("scale=running", "scaleEpsilon=0.01"), 4);
            double[] all = new double[0];
            for (int update = 0; update < 6; update++) {
                double[] rewards = draw(update, 8);
                for (int i = 0; i < 8; i++) {
                    rewards[i] += offset + update;
                }
                all = concat(all, rewards);
                double[] a = new double[8];
                advantage.of(rewards, 4, a);
                double divisor = new StandardDeviation(true).evaluate(all) + 0.01;
                double mean = Arrays.stream(rewards, 0, 4).sum() / 4;
                for (int i = 0; i < 4; i++) {
                    assertThat(a[i]).isCloseTo((rewards[i] - mean) / divisor, within(offset == 0 ? 1e-14 : 1e-7));
                }
            }
        }
    }

    @Test
    void runningGoesOnFromItsState() {
        Advantage straight = new Advantage(TaskFixture.advantage("scale=running"), 4);
        double[] whole = new double[8];
        straight.of(draw(1, 8), 4, whole);
        Advantage resumed = new Advantage(TaskFixture.advantage("scale=running"), 4);
        resumed.restore(straight.state());
        double[] next = new double[8];
        straight.of(draw(2, 8), 4, whole);
        resumed.of(draw(2, 8), 4, next);
        assertThat(next).isEqualTo(whole);
        double[] fresh = new double[8];
        new Advantage(TaskFixture.advantage("scale=running"), 4).of(draw(2, 8), 4, fresh);
        assertThat(fresh).isNotEqualTo(whole);
        assertThatThrownBy(() -> resumed.restore(new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it has 2 numbers of a running deviation, the run needs 3");
    }

    /** Members are exchangeable: whoever changes places takes the advantage along. */
    @ParameterizedTest
    @ValueSource(strings = {"mean", "leave-one-out", "batch", "length-weighted", "greedy", "none"})
    void permutingTheMembersPermutesTheAdvantages(String baseline) {
        for (String scale : new String[] {"none", "group-std", "batch-std", "running"}) {
            Advantage one = new Advantage(TaskFixture.advantage("baseline=" + baseline, "scale=" + scale), 5);
            Advantage other = new Advantage(TaskFixture.advantage("baseline=" + baseline, "scale=" + scale), 5);
            double[] rewards = draw(3, 10);
            int[] lengths = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
            int[] from = {2, 0, 4, 1, 3, 9, 5, 6, 8, 7};
            Advantages a = new Advantages(10);
            Advantages b = new Advantages(10);
            double[] greedy = {0.3, 0.4};
            one.of(rewards, null, new Plain(5, lengths, new double[10]), greedy, a);
            other.of(
                    Arrays.stream(from).mapToDouble(i -> rewards[i]).toArray(),
                    null,
                    new Plain(5, Arrays.stream(from).map(i -> lengths[i]).toArray(), new double[10]),
                    greedy,
                    b);
            for (int i = 0; i < 10; i++) {
                assertThat(b.episodes()[i]).isCloseTo(a.episodes()[from[i]], within(1e-14));
            }
        }
    }

    /** A constant added to the rewards of one group: nothing changes under its own mean, everything under a batch's. */
    @ParameterizedTest
    @CsvSource({
        "mean,none,true",
        "mean,group-std,true",
        "leave-one-out,none,true",
        "leave-one-out,group-std,true",
        "length-weighted,none,true",
        "length-weighted,group-std,true",
        "mean,batch-std,false",
        "batch,none,false",
        "none,none,false",
        "greedy,none,false"
    })
    void aConstantForAGroupChangesNothingWhereItsOwnRewardsAreTheBaseline(
            String baseline, String scale, boolean unchanged) {
        Plain facts = new Plain(4, new int[] {1, 2, 3, 4, 2, 2, 2, 2}, new double[8]);
        double[] rewards = draw(4, 8);
        double[] shifted = rewards.clone();
        for (int i = 0; i < 4; i++) {
            shifted[i] += 3;
        }
        Advantages a = new Advantages(8);
        Advantages b = new Advantages(8);
        new Advantage(TaskFixture.advantage("baseline=" + baseline, "scale=" + scale), 4)
                .of(rewards, null, facts, new double[2], a);
        new Advantage(TaskFixture.advantage("baseline=" + baseline, "scale=" + scale), 4)
                .of(shifted, null, facts, new double[2], b);
        double largest = IntStream.range(0, 8)
                .mapToDouble(i -> Math.abs(a.episodes()[i] - b.episodes()[i]))
                .max()
                .orElseThrow();
        if (unchanged) {
            assertThat(largest).isLessThan(1e-14);
        } else {
            assertThat(largest).isGreaterThan(0.1);
        }
    }

    /** GDPO as its paper writes it: sum of z-scores by group, over the deviation of the sums. */
    @Test
    void scaleThenSumIsTheWeightedSumOfZScores() {
        double[][] terms = {draw(5, 8), draw(6, 8), {1, 1, 1, 1, 0, 0, 0, 1}};
        double[] weights = {2, 0.5, 1};
        double[] sums = new double[8];
        for (int term = 0; term < 3; term++) {
            for (int g = 0; g < 8; g += 4) {
                double[] group = Arrays.copyOfRange(terms[term], g, g + 4);
                double mean = Arrays.stream(group).average().orElseThrow();
                double deviation = new StandardDeviation(true).evaluate(group);
                for (int i = 0; i < 4; i++) {
                    sums[g + i] += weights[term] * (group[i] - mean) / (deviation + 1e-3);
                }
            }
        }
        double[] total = draw(7, 8);
        Advantages out = new Advantages(8);
        String[] config = {"terms=scale-then-sum", "termWeights=[2,0.5]", "scaleEpsilon=1e-3", "scale=none"};
        Plain facts = new Plain(4, new int[8], new double[8]);
        new Advantage(TaskFixture.advantage(config), 4).of(total, terms, facts, null, out);
        assertThat(out.episodes()).containsExactly(sums, within(1e-14));
        config[3] = "scale=batch-std";
        new Advantage(TaskFixture.advantage(config), 4).of(total, terms, facts, null, out);
        double divisor = new StandardDeviation(true).evaluate(sums) + 1e-3;
        assertThat(out.episodes())
                .containsExactly(Arrays.stream(sums).map(s -> s / divisor).toArray(), within(1e-14));
    }

    /** What needs more than rewards says so instead of guessing. */
    @Test
    void refusesRewardsAloneWhereTheyAreNotEnough() {
        assertThatThrownBy(() -> advantages("greedy", "none", 0, 2, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("greedy");
    }

    /** Equal groups that are skipped are in no mean: the other group alone is the batch. */
    @Test
    void skippedGroupsAreOutOfTheBatch() {
        double[] rewards = {5, 5, 1, 2};
        Plain facts = new Plain(2, new int[] {1, 1, 1, 1}, new double[4]);
        Advantages out = new Advantages(4);
        new Advantage(TaskFixture.advantage("baseline=batch"), 2, true).of(rewards, null, facts, null, out);
        assertThat(out.trained()).containsExactly(false, false, true, true);
        assertThat(out.counted()).containsOnly(true);
        assertThat(out.episodes()).containsExactly(0, 0, -.5, .5);
        assertThat(out.equalGroupCount()).isEqualTo(1);
    }

    private static double[] draw(int stream, int count) {
        long key = RandomKey.child(RandomKey.of(1, Purpose.CHECK), stream);
        return IntStream.range(0, count)
                .mapToDouble(i -> RandomKey.gaussian(key, i))
                .toArray();
    }

    private static double[] concat(double[] a, double[] b) {
        double[] out = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }
}
