package dwell.trainer.evaluate;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyShape;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.rollout.ProcessRows;

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
    public static Problem of(RunConfig config, Catalog catalog) {
        Declared declared = Declared.of(catalog, config.env());
        ExactEvaluator training = new ExactEvaluator(ProcessCompiler.compile(declared.train()), config.stakes());
        ExactEvaluator heldOut = declared.heldOut()
                .map(process -> new ExactEvaluator(ProcessCompiler.compile(process), config.stakes()))
                .orElse(null);
        return new Problem(config, training, heldOut);
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
