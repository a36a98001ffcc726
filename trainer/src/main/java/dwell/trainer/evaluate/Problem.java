package dwell.trainer.evaluate;

import dwell.envs.families.Family;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyShape;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.rollout.ProcessRows;
import java.util.Optional;

/**
 * What a config asks a policy to do: the compiled process with its optimum, and the one of held-out items where there are any.
 * Immutable.
 *
 * @param config where it comes from
 * @param training items to train on
 * @param heldOut items that are only evaluated; null where there are none
 */
public record Problem(RunConfig config, ExactEvaluator training, ExactEvaluator heldOut) {
    /**
     * Compiles and solves.
     *
     * @throws IllegalArgumentException with one sentence, if the config's task cannot be declared or compiled
     */
    @SuppressWarnings("unchecked")
    public static Problem of(RunConfig config, Catalog catalog) {
        Family<Record> family = (Family<Record>) catalog.family(config.env().id());
        Record parameters = config.env().parameters();
        CompiledProcess process = ProcessCompiler.compile(family.declare(parameters));
        Optional<CompiledProcess> heldOut = family.heldOut(parameters).map(ProcessCompiler::compile);
        return new Problem(
                config,
                new ExactEvaluator(process, config.stakes()),
                heldOut.map(other -> new ExactEvaluator(other, config.stakes())).orElse(null));
    }

    public CompiledProcess process() {
        return training.process();
    }

    /** What a policy has to fit. */
    public PolicyShape shape() {
        CompiledProcess process = process();
        return new PolicyShape(process.featureCount(), process.actionCount(), process.rowCount());
    }

    /** All observations to train on. */
    public ObservationBatch rows() {
        return ProcessRows.all(process());
    }

    /**
     * Action probabilities of a policy in the observations of held-out items, see {@link ProcessRows#probabilities}; null where
     * there are none.
     *
     * @throws IllegalArgumentException with one sentence, if the policy has no weights for one of them
     */
    public double[] heldOutProbabilities(LearnedPolicy policy) {
        if (heldOut == null) {
            return null;
        }
        ObservationBatch batch = ProcessRows.all(heldOut.process(), process());
        return ProcessRows.probabilities(heldOut.process(), policy, batch);
    }
}
