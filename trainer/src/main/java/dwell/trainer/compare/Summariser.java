package dwell.trainer.compare;

import dwell.trainer.compare.ComparisonResults.Row;
import dwell.trainer.compare.ComparisonSummary.Cell;
import dwell.trainer.compare.ComparisonSummary.Contrast;
import dwell.trainer.compare.ComparisonSummary.CurvePoint;
import dwell.trainer.compare.ComparisonSummary.LevelShare;
import dwell.trainer.compare.ComparisonSummary.Overall;
import dwell.trainer.compare.ComparisonSummary.ProcessFacts;
import dwell.trainer.compare.ComparisonSummary.ProfilePoint;
import dwell.trainer.compare.TrialResult.Collapse;
import dwell.trainer.compare.TrialResult.Point;
import dwell.trainer.config.CompareFile;
import dwell.trainer.evaluate.PolicyScore;
import dwell.trainer.evaluate.PolicyScore.Level;
import dwell.trainer.record.Manifest;
import dwell.trainer.statistics.Aggregate;
import dwell.trainer.statistics.Holm;
import dwell.trainer.statistics.Improvement;
import dwell.trainer.statistics.Interval;
import dwell.trainer.statistics.PairedDifference;
import dwell.trainer.statistics.PerformanceProfile;
import dwell.trainer.statistics.Quantile;
import dwell.trainer.statistics.Scores;
import dwell.trainer.statistics.StratifiedBootstrap;
import dwell.trainer.statistics.StudentT;
import dwell.trainer.statistics.TwoSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Makes a {@link ComparisonSummary} of results. */
final class Summariser {
    private static final int FORMAT = 1;
    private static final int PROFILE_POINTS = 61;
    private static final double LOWEST_SHOWN = 0.02;

    private final StratifiedBootstrap bootstrap = StratifiedBootstrap.standard();
    private final ComparisonResults results;
    private final CompareFile file;
    private final String baseline;
    /** Results by process and arm, failed trials left out. */
    private final Map<String, Map<String, List<TrialResult>>> ended = new LinkedHashMap<>();

    Summariser(ComparisonResults results) {
        this.results = results;
        this.file = results.file();
        this.baseline = file.arms().get(0);
        for (String process : file.processes()) {
            Map<String, List<TrialResult>> byArm = new LinkedHashMap<>();
            for (String arm : file.arms()) {
                byArm.put(
                        arm,
                        results.of(arm, process).stream()
                                .filter(row -> !row.outcome().failed())
                                .map(row -> row.outcome().result())
                                .toList());
            }
            ended.put(process, byArm);
        }
    }

    ComparisonSummary summary(String name) {
        List<Cell> cells = new ArrayList<>();
        List<ProcessFacts> processes = new ArrayList<>();
        for (String process : file.processes()) {
            List<TrialResult> all =
                    ended.get(process).values().stream().flatMap(List::stream).toList();
            processes.add(facts(process, all));
            double[] updates = CommonGrid.UPDATES.of(all, file.curvePoints());
            double[] decisions = CommonGrid.DECISIONS.of(all, file.curvePoints());
            file.arms().forEach(arm -> cells.add(cell(process, arm, updates, decisions)));
        }
        List<Overall> overall = overall();
        ComparisonSummary figures = new ComparisonSummary(
                FORMAT,
                name,
                Manifest.version(),
                baseline,
                file.arms(),
                file.seeds(),
                processes,
                cells,
                overall,
                contrasts(),
                ConfigDifferences.of(file),
                List.of(),
                List.of());
        return Findings.stated(figures);
    }

    private ProcessFacts facts(String process, List<TrialResult> all) {
        String task = file.config(baseline, process, file.seeds().get(0)).task();
        if (all.isEmpty()) {
            return new ProcessFacts(process, task, null, false, null, null, null, null, false, false);
        }
        PolicyScore score = all.get(0).score();
        return new ProcessFacts(
                process,
                task,
                score.computeUnit(),
                score.deliberates(),
                score.optimalUtility(),
                score.neverThinking().utility(),
                score.bestFixed().policy(),
                score.bestFixed().utility(),
                all.stream().allMatch(result -> result.normalisedScore() != null),
                all.stream()
                                .filter(result -> result.episodes() > 0)
                                .mapToDouble(result -> (double) result.episodes() / result.updates())
                                .distinct()
                                .count()
                        <= 1);
    }

    private Cell cell(String process, String arm, double[] updates, double[] decisions) {
        List<Row> rows = results.of(arm, process);
        List<TrialResult> own = ended.get(process).get(arm);
        List<String> failures = rows.stream()
                .filter(row -> row.outcome().failed())
                .map(row -> "seed %d: %s".formatted(row.seed(), row.outcome().failure()))
                .toList();
        boolean exact = !own.isEmpty() && own.get(0).score().regret() != null;
        return new Cell(
                process,
                arm,
                own.size(),
                failures.size(),
                failures,
                iqm(own, score -> score.utility()),
                iqm(own, PolicyScore::regret),
                iqm(own, PolicyScore::overthinkingLoss),
                iqm(own, PolicyScore::underthinkingLoss),
                mean(own, score -> score.utility()),
                mean(own, PolicyScore::regret),
                average(own, result -> result.score().accuracy()),
                average(own, result -> result.score().thinks()),
                average(own, result -> result.score().compute()),
                exact ? own.stream().map(result -> result.score().regret()).toList() : List.of(),
                own.stream().map(result -> result.score().utility()).toList(),
                exact ? count(own, result -> result.collapse() == Collapse.NEVER_THINK) : null,
                exact ? count(own, result -> result.collapse() == Collapse.ALWAYS_THINK) : null,
                exact ? count(own, result -> result.decisionsToNear() != null) : null,
                exact ? medianDecisionsToNear(own) : null,
                rows.stream()
                        .mapToDouble(row -> row.outcome().seconds())
                        .average()
                        .orElseThrow(),
                levels(own),
                curve(own, CommonGrid.UPDATES, updates, exact),
                curve(own, CommonGrid.DECISIONS, decisions, exact));
    }

    private static Integer count(List<TrialResult> own, Predicate<TrialResult> what) {
        return (int) own.stream().filter(what).count();
    }

    private static Double average(List<TrialResult> own, ToDoubleFunction<TrialResult> value) {
        return own.isEmpty()
                ? null
                : (Double) own.stream().mapToDouble(value).average().orElseThrow();
    }

    private static Double medianDecisionsToNear(List<TrialResult> own) {
        double[] decisions = own.stream()
                .mapToDouble(result ->
                        result.decisionsToNear() == null ? Double.POSITIVE_INFINITY : result.decisionsToNear())
                .toArray();
        double median = Quantile.of(decisions, 0.5);
        return Double.isFinite(median) ? (Double) median : null;
    }

    private Interval iqm(List<TrialResult> own, Function<PolicyScore, Double> value) {
        return iqm(values(own, result -> value.apply(result.score())));
    }

    /** Null where there are not two values. */
    private Interval iqm(double[] values) {
        return values.length < 2
                ? null
                : bootstrap.interval(Scores.ofTask("runs", values), Aggregate::interquartileMean);
    }

    private Interval mean(List<TrialResult> own, Function<PolicyScore, Double> value) {
        double[] values = values(own, result -> value.apply(result.score()));
        return values.length < 2 ? null : StudentT.mean(values, bootstrap.confidence());
    }

    /** The values that are known. */
    private static double[] values(List<TrialResult> own, Function<TrialResult, Double> value) {
        return own.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static List<LevelShare> levels(List<TrialResult> own) {
        if (own.isEmpty()) {
            return List.of();
        }
        boolean thinks = own.get(0).score().deliberates();
        List<LevelShare> out = new ArrayList<>();
        for (Level first : own.get(0).score().levels()) {
            List<Level> same = own.stream()
                    .flatMap(result -> result.score().levels().stream())
                    .filter(level -> level.level().equals(first.level()))
                    .toList();
            out.add(new LevelShare(
                    first.level(),
                    same.stream()
                            .mapToDouble(level -> thinks ? level.thinks() : level.compute())
                            .average()
                            .orElseThrow(),
                    thinks ? first.optimalThinks() : first.optimalCompute(),
                    same.stream().mapToDouble(Level::accuracy).average().orElseThrow()));
        }
        return out;
    }

    /** As far as the shortest run goes. */
    private List<CurvePoint> curve(List<TrialResult> own, CommonGrid axis, double[] grid, boolean exact) {
        List<CurvePoint> out = new ArrayList<>();
        if (own.size() < 2) {
            return out;
        }
        double end = own.stream().mapToDouble(axis::end).min().orElseThrow();
        for (double place : grid) {
            if (place > end) {
                break;
            }
            out.add(new CurvePoint(
                    place,
                    exact ? iqm(at(own, axis, place, Point::regret)) : null,
                    iqm(at(own, axis, place, Point::utility))));
        }
        return out;
    }

    private static double[] at(List<TrialResult> own, CommonGrid axis, double place, ToDoubleFunction<Point> value) {
        return own.stream().mapToDouble(result -> axis.at(result, place, value)).toArray();
    }

    private List<Overall> overall() {
        Map<String, Scores> normalised = new LinkedHashMap<>();
        Map<String, Scores> utilities = new LinkedHashMap<>();
        for (String arm : file.arms()) {
            scores(arm, TrialResult::normalisedScore).ifPresent(scores -> normalised.put(arm, scores));
            scores(arm, result -> result.score().utility()).ifPresent(scores -> utilities.put(arm, scores));
        }
        double[] thresholds = thresholds(normalised);
        List<Overall> out = new ArrayList<>();
        for (String arm : file.arms()) {
            Interval improvement = arm.equals(baseline) || !utilities.containsKey(arm)
                    ? null
                    : bootstrap.interval(utilities.get(arm), utilities.get(baseline), Improvement::probability);
            Scores own = normalised.get(arm);
            if (own == null) {
                out.add(new Overall(arm, 0, null, null, null, null, null, improvement, List.of()));
                continue;
            }
            List<Interval> shares = PerformanceProfile.of(own, thresholds, bootstrap);
            List<ProfilePoint> profile = new ArrayList<>();
            for (int i = 0; i < thresholds.length; i++) {
                profile.add(new ProfilePoint(thresholds[i], shares.get(i)));
            }
            boolean single = own.taskCount() == 1 && own.runCount(0) > 1;
            out.add(new Overall(
                    arm,
                    own.taskCount(),
                    bootstrap.interval(own, Aggregate::interquartileMean),
                    bootstrap.interval(own, Aggregate::mean),
                    bootstrap.interval(own, Aggregate::median),
                    bootstrap.interval(own, scores -> Aggregate.optimalityGap(scores, 1)),
                    single ? StudentT.mean(own.runs(0), bootstrap.confidence()) : null,
                    improvement,
                    profile));
        }
        return out;
    }

    /**
     * An arm's values on the processes on which every result of every arm has one; empty where there is no such process. A process on which
     * some arm has no result at all counts for none, so that all arms are scored on the same ones.
     */
    private Optional<Scores> scores(String arm, Function<TrialResult, Double> value) {
        Map<String, double[]> runs = new LinkedHashMap<>();
        ended.forEach((process, byArm) -> {
            boolean everyArm = byArm.values().stream()
                    .allMatch(list -> !list.isEmpty() && list.stream().allMatch(one -> value.apply(one) != null));
            if (everyArm) {
                runs.put(process, values(byArm.get(arm), value));
            }
        });
        return runs.isEmpty() ? Optional.empty() : Optional.of(Scores.of(runs));
    }

    /** From the lowest scores of all arms, but for the very lowest, rounded down to a twentieth, to 1. */
    private static double[] thresholds(Map<String, Scores> scores) {
        double[] all = scores.values().stream()
                .flatMapToDouble(one ->
                        IntStream.range(0, one.taskCount()).mapToObj(one::runs).flatMapToDouble(Arrays::stream))
                .toArray();
        double low = all.length == 0 ? 0 : Math.min(0.95, Math.floor(20 * Quantile.of(all, LOWEST_SHOWN) + 0.02) / 20);
        double[] out = new double[PROFILE_POINTS];
        for (int i = 0; i < out.length; i++) {
            out[i] = low + (1 - low) * i / (PROFILE_POINTS - 1);
        }
        return out;
    }

    private List<Contrast> contrasts() {
        List<Contrast> raw = new ArrayList<>();
        for (String process : file.processes()) {
            for (String arm : file.arms()) {
                if (!arm.equals(baseline)) {
                    raw.add(contrast(process, arm));
                }
            }
        }
        Map<Contrast, double[]> adjusted = new HashMap<>();
        List<Contrast> known = raw.stream().filter(one -> one.paired() != null).toList();
        List<ToDoubleFunction<Contrast>> tests =
                List.of(one -> one.paired().pValue(), Contrast::welch, Contrast::mannWhitney);
        for (int test = 0; test < tests.size(); test++) {
            double[] holm =
                    Holm.adjusted(known.stream().mapToDouble(tests.get(test)).toArray());
            for (int i = 0; i < holm.length; i++) {
                adjusted.computeIfAbsent(known.get(i), one -> new double[3])[test] = holm[i];
            }
        }
        return raw.stream()
                .map(one -> {
                    double[] p = adjusted.get(one);
                    return p == null
                            ? one
                            : new Contrast(one.process(), one.arm(), one.improvement(), one.paired(), p[0], p[1], p[2]);
                })
                .toList();
    }

    /** With p-values that are not adjusted yet. */
    private Contrast contrast(String process, String arm) {
        double[] own =
                values(ended.get(process).get(arm), result -> result.score().utility());
        double[] other = values(
                ended.get(process).get(baseline), result -> result.score().utility());
        double[][] pairs = pairs(process, arm);
        if (own.length < 2 || other.length < 2 || pairs[0].length < 2) {
            return new Contrast(process, arm, null, null, null, null, null);
        }
        return new Contrast(
                process,
                arm,
                bootstrap.interval(
                        Scores.ofTask(process, own), Scores.ofTask(process, other), Improvement::probability),
                PairedDifference.of(pairs[0], pairs[1], bootstrap.confidence()),
                null,
                TwoSamples.welch(own, other),
                TwoSamples.mannWhitney(own, other));
    }

    /** Utilities of the seeds on which both arms have a result, shape [arm, baseline][pairs]. */
    private double[][] pairs(String process, String arm) {
        Map<Long, TrialResult> other = new HashMap<>();
        results.of(baseline, process).stream()
                .filter(row -> !row.outcome().failed())
                .forEach(row -> other.put(row.seed(), row.outcome().result()));
        List<Row> both = results.of(arm, process).stream()
                .filter(row -> !row.outcome().failed() && other.containsKey(row.seed()))
                .sorted(Comparator.comparingLong(Row::seed))
                .toList();
        return new double[][] {
            both.stream()
                    .mapToDouble(row -> row.outcome().result().score().utility())
                    .toArray(),
            both.stream()
                    .mapToDouble(row -> other.get(row.seed()).score().utility())
                    .toArray()
        };
    }
}
