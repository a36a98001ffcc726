package dwell.envs.random;

/**
 * Keys and draws of the counter-based generator. A key names a stream by its coordinates; draw {@code n} of the stream
 * with key {@code k} is output {@code n} of SplitMix64 (Steele, Lea, Flood 2014; Vigna's reference code) seeded with
 * {@code k}. All methods are pure and thread-safe.
 */
public final class RandomKey {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double TO_UNIT = 0x1.0p-53;

    private RandomKey() {}

    /** The key of a purpose's streams in a run. */
    public static long of(long seed, Purpose purpose) {
        return child(child(0x4457454C4CL, seed), purpose.ordinal());
    }

    /** The key of the stream with one more coordinate, for example a prompt within an update. */
    public static long child(long key, long coordinate) {
        return mix(mix(key + GOLDEN_GAMMA) ^ mix(coordinate * 0xD1342543DE82EF95L + 0x2545F4914F6CDD1DL));
    }

    /**
     * 64 uniform bits.
     *
     * @param counter position in the stream, from 0
     */
    public static long bits(long key, long counter) {
        return mix(key + (counter + 1) * GOLDEN_GAMMA);
    }

    /**
     * Draw {@code counter} of many streams, as 53 uniform bits each: {@code bits(keys[i], counter) >>> 11}.
     *
     * @param count how many of the keys, and of {@code out}, are used
     */
    public static void bits53(long[] keys, int count, long counter, long[] out) {
        long offset = (counter + 1) * GOLDEN_GAMMA;
        for (int i = 0; i < count; i++) {
            out[i] = mix(keys[i] + offset) >>> 11;
        }
    }

    /** A uniform number in [0, 1), a multiple of 2^-53. */
    public static double uniform(long key, long counter) {
        return (bits(key, counter) >>> 11) * TO_UNIT;
    }

    /** A uniform integer in [0, bound) by the multiply-high method; its bias is below {@code bound / 2^64}. */
    public static int below(long key, long counter, int bound) {
        return (int) Math.multiplyHigh(bits(key, counter) >>> 1, (long) bound << 1);
    }

    /** A standard normal number by the Box-Muller transform; uses counters {@code 2 counter} and {@code 2 counter + 1}. */
    public static double gaussian(long key, long counter) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(key, 2 * counter)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(key, 2 * counter + 1));
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
