package dwell.trainer.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import dwell.envs.Action;
import dwell.envs.Stakes;
import java.util.List;

/**
 * What evaluation finds out about a policy: the content of {@code evaluation.json}. Its key {@code kind} says which of the two
 * layouts it has; a file without it is exact.
 */
public sealed interface PolicyReport permits EvaluationReport, SampledReport {
    /** {@code exact} or {@code sampled}. */
    @JsonProperty(value = "kind", access = JsonProperty.Access.READ_ONLY)
    String kind();

    String run();

    String env();

    String policy();

    long seed();

    int updates();

    long decisions();

    double seconds();

    double decisionsPerSecond();

    String mode();

    Stakes stakes();

    String computeUnit();

    List<Action> actions();
}
