package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.PolicyReport;
import dwell.trainer.evaluate.SampledReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the report is drawn from.
 *
 * @param evaluation content of {@code evaluation.json}
 * @param history evaluated updates of {@code metrics.jsonl}
 * @param config text of {@code config.yaml}
 * @param manifest content of {@code manifest.json}, values as text
 */
record RunFiles(PolicyReport evaluation, History history, String config, Map<String, String> manifest) {
    private static final int FORMAT = 1;
    /** Components that files of the format may lack, since they were added to it. */
    private static final List<String> ADDED = List.of("responses", "optimalResponses", "tallies");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addDeserializer(Double.TYPE, new NullIsNaN()))
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * Reads a run's folder.
     *
     * @throws IllegalArgumentException with one sentence, if a file is missing or malformed, or the evaluation is of another
     *     run than the config
     */
    static RunFiles read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no run folder " + folder);
        }
        String evaluation = text(folder, "evaluation.json");
        String metrics = text(folder, "metrics.jsonl");
        String config = text(folder, "config.yaml");
        String manifest = text(folder, "manifest.json");
        RunIdentity identity = parsed(folder, "config.yaml", () -> RunIdentity.of(config));
        PolicyReport report = parsed(folder, "evaluation.json", () -> evaluation(evaluation));
        try {
            identity.requireSame(report);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s is not of this run: %s".formatted(folder.resolve("evaluation.json"), e.getMessage()), e);
        }
        return new RunFiles(
                report,
                parsed(folder, "metrics.jsonl", () -> History.of(metrics)),
                config,
                parsed(folder, "manifest.json", () -> manifest(manifest)));
    }

    private static String text(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("run folder %s has no %s".formatted(folder, name));
        }
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private interface Parser<T> {
        T parse();
    }

    private static <T> T parsed(Path folder, String name, Parser<T> parser) {
        try {
            return parser.parse();
        } catch (JacksonException e) {
            String where = e.getLocation() == null || e.getLocation().getLineNr() < 1
                    ? ""
                    : " (line %d, column %d)"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            // Jackson says where an unclosed part begins in words of its own.
            String why = e.getOriginalMessage()
                    .replaceAll("\\s+", " ")
                    .replaceAll(" ?\\([^()\\[]*\\[Source:.*| ?(at )?\\[Source:.*", "");
            throw new IllegalArgumentException("%s is malformed%s: %s".formatted(folder.resolve(name), where, why), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s is malformed: %s".formatted(folder.resolve(name), e.getMessage()), e);
        }
    }

    private static PolicyReport evaluation(String text) {
        JsonNode tree = MAPPER.readTree(text);
        JsonNode kind = tree.path("kind");
        require(kind.isMissingNode() || kind.isString(), "kind must be exact or sampled, was " + kind);
        return switch (kind.asString("exact")) {
            case "exact" -> exact(tree);
            case "sampled" -> sampled(tree);
            default -> throw new IllegalArgumentException("kind must be exact or sampled, was " + kind.asString());
        };
    }

    private static SampledReport sampled(JsonNode tree) {
        SampledReport report = MAPPER.treeToValue(tree, SampledReport.class);
        require(report.format() == FORMAT, "format must be " + FORMAT + ", was " + report.format());
        require(report.stakes() != null, "stakes must not be null");
        requireSome("actions", report.actions());
        requireSome("levels", report.levels());
        require(report.fixed() != null, "fixed must not be null");
        require(report.overall() != null, "overall must not be null");
        require(report.greedy() != null, "greedy must not be null");
        require(report.heldOut() != null && report.heldOut().overall() != null, "heldOut must not be null");
        requireSome("heldOut.levels", report.heldOut().levels());
        return report;
    }

    private static EvaluationReport exact(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ADDED.stream().filter(name -> !object.has(name)).forEach(object::putNull);
        }
        EvaluationReport report = MAPPER.treeToValue(tree, EvaluationReport.class);
        require(report != null, "it is empty");
        require(report.format() == FORMAT, "format must be " + FORMAT + ", was " + report.format());
        require(report.stakes() != null, "stakes must not be null");
        requireSome("actions", report.actions());
        requireSome("levels", report.levels());
        requireSome("pareto", report.pareto());
        require(report.fixed() != null, "fixed must not be null");
        require(report.computeDistribution() != null, "computeDistribution must not be null");
        require(report.endings() != null, "endings must not be null");
        require(report.map() == null || report.map().points() != null, "map.points must not be null");
        requireFinite("utility", report.utility());
        requireFinite("optimalUtility", report.optimalUtility());
        requireFinite("regret", report.regret());
        requireFinite("compute", report.compute());
        requireFinite("optimalCompute", report.optimalCompute());
        int actions = report.actions().size();
        requireShares("actionShares", report.actionShares(), actions);
        requireShares("optimalActionShares", report.optimalActionShares(), actions);
        for (EvaluationReport.Level level : report.levels()) {
            requireShares("actionShares of level " + level.level(), level.actionShares(), actions);
            requireShares("optimalActionShares of level " + level.level(), level.optimalActionShares(), actions);
        }
        return report;
    }

    private static Map<String, String> manifest(String text) {
        JsonNode root = MAPPER.readTree(text);
        require(root != null && root.isObject(), "it must be a JSON object");
        Map<String, String> facts = new LinkedHashMap<>();
        root.properties()
                .forEach(entry -> facts.put(
                        entry.getKey(),
                        entry.getValue().isString()
                                ? entry.getValue().asString()
                                : entry.getValue().toString()));
        return facts;
    }

    private static void requireSome(String name, List<?> list) {
        require(list != null && !list.isEmpty(), name + " must not be empty");
    }

    private static void requireFinite(String name, double value) {
        require(Double.isFinite(value), name + " must be a number, was " + value);
    }

    private static void requireShares(String name, List<Double> shares, int actions) {
        require(
                shares != null && shares.size() == actions,
                "%s must have one number for each of the %d actions, had %s"
                        .formatted(name, actions, shares == null ? "none" : shares.size()));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Numbers of which null stands for NaN, as they are written. */
    private static final class NullIsNaN extends ValueDeserializer<Double> {
        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) {
            return parser.getDoubleValue();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
