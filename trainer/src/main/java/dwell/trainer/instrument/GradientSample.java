package dwell.trainer.instrument;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Estimates from the directions of independent updates. Norms of means are unbiased: {@code |E g|^2 ~ (|sum g|^2 - sum |g|^2) / (n (n
 * - 1))}.
 *
 * <p>Whether the expected direction is a multiple of the exact gradient is tested in any number of dimensions by splitting: one half
 * of the updates proposes a direction, its mean residual weighted by inverse variances, and the other half tests its residuals along
 * it, a one-sided t-test; then the other way round, each at half the level. The false-alarm rate is at most the level, up to the
 * normality of a projection of a batch's gradient.
 */
final class GradientSample {
    private GradientSample() {}

    /**
     * Estimates.
     *
     * @param directions shape [updates][weights], at least 8 updates
     * @param target the exact gradient, not 0
     */
    static GradientEstimate of(double[][] directions, double[] target) {
        int n = directions.length;
        double norm = dot(target, target);
        double[] along = new double[n];
        double[][] residuals = new double[n][];
        double cosines = 0;
        int counted = 0;
        for (int i = 0; i < n; i++) {
            along[i] = dot(directions[i], target) / norm;
            residuals[i] = directions[i].clone();
            for (int j = 0; j < target.length; j++) {
                residuals[i][j] -= along[i] * target[j];
            }
            double length = dot(directions[i], directions[i]);
            if (length > 0) {
                cosines += along[i] * Math.sqrt(norm / length);
                counted++;
            }
        }
        Norm whole = Norm.of(directions);
        Norm rest = Norm.of(residuals);
        double factor = mean(along);
        double[] ratios = new double[n];
        for (int i = 0; i < n; i++) {
            ratios[i] = rest.without(i) / whole.without(i);
        }
        double[] mean = whole.sum.clone();
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= n;
        }
        return new GradientEstimate(
                n,
                mean,
                factor,
                error(along, factor),
                whole.squared(),
                rest.squared() / whole.squared(),
                (n - 1) / Math.sqrt(n) * deviation(ratios),
                pValue(residuals),
                (whole.squares - whole.total / n) / (n - 1),
                counted == 0 ? Double.valueOf(0) : Double.valueOf(cosines / counted));
    }

    /** Half-width of a two-sided t interval, in standard errors. */
    static double quantile(long n, double falseAlarms) {
        return new TDistribution(n - 1.0).inverseCumulativeProbability(1 - falseAlarms / 2);
    }

    private static double pValue(double[][] residuals) {
        return Math.min(1, 2 * Math.min(half(residuals, 0), half(residuals, 1)));
    }

    /** One-sided p value of the updates that are not in the half that proposes. */
    private static double half(double[][] residuals, int parity) {
        int width = residuals[0].length;
        double[] mean = new double[width];
        double[] squares = new double[width];
        int proposing = 0;
        for (int i = parity; i < residuals.length; i += 2) {
            proposing++;
            for (int j = 0; j < width; j++) {
                mean[j] += residuals[i][j];
                squares[j] += residuals[i][j] * residuals[i][j];
            }
        }
        double most = 0;
        for (int j = 0; j < width; j++) {
            mean[j] /= proposing;
            squares[j] = squares[j] / proposing - mean[j] * mean[j];
            most = Math.max(most, squares[j]);
        }
        for (int j = 0; j < width; j++) {
            // Weights that hardly vary would decide alone.
            mean[j] = most == 0 ? mean[j] : mean[j] / (squares[j] + 1e-3 * most);
        }
        double[] tested = new double[residuals.length - proposing];
        for (int i = 1 - parity, at = 0; i < residuals.length; i += 2) {
            tested[at++] = dot(residuals[i], mean);
        }
        double found = mean(tested);
        double error = error(tested, found);
        if (error == 0) {
            return found > 0 ? 0 : 1;
        }
        return 1 - new TDistribution(tested.length - 1.0).cumulativeProbability(found / error);
    }

    /** Sums from which the squared norm of a mean is estimated. */
    private static final class Norm {
        private final double[][] vectors;
        private final double[] sum;
        private final double squares;
        private final double total;

        private Norm(double[][] vectors, double[] sum, double squares) {
            this.vectors = vectors;
            this.sum = sum;
            this.squares = squares;
            this.total = dot(sum, sum);
        }

        static Norm of(double[][] vectors) {
            double[] sum = new double[vectors[0].length];
            double squares = 0;
            for (double[] one : vectors) {
                squares += dot(one, one);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += one[j];
                }
            }
            return new Norm(vectors, sum, squares);
        }

        double squared() {
            double n = vectors.length;
            return (total - squares) / (n * (n - 1));
        }

        /** The same without one of the vectors. */
        double without(int i) {
            double n = vectors.length - 1.0;
            double own = dot(vectors[i], vectors[i]);
            return (total - 2 * dot(sum, vectors[i]) + own - (squares - own)) / (n * (n - 1));
        }
    }

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** Standard error of a mean. */
    static double error(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1.0) / values.length);
    }

    /** Deviation of a population. */
    private static double deviation(double[] values) {
        return error(values, mean(values)) * Math.sqrt(values.length - 1.0);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
