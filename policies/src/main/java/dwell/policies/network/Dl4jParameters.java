package dwell.policies.network;

import dwell.envs.Help;
import java.util.Objects;

/** Parameters of {@link Dl4jFamily}. */
public record Dl4jParameters(
        @Help(
                "path of a DL4J MultiLayerConfiguration in JSON; dense layers, the last one with one unit for each action")
        String file) {
    public Dl4jParameters {
        Objects.requireNonNull(file, "file");
    }
}
