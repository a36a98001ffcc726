package dwell.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.trainer.TaskFixture;
import dwell.trainer.config.AdvantageConfig.Filter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberFilterTest {
    private static boolean[] kept(Filter filter, int keep, double[] rewards, double[] compute, boolean[] trained) {
        boolean[] out = trained.clone();
        new MemberFilter(filter, keep)
                .apply(rewards, new Plain(rewards.length, new int[rewards.length], compute), 0, out);
        return out;
    }

    private static boolean[] kept(Filter filter, int keep, double[] rewards, double[] compute) {
        boolean[] all = new boolean[rewards.length];
        java.util.Arrays.fill(all, true);
        return kept(filter, keep, rewards, compute, all);
    }

    @Test
    void theShortestAndTheMostEfficientAreKeptTheFirstOfEquals() {
        double[] rewards = {1, 1, 0, 1, 0};
        double[] compute = {4, 2, 1, 2, 0};
        assertThat(kept(Filter.SHORTEST, 3, rewards, compute)).containsExactly(false, true, true, false, true);
        assertThat(kept(Filter.EFFICIENT, 2, rewards, compute)).containsExactly(false, true, false, true, false);
        assertThat(kept(Filter.EFFICIENT, 2, new double[] {-1, 1, 0}, new double[3]))
                .containsExactly(false, true, true);
    }

    @Test
    void membersThatAreOutDoNotCompete() {
        boolean[] trained = {true, true, false, true};
        double[] compute = {3, 2, 1, 4};
        assertThat(kept(Filter.SHORTEST, 2, new double[4], compute, trained)).containsExactly(true, true, false, false);
        assertThat(kept(Filter.SHORTEST, 3, new double[4], compute, trained)).containsExactly(trained);
    }

    /** Against every subset of the size, of rewards with and without ties. */
    @ParameterizedTest
    @CsvSource({"2,2", "5,2", "6,3", "7,4", "8,2", "8,3", "9,5", "10,9"})
    void spreadHasTheLargestVarianceOfAllSubsets(int group, int keep) {
        for (int draw = 0; draw < 40; draw++) {
            long key = RandomKey.child(RandomKey.child(RandomKey.of(group, Purpose.CHECK), keep), draw);
            boolean ties = draw % 2 == 1;
            double[] rewards = IntStream.range(0, group)
                    .mapToDouble(i -> ties ? RandomKey.below(key, i, 3) : RandomKey.gaussian(key, i))
                    .toArray();
            double best = 0;
            for (int subset = 0; subset < 1 << group; subset++) {
                if (Integer.bitCount(subset) == keep) {
                    best = Math.max(best, variance(rewards, subset));
                }
            }
            boolean[] kept = kept(Filter.SPREAD, keep, rewards, new double[group]);
            int chosen = IntStream.range(0, group)
                    .filter(i -> kept[i])
                    .map(i -> 1 << i)
                    .sum();
            assertThat(Integer.bitCount(chosen)).isEqualTo(keep);
            assertThat(variance(rewards, chosen)).isCloseTo(best, within(1e-12));
        }
    }

    private static double variance(double[] rewards, int subset) {
        int[] members = IntStream.range(0, rewards.length)
                .filter(i -> (subset >> i & 1) == 1)
                .toArray();
        double squares = 0;
        // Mean squared distance of all pairs: no mean is needed.
        for (int i : members) {
            for (int j : members) {
                squares += (rewards[i] - rewards[j]) * (rewards[i] - rewards[j]);
            }
        }
        return squares / (2.0 * members.length * members.length);
    }

    /** GFPO: mean and deviation are those of the kept members, the others have advantage 0. */
    @Test
    void baselineAndDeviationAreOverTheKeptMembers() {
        double[] rewards = {1, 0, 1, 0, 7, 7};
        Plain facts = new Plain(6, new int[] {1, 1, 1, 1, 1, 1}, new double[] {1, 2, 3, 4, 5, 6});
        Advantages out = new Advantages(6);
        new Advantage(TaskFixture.advantage("filter=shortest", "filterKeep=4", "scale=group-std", "scaleEpsilon=0"), 6)
                .of(rewards, null, facts, null, out);
        double z = 0.5 / Math.sqrt(1 / 3.0);
        assertThat(out.episodes()).containsExactly(new double[] {z, -z, z, -z, 0, 0}, within(1e-15));
        assertThat(out.trained()).containsExactly(true, true, true, true, false, false);
        assertThat(out.counted()).containsOnly(true);
    }

    @Test
    void byDefaultHalfOfTheGroupIsKept() {
        double[] rewards = {1, 2, 3, 4, 5};
        Plain facts = new Plain(5, new int[5], new double[] {1, 2, 3, 4, 5});
        Advantages out = new Advantages(5);
        new Advantage(TaskFixture.advantage("filter=shortest"), 5).of(rewards, null, facts, null, out);
        assertThat(out.trained()).containsExactly(true, true, false, false, false);
    }
}
