package dwell.trainer.report;

import dwell.envs.families.EnvironmentFamily;
import dwell.trainer.config.Catalog;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.PolicyReport;
import dwell.trainer.evaluate.SampledReport;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What a run's config says that an evaluation of the run must repeat. Keys that a config lacks are not compared. */
final class RunIdentity {
    private final Map<?, ?> config;

    private RunIdentity(Map<?, ?> config) {
        this.config = config;
    }

    /**
     * Reads the text of a {@code config.yaml}.
     *
     * @throws IllegalArgumentException with one sentence, if it is no YAML mapping
     */
    static RunIdentity of(String yaml) {
        try {
            if (new Load(LoadSettings.builder().setLabel("config.yaml").build()).loadFromString(yaml)
                    instanceof Map<?, ?> map) {
                return new RunIdentity(map);
            }
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("it is not valid YAML", e);
        }
        throw new IllegalArgumentException("it must be a mapping of sections to keys");
    }

    /**
     * Compares task, kind, policy and seed.
     *
     * @throws IllegalArgumentException with one sentence that names the first difference, if the evaluation is of another run
     */
    void requireSame(PolicyReport report) {
        boolean sampled = report instanceof SampledReport;
        Object env = at(config, "env", "id");
        if (report instanceof SampledReport other) {
            same("env", env, other.env());
            same("policy", at(config, "policy", "id"), other.policy());
            same("seed", at(config, "run", "seed"), other.seed());
        } else if (report instanceof EvaluationReport other) {
            same("env", env == null ? null : task(env), other.env());
            same("policy", at(config, "policy", "id"), other.policy());
            same("seed", at(config, "run", "seed"), other.seed());
        }
        Catalog.installed().tasks().stream()
                .filter(task -> task.id().equals(env))
                .forEach(task -> same(
                        "kind",
                        task instanceof EnvironmentFamily ? "sampled" : "exact",
                        sampled ? "sampled" : "exact"));
    }

    /** As {@link dwell.trainer.config.RunConfig#task} names it. */
    private String task(Object env) {
        StringBuilder text = new StringBuilder(String.valueOf(env));
        list("mixture").forEach(member -> text.append(" + ").append(at(member, "env", "id")));
        list("wrappers").forEach(wrapper -> text.append(", ").append(at(wrapper, "id")));
        return text.toString();
    }

    private List<?> list(String key) {
        return config.get(key) instanceof List<?> entries ? entries : List.of();
    }

    /** The value at a path; null where there is none. */
    private static Object at(Object tree, String... path) {
        Object value = tree;
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    private static void same(String what, Object configured, Object evaluated) {
        if (configured != null && !configured.toString().equals(String.valueOf(evaluated))) {
            throw new IllegalArgumentException(
                    "its %s is %s, but config.yaml has %s".formatted(what, evaluated, configured));
        }
    }
}
