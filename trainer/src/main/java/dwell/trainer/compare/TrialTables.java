package dwell.trainer.compare;

import dwell.trainer.compare.ComparisonResults.Row;
import dwell.trainer.compare.ComparisonSummary.Cell;
import dwell.trainer.compare.ComparisonSummary.CurvePoint;
import dwell.trainer.evaluate.PolicyScore.Level;
import dwell.trainer.record.JsonFile;
import dwell.trainer.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The tables of a comparison. Rows stand by process, arm and seed, in the order of the file. None but {@link #timing} holds times. */
final class TrialTables {
    /** What is given for each level. */
    private static final Map<String, Function<Level, Object>> BY_LEVEL = new LinkedHashMap<>();

    static {
        BY_LEVEL.put("thinks", Level::thinks);
        BY_LEVEL.put("optimalThinks", Level::optimalThinks);
        BY_LEVEL.put("compute", Level::compute);
        BY_LEVEL.put("optimalCompute", Level::optimalCompute);
        BY_LEVEL.put("accuracy", Level::accuracy);
        BY_LEVEL.put("regret", Level::regret);
    }

    private final List<Row> rows = new ArrayList<>();

    TrialTables(ComparisonResults results) {
        for (String process : results.file().processes()) {
            for (String arm : results.file().arms()) {
                rows.addAll(results.of(arm, process));
            }
        }
    }

    /** One row a trial, with a column for each level that any process has. */
    String csv() {
        Set<String> levels = new LinkedHashSet<>();
        for (Row row : rows) {
            if (!row.outcome().failed()) {
                row.outcome().result().score().levels().forEach(level -> levels.add(level.level()));
            }
        }
        List<String> heads = new ArrayList<>(values(rows.get(0)).keySet());
        levels.forEach(level -> BY_LEVEL.keySet().forEach(quantity -> heads.add(Csv.of(quantity, level))));
        Csv csv = new Csv(heads);
        for (Row row : rows) {
            Map<String, Object> cells = values(row);
            if (!row.outcome().failed()) {
                for (Level level : row.outcome().result().score().levels()) {
                    BY_LEVEL.forEach(
                            (quantity, value) -> cells.put(Csv.of(quantity, level.level()), value.apply(level)));
                }
            }
            csv.row(heads.stream().map(cells::get).toList());
        }
        return csv.text();
    }

    /** One object a line, the same as the rows of {@link #csv}, levels as a list. */
    String jsonl() {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            Map<String, Object> object = values(row);
            object.put(
                    "levels",
                    row.outcome().failed()
                            ? List.of()
                            : row.outcome().result().score().levels());
            text.append(JsonFile.line(object)).append('\n');
        }
        return text.toString();
    }

    private static Map<String, Object> values(Row row) {
        TrialResult result = row.outcome().result();
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("arm", row.arm());
        cells.put("process", row.process());
        cells.put("seed", row.seed());
        cells.put("trial", row.outcome().key());
        cells.put("status", row.outcome().failed() ? "failed" : "ended");
        cells.put("failure", row.outcome().failure());
        put(cells, "utility", result, r -> r.score().utility());
        put(cells, "utilityError", result, r -> r.score().utilityError());
        put(cells, "optimalUtility", result, r -> r.score().optimalUtility());
        put(cells, "regret", result, r -> r.score().regret());
        put(cells, "overthinkingLoss", result, r -> r.score().overthinkingLoss());
        put(cells, "underthinkingLoss", result, r -> r.score().underthinkingLoss());
        put(cells, "wrongAnswerLoss", result, r -> r.score().wrongAnswerLoss());
        put(cells, "normalisedScore", result, TrialResult::normalisedScore);
        put(cells, "accuracy", result, r -> r.score().accuracy());
        put(cells, "optimalAccuracy", result, r -> r.score().optimalAccuracy());
        put(cells, "abstention", result, r -> r.score().abstention());
        put(cells, "thinks", result, r -> r.score().thinks());
        put(cells, "optimalThinks", result, r -> r.score().optimalThinks());
        put(cells, "compute", result, r -> r.score().compute());
        put(cells, "optimalCompute", result, r -> r.score().optimalCompute());
        put(cells, "greedyUtility", result, r -> r.score().greedyUtility());
        put(
                cells,
                "neverThinkingUtility",
                result,
                r -> r.score().neverThinking().utility());
        put(cells, "bestFixed", result, r -> r.score().bestFixed().policy());
        put(cells, "bestFixedUtility", result, r -> r.score().bestFixed().utility());
        put(
                cells,
                "collapse",
                result,
                r -> r.collapse() == null ? null : r.collapse().toString());
        put(cells, "updates", result, TrialResult::updates);
        put(cells, "episodes", result, TrialResult::episodes);
        put(cells, "decisions", result, TrialResult::decisions);
        put(cells, "decisionsToNear", result, TrialResult::decisionsToNear);
        return cells;
    }

    private static void put(
            Map<String, Object> cells, String key, TrialResult result, Function<TrialResult, Object> value) {
        cells.put(key, result == null ? null : value.apply(result));
    }

    /** Wall time of each trial. */
    String timing() {
        Csv csv = new Csv(List.of("arm", "process", "seed", "seconds"));
        rows.forEach(row -> csv.row(
                List.of(row.arm(), row.process(), row.seed(), row.outcome().seconds())));
        return csv.text();
    }

    /** Learning curves on the common grids of each process. */
    static String curves(ComparisonSummary summary) {
        Csv csv = new Csv(List.of(
                "process",
                "arm",
                "axis",
                "at",
                "runs",
                "utility",
                "utilityLow",
                "utilityHigh",
                "regret",
                "regretLow",
                "regretHigh"));
        for (Cell cell : summary.cells()) {
            curve(csv, cell, "updates", cell.byUpdates());
            curve(csv, cell, "decisions", cell.byDecisions());
        }
        return csv.text();
    }

    private static void curve(Csv csv, Cell cell, String axis, List<CurvePoint> points) {
        for (CurvePoint point : points) {
            List<Object> cells = new ArrayList<>(List.of(cell.process(), cell.arm(), axis, point.at(), cell.results()));
            cells.addAll(ends(point.utility()));
            cells.addAll(ends(point.regret()));
            csv.row(cells);
        }
    }

    /** One row for each arm on each process. */
    static String summary(ComparisonSummary summary) {
        List<String> heads = new ArrayList<>(List.of("process", "arm", "results", "failed"));
        for (String figure : List.of("utility", "regret", "overthinkingLoss", "underthinkingLoss")) {
            heads.addAll(List.of(figure, figure + "Low", figure + "High"));
        }
        heads.addAll(
                List.of("accuracy", "thinks", "compute", "neverThink", "alwaysThink", "near", "medianDecisionsToNear"));
        Csv csv = new Csv(heads);
        for (Cell cell : summary.cells()) {
            List<Object> cells = new ArrayList<>(List.of(cell.process(), cell.arm(), cell.results(), cell.failed()));
            cells.addAll(ends(cell.utility()));
            cells.addAll(ends(cell.regret()));
            cells.addAll(ends(cell.overthinkingLoss()));
            cells.addAll(ends(cell.underthinkingLoss()));
            cells.addAll(Arrays.asList(
                    cell.accuracy(),
                    cell.thinks(),
                    cell.compute(),
                    cell.neverThink(),
                    cell.alwaysThink(),
                    cell.near(),
                    cell.medianDecisionsToNear()));
            csv.row(cells);
        }
        return csv.text();
    }

    private static List<Object> ends(Interval interval) {
        return interval == null
                ? Arrays.asList(null, null, null)
                : List.of(interval.estimate(), interval.low(), interval.high());
    }
}
