package dwell.envs.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomKeyTest {
    /** Upper 1e-6 quantile of chi-square with 255 degrees of freedom (Wilson-Hilferty): one false alarm in a million. */
    private static final double CHI_SQUARE_255 = 378.0;

    @Test
    void bitsAreSplitMix64AsPrintedOnRosettaCode() {
        String[] published = {
            "6457827717110365317",
            "3203168211198807973",
            "9817491932198370423",
            "4593380528125082431",
            "16408922859458223821"
        };
        for (int n = 0; n < published.length; n++) {
            assertThat(Long.toUnsignedString(RandomKey.bits(1234567, n))).isEqualTo(published[n]);
        }
    }

    @Test
    void keysAreWhatTheyWereInTheFirstVersion() {
        assertThat(RandomKey.of(0, Purpose.ITEM)).isEqualTo(-6071942296902079208L);
        assertThat(RandomKey.of(1, Purpose.EPISODE)).isEqualTo(-7681851708765914999L);
        assertThat(RandomKey.of(-1, Purpose.CHECK)).isEqualTo(-8373574537634467376L);
        assertThat(RandomKey.child(42, 0)).isEqualTo(8562836342867523094L);
        assertThat(RandomKey.child(RandomKey.child(42, 7), 3)).isEqualTo(-8542129871944873519L);
        assertThat(RandomKey.uniform(42, 5)).isEqualTo(0.8682280765465323);
        assertThat(RandomKey.gaussian(42, 5)).isEqualTo(-0.676527986719054);
        assertThat(RandomKey.below(42, 5, 1000)).isEqualTo(868);
    }

    @Test
    void purposesKeepTheirOrder() {
        assertThat(Purpose.values())
                .startsWith(
                        Purpose.ITEM,
                        Purpose.EPISODE,
                        Purpose.WEIGHTS,
                        Purpose.SHUFFLE,
                        Purpose.EVALUATION,
                        Purpose.CHECK);
    }

    @Test
    void aHundredThousandNeighbouringKeysStartDifferently() {
        Set<Long> first = new HashSet<>();
        Set<Long> keys = new HashSet<>();
        int count = 0;
        for (int seed = 0; seed < 10; seed++) {
            for (Purpose purpose : new Purpose[] {Purpose.ITEM, Purpose.EPISODE}) {
                for (int update = 0; update < 10; update++) {
                    long key = RandomKey.child(RandomKey.of(seed, purpose), update);
                    for (int prompt = 0; prompt < 50; prompt++) {
                        for (int member = 0; member < 10; member++) {
                            long episode = RandomKey.child(RandomKey.child(key, prompt), member);
                            keys.add(episode);
                            first.add(RandomKey.bits(episode, 0));
                            count++;
                        }
                    }
                }
            }
        }
        assertThat(count).isEqualTo(100_000);
        assertThat(keys).hasSize(count);
        assertThat(first).hasSize(count);
    }

    @Test
    void neighbouringSeedsAreIndependent() {
        assertIndependent(
                i -> RandomKey.uniform(RandomKey.of(i, Purpose.ITEM), 0),
                i -> RandomKey.uniform(RandomKey.of(i + 1, Purpose.ITEM), 0));
    }

    @Test
    void neighbouringPromptsAreIndependent() {
        long key = RandomKey.of(3, Purpose.ITEM);
        assertIndependent(
                i -> RandomKey.uniform(RandomKey.child(key, i), 0),
                i -> RandomKey.uniform(RandomKey.child(key, i + 1), 0));
    }

    @Test
    void parentAndChildAreIndependent() {
        assertIndependent(i -> RandomKey.uniform(i, 0), i -> RandomKey.uniform(RandomKey.child(i, 0), 0));
    }

    @Test
    void neighbouringCountersAreIndependent() {
        assertIndependent(i -> RandomKey.uniform(9, 2 * i), i -> RandomKey.uniform(9, 2 * i + 1));
    }

    private interface Draw {
        double at(long i);
    }

    /** Chi-square of the joint distribution of two draws over 16 x 16 cells. */
    private static void assertIndependent(Draw one, Draw other) {
        int n = 200_000;
        int[] counts = new int[256];
        for (int i = 0; i < n; i++) {
            counts[(int) (16 * one.at(i)) * 16 + (int) (16 * other.at(i))]++;
        }
        assertThat(chiSquare(counts, n)).isLessThan(CHI_SQUARE_255);
    }

    @Test
    void belowIsUniform() {
        int n = 200_000;
        int[] counts = new int[256];
        for (int i = 0; i < n; i++) {
            counts[RandomKey.below(5, i, 256)]++;
        }
        assertThat(chiSquare(counts, n)).isLessThan(CHI_SQUARE_255);
    }

    @Test
    void belowReachesBothEndsOfAnOddBoundAndNothingElse() {
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[RandomKey.below(6, i, 7)]++;
        }
        // Each count is binomial with standard deviation 93: five of them, one false alarm in 250,000.
        for (int count : counts) {
            assertThat(count).isBetween(10_000 - 465, 10_000 + 465);
        }
        assertThat(RandomKey.below(6, 0, 1)).isZero();
    }

    @Test
    void uniformIsAMultipleOfTwoToTheMinus53() {
        for (int i = 0; i < 10_000; i++) {
            double u = RandomKey.uniform(8, i);
            assertThat(u).isBetween(0.0, 1 - 0x1.0p-53);
            assertThat(u * 0x1.0p53).isEqualTo(Math.rint(u * 0x1.0p53));
        }
    }

    @Test
    void manyStreamsAtOnceAreTheSameDraws() {
        long[] keys = new long[37];
        long[] out = new long[37];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = RandomKey.child(4, i);
        }
        RandomKey.bits53(keys, 36, 11, out);
        for (int i = 0; i < 36; i++) {
            assertThat(out[i]).isEqualTo(RandomKey.bits(keys[i], 11) >>> 11);
        }
        assertThat(out[36]).isZero();
    }

    @Test
    void gaussianHasTheMomentsOfTheNormalDistribution() {
        int n = 400_000;
        double[] moments = new double[5];
        for (int i = 0; i < n; i++) {
            double x = RandomKey.gaussian(12, i);
            for (int k = 1; k <= 4; k++) {
                moments[k] += Math.pow(x, k) / n;
            }
        }
        // Five standard errors each: one false alarm in 400,000. Variances of x^k are 1, 2, 15, 96.
        double root = Math.sqrt(n);
        assertThat(moments[1]).isCloseTo(0, within(5 / root));
        assertThat(moments[2]).isCloseTo(1, within(5 * Math.sqrt(2) / root));
        assertThat(moments[3]).isCloseTo(0, within(5 * Math.sqrt(15) / root));
        assertThat(moments[4]).isCloseTo(3, within(5 * Math.sqrt(96) / root));
    }

    private static double chiSquare(int[] counts, int n) {
        double expected = n / (double) counts.length;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }
}
