package dwell.trainer.report;

import dwell.trainer.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The evaluated updates of a run.
 *
 * @param points exact evaluations by update, rising
 * @param sampled sampled evaluations by update, rising
 */
record History(List<Point> points, List<SampledPoint> sampled) {
    /** Exact figures after an update; the losses add up to the regret. */
    record Point(
            int update,
            double utility,
            double regret,
            double overthinkingLoss,
            double underthinkingLoss,
            double wrongAnswerLoss) {}

    /** Sampled figures after an update, with standard errors; gap and its error are NaN where no bound is known. */
    record SampledPoint(int update, double utility, double utilityError, double gap, double gapError) {}

    /**
     * Reads the lines of {@code metrics.jsonl}. A last line without its line break is what a killed run leaves; if it is not
     * whole, it is ignored. Where an update stands twice, the later line counts.
     *
     * @throws IllegalArgumentException naming the line that is not a JSON object with an update
     */
    static History of(String text) {
        JsonMapper mapper = JsonMapper.shared();
        TreeMap<Integer, Point> points = new TreeMap<>();
        TreeMap<Integer, SampledPoint> sampled = new TreeMap<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean last = i == lines.length - 1;
            if (lines[i].isBlank()) {
                continue;
            }
            JsonNode line;
            try {
                line = mapper.readTree(lines[i]);
            } catch (JacksonException e) {
                if (last) {
                    continue;
                }
                throw new IllegalArgumentException("line " + (i + 1) + " is not JSON", e);
            }
            JsonNode update = line.get(Metric.UPDATE.key());
            if (update == null || !update.isIntegralNumber()) {
                throw new IllegalArgumentException(
                        "line %d has no whole number %s".formatted(i + 1, Metric.UPDATE.key()));
            }
            double utility = number(line, Metric.UTILITY, i);
            double regret = number(line, Metric.REGRET, i);
            if (!Double.isNaN(utility) && !Double.isNaN(regret)) {
                points.put(
                        update.asInt(),
                        new Point(
                                update.asInt(),
                                utility,
                                regret,
                                number(line, Metric.OVERTHINKING_LOSS, i),
                                number(line, Metric.UNDERTHINKING_LOSS, i),
                                number(line, Metric.WRONG_ANSWER_LOSS, i)));
            }
            double mean = number(line, Metric.SAMPLED_UTILITY, i);
            if (!Double.isNaN(mean)) {
                sampled.put(
                        update.asInt(),
                        new SampledPoint(
                                update.asInt(),
                                mean,
                                number(line, Metric.SAMPLED_UTILITY_ERROR, i),
                                number(line, Metric.SAMPLED_GAP, i),
                                number(line, Metric.SAMPLED_GAP_ERROR, i)));
            }
        }
        return new History(new ArrayList<>(points.values()), new ArrayList<>(sampled.values()));
    }

    /** NaN where the line does not have it. */
    private static double number(JsonNode line, Metric metric, int index) {
        JsonNode value = line.get(metric.key());
        if (value == null || value.isNull()) {
            return Double.NaN;
        }
        if (!value.isNumber()) {
            throw new IllegalArgumentException(
                    "line %d has %s where %s must be a number".formatted(index + 1, value, metric.key()));
        }
        return value.asDouble();
    }
}
