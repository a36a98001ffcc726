package dwell.trainer;

import dwell.trainer.compare.Trial;
import dwell.trainer.compare.TrialOutcome;
import dwell.trainer.compare.TrialResult;
import dwell.trainer.compare.TrialResult.Point;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.Standing;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.record.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Runs trials in memory; leaves nothing behind. Thread-safe: any number of trials at once. */
public final class TrialRun {
    private TrialRun() {}

    /**
     * Trains and evaluates under a trial's config, as {@link TrainingRun} does, warm start included. The result is a function of the trial: it does not depend on
     * threads or on what else runs.
     *
     * @param stop asked before each update; once it says yes the trial ends without an outcome
     * @return empty if it was stopped; a failure where a number was not finite, or where the trial threw what nobody foresaw
     * @throws IllegalArgumentException with one sentence, if the config's parts do not fit each other
     */
    public static Optional<TrialOutcome> of(Trial trial, Catalog catalog, BooleanSupplier stop) {
        long begin = System.nanoTime();
        trial.config().run().backend().start();
        TrialResult result = null;
        String failure = null;
        try {
            Optional<TrialResult> ended = train(trial.config(), catalog, stop);
            if (ended.isEmpty()) {
                return Optional.empty();
            }
            result = ended.get();
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (NonFiniteException e) {
            failure = e.getMessage();
        } catch (RuntimeException e) {
            // A comparison of hours must not end for one trial; the reason stands in its report.
            failure = e.toString();
        }
        return Optional.of(new TrialOutcome(
                trial.key(),
                Manifest.version(),
                Manifest.jvmVersion(),
                trial.toYaml(),
                (System.nanoTime() - begin) * 1e-9,
                result,
                failure));
    }

    private static Optional<TrialResult> train(RunConfig config, Catalog catalog, BooleanSupplier stop) {
        try (Session session = new Session(config, catalog, Progress.SILENT)) {
            Learner learner = session.learner();
            int updates = config.trainer().updates();
            List<Point> curve = new ArrayList<>();
            long decisions = 0;
            long episodes = 0;
            curve.add(point(0, decisions, session.standing()));
            while (learner.updates() < updates) {
                if (stop.getAsBoolean()) {
                    return Optional.empty();
                }
                int number = learner.updates() + 1;
                try {
                    MetricValues metrics = learner.update();
                    decisions += (long) metrics.get(Metric.DECISIONS);
                    episodes += (long) metrics.get(Metric.EPISODES);
                    if (number % config.evaluation().every() == 0 || number == updates) {
                        curve.add(point(number, decisions, session.standing()));
                    }
                } catch (NonFiniteException e) {
                    throw new NonFiniteException("update %d, %s".formatted(number, e.station()), e.detail());
                }
            }
            return Optional.of(new TrialResult(learner.updates(), episodes, decisions, session.score(), curve));
        }
    }

    private static Point point(int update, long decisions, Standing standing) {
        MetricValues metrics = new MetricValues();
        standing.describe(metrics);
        boolean exact = !Double.isNaN(metrics.get(Metric.UTILITY));
        return new Point(
                update,
                decisions,
                metrics.get(exact ? Metric.UTILITY : Metric.SAMPLED_UTILITY),
                known(metrics.get(Metric.REGRET)),
                known(metrics.get(Metric.OVERTHINKING_LOSS)),
                known(metrics.get(Metric.UNDERTHINKING_LOSS)),
                known(metrics.get(exact ? Metric.EXACT_ACCURACY : Metric.SAMPLED_ACCURACY)),
                known(metrics.get(exact ? Metric.EXACT_THINKS : Metric.SAMPLED_THINKS)),
                known(metrics.get(exact ? Metric.EXACT_COMPUTE : Metric.SAMPLED_COMPUTE)));
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }
}
