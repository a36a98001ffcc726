package dwell.trainer.evaluate;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * A mean over a sample.
 *
 * @param mean of the sample
 * @param error standard error of the mean, from the sample's own deviation (n - 1): 0 where all values are equal, though more
 *     episodes could differ; null for a single value
 */
public record Estimate(double mean, Double error) {
    /** Of some of the values, those for which {@code counts} holds; at least one. */
    static Estimate of(IntToDoubleFunction value, IntPredicate counts, int size) {
        int n = 0;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            if (counts.test(i)) {
                sum += value.applyAsDouble(i);
                n++;
            }
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            if (counts.test(i)) {
                double deviation = value.applyAsDouble(i) - mean;
                squares += deviation * deviation;
            }
        }
        return new Estimate(mean, n < 2 ? null : (Double) Math.sqrt(squares / (n - 1.0) / n));
    }
}
