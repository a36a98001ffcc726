package dwell.policies.network;

import dwell.envs.Help;
import java.util.List;
import java.util.Objects;

/** Parameters of {@link MlpFamily}. */
public record MlpParameters(
        @Help("number of units of each hidden layer, at most 8 layers of 1 to 4096 units; empty for none")
        List<Integer> hidden,

        @Help("what follows a hidden layer: tanh or relu") Activation activation) {
    private static final int MOST_LAYERS = 8;
    private static final int MOST_UNITS = 4096;

    public MlpParameters {
        hidden = List.copyOf(hidden);
        Objects.requireNonNull(activation, "activation");
        if (hidden.size() > MOST_LAYERS) {
            throw new IllegalArgumentException(
                    "hidden must name at most %d layers, named %d".formatted(MOST_LAYERS, hidden.size()));
        }
        for (int units : hidden) {
            if (units < 1 || units > MOST_UNITS) {
                throw new IllegalArgumentException(
                        "hidden must name layers of 1 to %d units, named one of %d".formatted(MOST_UNITS, units));
            }
        }
    }
}
