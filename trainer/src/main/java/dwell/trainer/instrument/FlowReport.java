package dwell.trainer.instrument;

import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where learning goes on each level of a config's task, if each were learned alone: {@link MeanFieldFlow}, with stochastic runs beside
 * it. Immutable.
 *
 * @param task in a few words
 * @param settings of the advantage and the reward, in a few words
 * @param learningRate of the stochastic runs
 * @param groups of an update of the stochastic runs
 * @param time learning rate times updates of the stochastic runs
 * @param levels easiest first
 * @param notes sentences on what is left out
 */
public record FlowReport(
        String task,
        String settings,
        double learningRate,
        int groups,
        double time,
        List<Level> levels,
        List<String> notes) {
    /** An end is as predicted where it is at most this far from it, in think probability. */
    public static final double NEAR = .05;

    private static final int CURVE = 200;

    public FlowReport {
        levels = List.copyOf(levels);
        notes = List.copyOf(notes);
    }

    /**
     * A point of a curve.
     *
     * @param p think probability
     * @param update expected update of the think logit divided by p (1 - p)
     */
    public record Point(double p, double update) {}

    /**
     * A stochastic run.
     *
     * @param start think probability at the start
     * @param end think probability at the end
     * @param predicted where the flow is after the same time
     */
    public record Run(double start, double end, double predicted) {
        /** Whether the run ended where the flow does. */
        public boolean near() {
            return Math.abs(end - predicted) <= NEAR;
        }
    }

    /**
     * The flow of a level.
     *
     * @param netValue true net value of thinking
     * @param fixedPoints rising; empty where nothing moves
     * @param halfway time from a think probability of 0.5 until half of the way to where it ends is gone; infinite where nothing moves
     * @param curve of the update over think probability
     * @param runs of stochastic gradient ascent, by start
     */
    public record Level(
            String level,
            double netValue,
            List<FixedPoint> fixedPoints,
            double halfway,
            List<Point> curve,
            List<Run> runs) {
        public Level {
            fixedPoints = List.copyOf(fixedPoints);
            curve = List.copyOf(curve);
            runs = List.copyOf(runs);
        }

        /** Runs that ended where the flow does. */
        public long near() {
            return runs.stream().filter(Run::near).count();
        }

        /** Whether learning can end where thinking is taken less often, or more often, than pays. */
        public boolean endsWrong() {
            return netValue != 0
                    && fixedPoints.stream()
                            .anyMatch(point -> point.stable() && point.probability() != (netValue > 0 ? 1 : 0));
        }
    }

    /**
     * Integrates and runs.
     *
     * @param runs of each start; 0 for none
     * @param starts think probabilities at which runs begin, in (0, 1)
     * @throws IllegalArgumentException as {@link PriceDistortion#of(RunConfig, Catalog)}, and if runs are asked for under a baseline that
     *     needs more than the rewards of the batch
     */
    public static FlowReport of(
            RunConfig config, Catalog catalog, StochasticRuns runner, int runs, List<Double> starts) {
        TrainerConfig trainer = config.trainer();
        Baseline baseline = trainer.advantage().baseline();
        if (runs > 0 && (baseline.byDecision() || baseline == Baseline.GREEDY)) {
            throw new IllegalArgumentException(
                    "stochastic runs cannot be drawn under baseline %s, which needs more than rewards; --runs 0 leaves them out"
                            .formatted(baseline));
        }
        TwoModeTask task = TwoModeTask.of(config, catalog);
        LevelUpdates updates = task.updates(trainer, Effort.THOROUGH);
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < task.count(); i++) {
            MeanFieldFlow flow = MeanFieldFlow.of(updates, i);
            List<Point> curve = IntStream.rangeClosed(0, CURVE)
                    .mapToObj(k -> (double) k / CURVE)
                    .map(p -> new Point(p, flow.perVariance(p)))
                    .toList();
            levels.add(new Level(
                    task.name(i),
                    task.netValue(i),
                    flow.fixedPoints(),
                    halfway(flow),
                    curve,
                    runs(trainer, catalog, task, i, flow, runner, runs, starts)));
        }
        return new FlowReport(
                config.task(),
                Settings.of(trainer),
                runner.learningRate(),
                runner.prompts(),
                runner.time(),
                levels,
                PriceDistortion.notes(trainer, task, Effort.THOROUGH));
    }

    private static double halfway(MeanFieldFlow flow) {
        double from = .5;
        return flow.attractors().stream()
                .filter(point -> point.from() < from && from < point.to()
                        || point.from() <= from && point.to() == 1 && point.probability() == 1
                        || point.to() >= from && point.from() == 0 && point.probability() == 0)
                .mapToDouble(point -> flow.time(from, (from + point.probability()) / 2))
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static List<Run> runs(
            TrainerConfig config,
            Catalog catalog,
            TwoModeTask task,
            int level,
            MeanFieldFlow flow,
            StochasticRuns runner,
            int runs,
            List<Double> starts) {
        List<Run> out = new ArrayList<>();
        for (int s = 0; s < starts.size(); s++) {
            double start = starts.get(s);
            double predicted = flow.after(start, runner.time());
            for (int run = 0; run < runs; run++) {
                int number = (level * starts.size() + s) * runs + run;
                double end = runner.end(config, catalog, task.context(config), task.prompts(level), start, number);
                out.add(new Run(start, end, predicted));
            }
        }
        return out;
    }
}
