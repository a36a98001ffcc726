package dwell.trainer;

/** A number that is not finite: the run cannot go on. Names the update and the station at which it was found. */
public final class NonFiniteException extends RuntimeException {
    private final String station;
    private final String detail;

    /**
     * What was found where.
     *
     * @param station for example "rollout logits"
     * @param detail which number, with its value
     */
    public NonFiniteException(String station, String detail) {
        super("%s: %s".formatted(station, detail));
        this.station = station;
        this.detail = detail;
    }

    public String station() {
        return station;
    }

    /** Which number, with its value. */
    public String detail() {
        return detail;
    }

    /** Throws if a value is not finite. */
    public static void check(String station, double[] values, int count) {
        for (int i = 0; i < count; i++) {
            if (!Double.isFinite(values[i])) {
                throw new NonFiniteException(station, "entry %d of %d is %s".formatted(i, count, values[i]));
            }
        }
    }
}
