package dwell.trainer.instrument;

/**
 * The distribution of an update's direction g against the exact gradient t. Where it is enumerated, errors are null.
 *
 * @param updates that were drawn, or groups that were enumerated
 * @param mean E g, shape [weights]
 * @param factor {@code <E g, t> / |t|^2}
 * @param factorError its standard error
 * @param squaredNorm |E g|^2, without the bias of a sampled mean; may then be negative
 * @param residual |E g - factor t|^2 / |E g|^2, likewise
 * @param residualError its standard error, by the jackknife
 * @param pValue of the hypothesis that E g is a multiple of t
 * @param variance trace of the covariance of g
 * @param cosine mean cosine of g and t over updates, where g is not 0; null where only groups were enumerated
 */
record GradientEstimate(
        long updates,
        double[] mean,
        double factor,
        Double factorError,
        double squaredNorm,
        double residual,
        Double residualError,
        Double pValue,
        double variance,
        Double cosine) {
    boolean exact() {
        return factorError == null;
    }
}
