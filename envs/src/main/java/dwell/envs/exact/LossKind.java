package dwell.envs.exact;

import dwell.envs.process.CompiledProcess;

/** Why a choice loses utility against the optimal one. */
public enum LossKind {
    /** Going on, or paying more, where stopping, or paying less, is better. */
    OVERTHINKING,
    /** Stopping, or paying less, where going on, or paying more, is better. */
    UNDERTHINKING,
    /** Ending in the wrong way at the same compute: answering for abstaining, abstaining for answering, a worse answer. */
    WRONG_ANSWER;

    /**
     * The kind of loss of taking one choice where another is optimal.
     *
     * @param taken a choice of the same state as {@code best}
     */
    static LossKind of(CompiledProcess process, int taken, int best) {
        boolean stops = process.ends(taken);
        if (stops != process.ends(best)) {
            return stops ? UNDERTHINKING : OVERTHINKING;
        }
        int order = Double.compare(process.meanCompute(taken), process.meanCompute(best));
        return order > 0 ? OVERTHINKING : order < 0 ? UNDERTHINKING : WRONG_ANSWER;
    }
}
