package dwell.trainer.evaluate;

import dwell.envs.VectorEnvironment;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.process.Feature;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a config names where its family is stepped.
 *
 * @param training makes an environment of a number of slots that draws items to train on
 * @param heldOut the same for held-out items
 * @param computeUnit what a unit of compute is
 * @param features of an observation; empty where they are not described
 */
public record Stepped(
        IntFunction<VectorEnvironment> training,
        IntFunction<VectorEnvironment> heldOut,
        String computeUnit,
        List<Feature> features) {
    /**
     * Finds the family and binds its parameters.
     *
     * @throws IllegalArgumentException with one sentence, if the family declares a process, or the config asks for what only
     *     processes have
     */
    public static Stepped of(Catalog catalog, RunConfig config) {
        String id = config.env().id();
        if (!(catalog.task(id) instanceof EnvironmentFamily<?> family)) {
            throw new IllegalArgumentException(
                    "env.id is '%s', which declares a process and is not stepped".formatted(id));
        }
        if (!config.mixture().isEmpty() || !config.wrappers().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s must be empty with env %s, which is stepped: only processes can be mixed and wrapped"
                            .formatted(config.mixture().isEmpty() ? "wrappers" : "mixture", id));
        }
        return of(family, config.env().parameters());
    }

    private static <P extends Record> Stepped of(EnvironmentFamily<P> family, Record parameters) {
        @SuppressWarnings("unchecked") // bound from the type of this family's defaults
        P own = (P) parameters;
        return new Stepped(
                slots -> family.create(own, slots, Side.TRAINING),
                slots -> family.create(own, slots, Side.HELD_OUT),
                family.computeUnit(),
                List.copyOf(family.features(own)));
    }
}
