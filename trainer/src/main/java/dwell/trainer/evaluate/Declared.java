package dwell.trainer.evaluate;

import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.Component;
import java.util.Optional;

/**
 * What a family declares for given parameters.
 *
 * @param train the process that is trained on
 * @param heldOut the process of held-out items; empty where there are none
 */
public record Declared(DecisionProcess<?> train, Optional<DecisionProcess<?>> heldOut) {
    /**
     * Declares.
     *
     * @param env a family that the catalog knows, with its parameters
     * @throws IllegalArgumentException with one sentence, if the parameters cannot be used together
     */
    public static Declared of(Catalog catalog, Component env) {
        return of(catalog.family(env.id()), env.parameters());
    }

    private static <P extends Record> Declared of(Family<P> family, Record parameters) {
        @SuppressWarnings("unchecked") // bound from the type of this family's defaults
        P own = (P) parameters;
        return new Declared(family.declare(own), family.heldOut(own));
    }
}
