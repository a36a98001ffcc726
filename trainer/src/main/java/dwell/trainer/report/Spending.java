package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Level;
import java.util.Comparator;
import java.util.List;

/**
 * On which levels a policy spends notably more or less compute than the optimum. Notable is a difference of more than 5 % of
 * the optimum's mean compute.
 *
 * @param tooLittle levels with less, the largest weighted difference first
 * @param tooMuch levels with more, likewise
 */
record Spending(List<Level> tooLittle, List<Level> tooMuch) {
    private static final double NOTABLE = 0.05;

    static Spending of(EvaluationReport report) {
        double least = Math.max(NOTABLE * report.optimalCompute(), 1e-9);
        return new Spending(beyond(report, -1, least), beyond(report, 1, least));
    }

    private static List<Level> beyond(EvaluationReport report, int sign, double least) {
        return report.levels().stream()
                .filter(level -> sign * difference(level) > least)
                .sorted(Comparator.comparingDouble(level -> -sign * level.weight() * difference(level)))
                .toList();
    }

    /** Compute spent beyond the optimum's, negative where less. */
    static double difference(Level level) {
        return level.compute() - level.optimalCompute();
    }
}
