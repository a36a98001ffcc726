package dwell.trainer.cli;

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
record Declared(DecisionProcess<?> train, Optional<DecisionProcess<?>> heldOut) {
    static Declared of(Catalog catalog, Component env) {
        return of(catalog.family(env.id()), env.parameters());
    }

    private static <P extends Record> Declared of(Family<P> family, Record parameters) {
        @SuppressWarnings("unchecked") // bound from the type of this family's defaults
        P own = (P) parameters;
        return new Declared(family.declare(own), family.heldOut(own));
    }
}
