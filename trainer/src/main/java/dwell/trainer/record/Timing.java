package dwell.trainer.record;

/**
 * How long a run has trained: the content of {@code timing.json}. It is kept apart from checkpoints and metrics, which have the
 * same bytes however long they took.
 *
 * @param nanos training wall time, evaluation excluded, over all processes that worked on the run
 * @param decisions training decisions in that time
 * @param warmNanos the part of {@code nanos} after the first 10 updates of each process
 * @param warmDecisions the decisions of that part
 */
public record Timing(long nanos, long decisions, long warmNanos, long warmDecisions) {
    /** Nothing yet. */
    public static final Timing NONE = new Timing(0, 0, 0, 0);

    /** With one more update. */
    public Timing plus(long spent, long made, boolean warm) {
        return new Timing(
                nanos + spent, decisions + made, warmNanos + (warm ? spent : 0), warmDecisions + (warm ? made : 0));
    }

    /** Training wall time in seconds. */
    public double seconds() {
        return nanos * 1e-9;
    }

    /** Decisions a second after warming up; over all updates where there were too few to warm up; 0 before the first. */
    public double decisionsPerSecond() {
        if (warmNanos > 0) {
            return warmDecisions / (warmNanos * 1e-9);
        }
        return nanos > 0 ? decisions / seconds() : 0;
    }
}
